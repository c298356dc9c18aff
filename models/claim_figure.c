/* Reading one figure: which of the ways to a value it takes, its unit, law, source and status. */
#include <math.h>
#include <string.h>

#include "models/claim_private.h"

/* "table": "pue/google-georgia-2018". Keys beside it override the row's. */
static bool read_table(ra_build *b, ra_figure *figure, ra_reading *reading)
{
    const char *nearest = NULL;
    const char *path = claim_read_text(b, reading->own, "table", false, RA_CLAIM_MAX_LABEL);
    if (!path)
        return !ra_value_find(reading->own, "table");
    size_t errors = ra_diag_count(b->diag, RA_ERROR);
    const ra_row *row = ra_data_find_row(b->data, path, &nearest, b->diag);
    if (row) {
        reading->row = row->at;
        figure->table = path;
        figure->basis = row->basis;
        ra_sha256_bytes(b->sum, path, strlen(path) + 1);
        ra_sha256_value(b->sum, row->at);
        return true;
    }
    bool table = nearest && !strchr(nearest, '/');
    if (table && strcmp(nearest, path) == 0)
        ra_value_report(ra_value_find(reading->own, "table"), b->diag, RA_ERROR,
                        "'%s' is a table: name one of its rows, '%s/KEY'", path, path);
    else if (ra_diag_count(b->diag, RA_ERROR) == errors)
        claim_report_unknown(b, ra_value_find(reading->own, "table"),
                             table ? "table in" : "row of a table", path, nearest);
    return false;
}

static bool has_amount(const ra_value *object)
{
    return object && (ra_value_find(object, "printed") || ra_value_find(object, "value") ||
                      ra_value_find(object, "digits"));
}

/* A figure has one way to its value: digits, a formula, `solve`, or a row of a table. */
static bool read_way(ra_build *b, const ra_figure_rules *rules, ra_figure *figure,
                     ra_reading *reading)
{
    const ra_value *own = reading->own, *formula = ra_value_find(own, "formula");
    bool solve = false;
    /* Where the place allows none of them, their keys were reported. */
    if ((formula && !rules->derives) || (ra_value_find(own, "solve") && !rules->solves))
        return false;
    if (ra_value_get_bool(own, "solve", false, &solve, b->diag) && !solve)
        ra_value_report(ra_value_find(own, "solve"), b->diag, RA_ERROR,
                        "'solve' is true or absent");
    if (has_amount(own) + (formula != NULL) + solve > 1 || (reading->row && (formula || solve))) {
        ra_value_report(own, b->diag, RA_ERROR,
                        "a figure has one of 'printed' or 'value', 'formula', 'solve' and 'table'");
        return false;
    }
    const ra_value *where = NULL;
    if (ra_value_find(own, "where") && rules->solves &&
        !ra_value_get_object(own, "where", true, &where, b->diag))
        return false;
    if (where && !formula) {
        ra_value_report_key(ra_value_find(own, "where"), b->diag, RA_ERROR,
                            "'where' belongs to a 'formula'");
        return false;
    }
    if (solve && rules->side == RA_AUDITED) {
        ra_value_report_key(ra_value_find(own, "solve"), b->diag, RA_ERROR,
                            "a value is solved for on the published side only");
        return false;
    }
    if (solve) {
        figure->kind = RA_FIGURE_SOLVED;
        return true;
    }
    if (!formula)
        return claim_read_amount(b, has_amount(own) || !reading->row ? own : reading->row, figure);
    if (ra_value_kind(formula) != RA_STRING) {
        ra_value_report(formula, b->diag, RA_ERROR, "'formula' is a formula in quotes");
        return false;
    }
    reading->formula = formula;
    figure->kind = RA_FIGURE_FORMULA;
    return true;
}

/* The unit of a figure: its own, else its row's, else the chain's for this assumption. */
static bool read_unit(ra_build *b, const ra_figure_rules *rules, const ra_reading *reading,
                      ra_figure *figure)
{
    const ra_value *own = reading->own;
    if (ra_value_find(own, "unit") && reading->row && !has_amount(own)) {
        ra_value_report_key(ra_value_find(own, "unit"), b->diag, RA_ERROR,
                            "the row of the table has its own unit: give a 'value' too");
        return false;
    }
    if (!ra_value_find(own, "unit")) {
        if (reading->kept)
            return true;
        if (reading->row && ra_value_find(reading->row, "unit"))
            own = reading->row;
        else if (rules->base && ra_value_find(rules->base, "unit"))
            own = rules->base;
        else if ((figure->unit = rules->unit) != NULL)
            return true;
    }
    figure->unit = claim_read_unit(b, own, "unit");
    return figure->unit != NULL;
}

static const ra_value *pick(const ra_reading *reading, const char *key)
{
    const ra_value *found = ra_value_find(reading->own, key);
    return found || !reading->row ? found : ra_value_find(reading->row, key);
}

/* Uncertainty is on the audited side: the published one is the chain with the figures it printed.
 */
static bool read_law(ra_build *b, const ra_figure_rules *rules, ra_figure *figure,
                     ra_reading *reading)
{
    const ra_value *own = ra_value_find(reading->own, "distribution");
    const ra_value *own_draw = ra_value_find(reading->own, "draw");
    if (rules->side == RA_PUBLISHED && (own || own_draw)) {
        ra_value_report_key(own ? own : own_draw, b->diag, RA_ERROR,
                            "the published side is recomputed as printed: uncertainty belongs to "
                            "the audited figure");
        return false;
    }
    const ra_value *law = rules->side == RA_AUDITED ? pick(reading, "distribution") : NULL;
    if (law && !claim_is_object(b, law))
        return false;
    reading->law = law;
    if (own_draw && !law) {
        ra_value_report_key(own_draw, b->diag, RA_ERROR, "'draw' belongs to a 'distribution'");
        return false;
    }
    if (!law)
        return true;
    figure->draw = claim_read_text(b, reading->own, "draw", false, RA_CLAIM_MAX_LABEL);
    if (own_draw && !figure->draw)
        return false;
    if (!figure->draw)
        figure->draw = figure->table ? figure->table : rules->draw;
    return true;
}

/* Source, status and reason; a figure that is computed from others is derived. */
static void read_provenance(ra_build *b, const ra_figure_rules *rules, ra_figure *figure,
                            const ra_reading *reading)
{
    bool derived = figure->kind == RA_FIGURE_FORMULA || figure->kind == RA_FIGURE_SOLVED;
    claim_read_citation(b, reading->own, reading->row, rules->inherited, &figure->citation);
    if (derived && !ra_value_find(reading->own, "source") &&
        !ra_value_find(reading->own, "evidence"))
        figure->citation.evidence = RA_DERIVED;
    figure->reason = claim_read_text(b, reading->own, "reason", false, RA_CLAIM_MAX_TEXT);
    ra_origin usual = derived ? RA_INFERRED : RA_GIVEN;
    if (rules->side == RA_AUDITED && !derived && !figure->citation.source)
        usual = RA_JUDGEMENT;
    claim_read_origin(b, reading->own, reading->row, usual, &figure->origin);
}

/* What a figure without digits, formula or row is: kept, or nothing but a law. */
static bool read_absent(ra_build *b, const ra_figure_rules *rules, ra_figure *figure,
                        ra_reading *reading)
{
    if (rules->may_keep) {
        reading->kept = true;
        return true;
    }
    if (reading->law) {
        figure->kind = RA_FIGURE_LAW;
        figure->value = NAN;
        return true;
    }
    const char *ways = rules->side == RA_AUDITED
                           ? "'printed', 'value', 'formula', 'table' or a 'distribution'"
                           : "'printed', 'value', 'formula' or 'table'";
    ra_value_report(reading->own, b->diag, RA_ERROR, "the figure has no value: give %s",
                    rules->plain ? "'printed' or 'value'" : ways);
    return false;
}

static void read_basis(ra_build *b, ra_figure *figure, const ra_value *own)
{
    int choice = 0;
    if (ra_value_get_choice(own, "basis", false, ra_grid_basis_names, RA_GRID_BASES - 1, &choice,
                            b->diag))
        figure->basis = (ra_grid_basis)(choice + 1);
}

void claim_read_figure(ra_build *b, const ra_figure_rules *rules, ra_figure *figure,
                       ra_reading *reading)
{
    figure->at = reading->own;
    /* A key that is not known may be the one that is missed. */
    bool known = ra_value_check_keys(reading->own, rules->keys, b->diag);
    bool good = rules->plain || read_table(b, figure, reading);
    good = read_way(b, rules, figure, reading) && good;
    good = (rules->plain || read_law(b, rules, figure, reading)) && good;
    if (good && figure->kind == RA_FIGURE_NONE)
        good = known && read_absent(b, rules, figure, reading);
    if (good || ra_value_find(reading->own, "unit"))
        good = read_unit(b, rules, reading, figure) && good;
    read_provenance(b, rules, figure, reading);
    read_basis(b, figure, reading->own);
    reading->bad |= !good;
}
