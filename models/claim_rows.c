/* Several results of one table (`rows`), and corrections by further authors (`audits`, with
 * `audited_by` in assumptions and steps). All are checked here, whichever is made. */
#include <string.h>

#include "models/claim_private.h"

static const char *const row_keys[] = {"id",        "label",     "title",    "headline", "source",
                                       "published", "corrected", "repeated", "set",      NULL};
static const char *const total_keys[] = {"printed",  "value",  "digits", "unit", "source",
                                         "evidence", "status", "reason", NULL};
static const char *const row_total_keys[] = {"step",   "printed", "value",    "digits", "unit",
                                             "source", "status",  "evidence", "reason", "interval",
                                             "bound",  "compare", NULL};
static const char *const side_keys[] = {"published", "audited", NULL};
static const char *const audits_keys[] = {"id", "label", "source", "reason", "corrected", NULL};
static const char *const method_keys[] = {"formula", "source", "reason", NULL};

/* Reads the id of a row or of an audit: part of an address, "llama2-2023/7b". */
static const char *read_address(ra_build *b, const ra_value *object, const ra_value *array)
{
    const char *id = claim_read_text(b, object, "id", true, RA_EXPR_MAX_NAME);
    if (!id)
        return NULL;
    size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789._-");
    if (id[length] != '\0' || id[0] == '.' || id[0] == '-' || id[0] == '_') {
        ra_value_report(ra_value_find(object, "id"), b->diag, RA_ERROR,
                        "the id '%s' has other characters than lower-case letters, digits and "
                        "'.', '_', '-'",
                        id);
        return NULL;
    }
    for (const ra_value *v = ra_value_first(array); v != object; v = ra_value_next(v)) {
        const ra_value *other = ra_value_kind(v) == RA_OBJECT ? ra_value_find(v, "id") : NULL;
        if (other && ra_value_kind(other) == RA_STRING && strcmp(ra_value_string(other), id) == 0)
            ra_value_report(ra_value_find(object, "id"), b->diag, RA_ERROR,
                            "the id '%s' is used twice", id);
    }
    return id;
}

/* A printed total, of the claim's step unless it names another. */
static void check_total(ra_build *b, const ra_value *object, const char *const *keys)
{
    ra_figure figure = {0};
    double factor;
    uint32_t step = b->claim->result;
    const char *id = claim_read_text(b, object, "step", false, RA_CLAIM_MAX_LABEL);
    if (id) {
        step = claim_find_name(b, id);
        if (step == RA_NOWHERE) {
            claim_report_unknown(b, ra_value_find(object, "step"), "step", id,
                                 claim_nearest_name(b, id));
        } else if (b->quantities[step].kind != RA_STEP) {
            ra_value_report(ra_value_find(object, "step"), b->diag, RA_ERROR,
                            "'%s' is an assumption: a total is a step", id);
            step = RA_NOWHERE;
        }
    }
    if (!ra_value_find(object, "printed") && !ra_value_find(object, "value")) {
        ra_value_check_keys(object, keys, b->diag);
        return;
    }
    if (claim_read_plain(b, object, keys, b->claim->unit, &b->claim->citation, &figure) &&
        step != RA_NOWHERE && b->quantities[step].unit)
        claim_convert(b, object, &figure, b->quantities[step].unit, &factor);
}

/* The figure that a row prints for a step. */
static void check_step(ra_build *b, const ra_value *change, uint32_t index)
{
    const ra_value *object = NULL;
    ra_figure figure = {0};
    double factor;
    static const char *const keys[] = {"published", NULL};
    if (!claim_is_object(b, change) || !ra_value_check_keys(change, keys, b->diag) ||
        !ra_value_get_object(change, "published", false, &object, b->diag))
        return;
    const ra_unit *unit = b->quantities[index].unit;
    if (unit &&
        claim_read_plain(b, object, total_keys, unit, &b->claim->citation, &figure))
        claim_convert(b, object, &figure, unit, &factor);
}

/* "set": {"hours": {"published": {...}, "audited": {...}}} */
static void check_change(ra_build *b, const ra_value *change)
{
    uint32_t index = claim_find_name(b, ra_value_key(change));
    if (index != RA_NOWHERE && b->quantities[index].kind == RA_STEP) {
        check_step(b, change, index);
        return;
    }
    if (index == RA_NOWHERE) {
        const char *nearest = claim_nearest_name(b, ra_value_key(change));
        ra_value_report_key(change, b->diag, RA_ERROR, "unknown assumption or step '%s'%s%s%s",
                            ra_value_key(change), nearest ? "; did you mean '" : "",
                            nearest ? nearest : "", nearest ? "'?" : "");
        return;
    }
    if (!claim_is_object(b, change) || !ra_value_check_keys(change, side_keys, b->diag))
        return;
    for (int side = 0; side < RA_SIDES; side++) {
        const ra_value *figure = NULL;
        if (ra_value_get_object(change, side_keys[side], false, &figure, b->diag))
            claim_check_alternative(b, figure, index, (ra_side)side);
    }
}

static void check_row(ra_build *b, const ra_value *row, const ra_value *array)
{
    const ra_value *set = NULL, *total = NULL;
    ra_citation citation;
    ra_value_check_keys(row, row_keys, b->diag);
    read_address(b, row, array);
    claim_read_text(b, row, "label", false, RA_CLAIM_MAX_LABEL);
    claim_read_text(b, row, "title", false, RA_CLAIM_MAX_LABEL);
    claim_read_text(b, row, "headline", false, RA_CLAIM_MAX_TEXT);
    claim_read_citation(b, row, NULL, NULL, &citation);
    if (ra_value_get_object(row, "published", true, &total, b->diag))
        check_total(b, total, row_total_keys);
    if (ra_value_get_object(row, "corrected", false, &total, b->diag))
        check_total(b, total, total_keys);
    if (!ra_value_get_object(row, "set", false, &set, b->diag))
        return;
    for (const ra_value *v = ra_value_first(set); v; v = ra_value_next(v))
        check_change(b, v);
}

void claim_read_rows(ra_build *b)
{
    const ra_value *array = NULL;
    if (!ra_value_get_array(b->root, "rows", false, &array, b->diag))
        return;
    if (ra_value_count(array) > RA_CLAIM_MAX_ROWS) {
        ra_value_report(array, b->diag, RA_ERROR, "a claim has at most %d rows", RA_CLAIM_MAX_ROWS);
        return;
    }
    for (const ra_value *v = ra_value_first(array); v; v = ra_value_next(v))
        if (claim_is_object(b, v))
            check_row(b, v, array);
}

static void check_audit(ra_build *b, const ra_value *audit, const ra_value *array)
{
    ra_citation citation;
    const ra_value *total = NULL;
    ra_value_check_keys(audit, audits_keys, b->diag);
    read_address(b, audit, array);
    claim_read_text(b, audit, "label", false, RA_CLAIM_MAX_LABEL);
    claim_read_text(b, audit, "reason", false, RA_CLAIM_MAX_TEXT);
    claim_read_citation(b, audit, NULL, NULL, &citation);
    if (!ra_value_find(audit, "source") && !ra_value_find(audit, "reason"))
        ra_value_report(audit, b->diag, RA_ERROR, "an audit needs a 'source' or a 'reason'");
    if (ra_value_get_object(audit, "corrected", false, &total, b->diag))
        check_total(b, total, total_keys);
}

/* The formula of one step by further authors. */
static void check_method(ra_build *b, const ra_value *object)
{
    const char *formula = NULL;
    ra_citation citation;
    ra_value_check_keys(object, method_keys, b->diag);
    ra_value_get_string(object, "formula", true, &formula, b->diag);
    claim_read_citation(b, object, NULL, NULL, &citation);
    claim_read_text(b, object, "reason", false, RA_CLAIM_MAX_TEXT);
}

/* What further authors give for one assumption or step, by the id of their audit. */
static void check_audited_by(ra_build *b, uint32_t index, const char *const *ids, size_t count)
{
    const ra_value *own = b->items[index].own, *object = NULL;
    if (!own || ra_value_kind(own) != RA_OBJECT ||
        !ra_value_get_object(own, "audited_by", false, &object, b->diag))
        return;
    for (const ra_value *v = ra_value_first(object); v; v = ra_value_next(v)) {
        size_t i = 0;
        while (i < count && strcmp(ids[i], ra_value_key(v)) != 0)
            i++;
        const char *nearest = i < count ? NULL : ra_text_nearest(ra_value_key(v), ids, count);
        if (i == count)
            ra_value_report_key(v, b->diag, RA_ERROR, "unknown audit '%s'%s%s%s", ra_value_key(v),
                                nearest ? "; did you mean '" : "", nearest ? nearest : "",
                                nearest ? "'?" : "");
        if (!claim_is_object(b, v))
            continue;
        if (b->quantities[index].kind == RA_STEP)
            check_method(b, v);
        else
            claim_check_alternative(b, v, index, RA_AUDITED);
    }
}

void claim_read_audits(ra_build *b)
{
    const ra_value *array = NULL;
    const char **ids = NULL;
    size_t count = 0;
    if (ra_value_get_array(b->root, "audits", false, &array, b->diag)) {
        if (ra_value_count(array) > RA_CLAIM_MAX_ROWS) {
            ra_value_report(array, b->diag, RA_ERROR, "a claim has at most %d audits",
                            RA_CLAIM_MAX_ROWS);
            return;
        }
        ids = claim_alloc(b, ra_value_count(array), sizeof *ids);
    }
    for (const ra_value *v = ids ? ra_value_first(array) : NULL; v; v = ra_value_next(v)) {
        if (!claim_is_object(b, v))
            continue;
        check_audit(b, v, array);
        const ra_value *id = ra_value_find(v, "id");
        if (id && ra_value_kind(id) == RA_STRING)
            ids[count++] = ra_value_string(id);
    }
    for (uint32_t i = 0; i < b->claim->quantity_count; i++)
        if (b->quantities[i].kind != RA_LOCAL)
            check_audited_by(b, i, ids, count);
}
