/* Measured runs in place of assumptions. */
#include "audit/cli/measured.h"

#include <math.h>
#include <string.h>

#include "audit/cli/measured_once.h"
#include "audit/cli/measured_replace.h"
#include "audit/cli/measured_target.h"
#include "models/alloc.h"

/* Numbers that differ by less are one, copied with fewer digits. */
#define SAME_NUMBER 1e-3

/* One file being applied. */
typedef struct {
    ra_claim *claim;
    const ra_before *before;
    const ra_options *options;
    const ra_measured *file;
    ra_replacements *out;
    ra_diag *diag;
    bool *mapped;            /* of every --map: it found its column */
    bool done[RA_MEASURES];  /* quantities of this file that are a step's */
    double grams, kilograms; /* emissions of a card, and of another file; NaN: not read yet */
    uint32_t used;           /* quantities of this file that replaced something, or were left out */
    const char *unused;      /* a file of which nothing did; NULL: none */
} application;

/* Returns the quantity of the file that --map names; NULL: it has none of that name. */
static const ra_measurement *find_mapped(const application *work, const char *name)
{
    for (size_t i = 0; i < work->file->count; i++)
        if (strcmp(ra_measure_name(work->file->items[i].measure), name) == 0)
            return &work->file->items[i];
    return NULL;
}

/* The value of a mapped quantity or column in the unit of what it is mapped to, what it is, and the
 * file with the rows that it is of. Returned: RA_OK, with *value NaN where this file has nothing of
 * that name; RA_USAGE where the units differ. */
static ra_status read_mapped(const application *work, const char *name, uint32_t quantity,
                             ra_measurement *item, ra_measured *rows, double *value)
{
    const ra_measurement *known = find_mapped(work, name);
    ra_measured_column column;

    *value = NAN;
    *rows = *work->file;
    if (known != NULL) {
        *item = *known;
        *value = known->value * ra_target_factor(work->claim, known->measure, quantity);
        if (!isnan(*value))
            return RA_OK;
        ra_diag_report(work->diag, RA_ERROR, NULL, "--map %s=%s: %s is in %s, '%s' is not", name,
                       work->claim->quantities[quantity].id, name, ra_measure_unit(known->measure),
                       work->claim->quantities[quantity].id);
        return RA_USAGE;
    }
    *item = (ra_measurement){.measure = RA_MEASURES, .origin = RA_MEASURED, .column = name};
    if (ra_measured_read_column(&column, work->file->file, name, NULL) != RA_OK)
        return RA_OK;
    *value = ra_target_adds_up(work->claim, quantity) ? column.sum : column.mean;
    rows->rows = column.count;
    rows->first = column.first;
    rows->last = column.last;
    return RA_OK;
}

static ra_status replace(application *work, const ra_measured *rows, const ra_measurement *item,
                         uint32_t quantity, double value, bool asked)
{
    ra_status status = ra_measured_replace(work->out, work->claim, work->before, rows, item,
                                           quantity, value, work->diag);

    work->used += status == RA_OK;
    if (work->out->count > 0)
        work->out->items[work->out->count - 1].asked = asked;
    return status;
}

/* Returns what a map may name: an assumption of the claim or a step; UINT32_MAX for all else. */
static uint32_t find_target(const application *work, const char *id)
{
    uint32_t quantity = ra_claim_find(work->claim, id);
    const ra_quantity *what = quantity != UINT32_MAX ? &work->claim->quantities[quantity] : NULL;

    if (what == NULL || what->kind == RA_LOCAL || (what->kind == RA_ASSUMPTION && what->measured))
        return UINT32_MAX;
    return quantity;
}

static ra_status map_to(application *work, const char *name, const char *id, bool *found)
{
    uint32_t quantity = find_target(work, id);
    ra_measurement item;
    ra_measured rows;
    double value;

    if (strcmp(id, RA_MAP_LEFT_OUT) == 0) {
        *found = *found || find_mapped(work, name) != NULL;
        work->used += find_mapped(work, name) != NULL;
        return RA_OK;
    }
    if (quantity == UINT32_MAX)
        return RA_OK;
    ra_status status = read_mapped(work, name, quantity, &item, &rows, &value);
    if (status != RA_OK || isnan(value))
        return status;
    *found = true;
    return replace(work, &rows, &item, quantity, value, true);
}

/* A map to nothing that there is is left to check_maps, which names the nearest. */
static ra_status apply_map(application *work, size_t map)
{
    const char *text = work->options->maps.items[map], *id = strrchr(text, '=') + 1;
    ra_text name = {0};
    ra_status status = RA_NOMEM;

    ra_text_append_bytes(&name, text, (size_t)(id - 1 - text));
    if (!name.failed)
        status = map_to(work, name.data, id, &work->mapped[map]);
    ra_text_free(&name);
    return status;
}

static bool is_mapped(const application *work, ra_measure measure)
{
    size_t length = strlen(ra_measure_name(measure));

    for (size_t i = 0; i < work->options->maps.count; i++) {
        const char *text = work->options->maps.items[i];
        if (strncmp(text, ra_measure_name(measure), length) == 0 && text[length] == '=')
            return true;
    }
    return false;
}

static bool is_replaced(const application *work, uint32_t quantity)
{
    for (uint32_t i = 0; i < work->out->count; i++)
        if (strcmp(work->out->items[i].id, work->claim->quantities[quantity].id) == 0)
            return true;
    return false;
}

/* Returns where a step stands in the order of evaluation: later is nearer to the headline. */
static uint32_t place_of(const ra_claim *claim, uint32_t quantity)
{
    uint32_t place = 0;

    while (claim->order[place] != quantity)
        place++;
    return place;
}

/* Returns the quantity of the file that is a step's, of several the one nearest to the headline;
 * NULL: none. */
static const ra_measurement *find_step(const application *work, uint32_t *step)
{
    const ra_measurement *found = NULL;
    uint32_t latest = 0;

    for (size_t i = 0; i < work->file->count; i++) {
        const ra_measurement *item = &work->file->items[i];
        if (!ra_target_owned(item) || is_mapped(work, item->measure) || work->done[item->measure])
            continue;
        uint32_t quantity = ra_target_step(work->claim, item->measure);
        if (quantity == UINT32_MAX || is_replaced(work, quantity) ||
            ra_target_tells_all(work->claim, quantity, work->file, work->out))
            continue;
        if (found == NULL || place_of(work->claim, quantity) > latest) {
            found = item;
            *step = quantity;
            latest = place_of(work->claim, quantity);
        }
    }
    return found;
}

static ra_status apply_steps(application *work)
{
    ra_status status = RA_OK;
    uint32_t step = 0;

    memset(work->done, 0, sizeof work->done);
    for (const ra_measurement *item; status == RA_OK && (item = find_step(work, &step)) != NULL;) {
        work->done[item->measure] = true;
        status = replace(work, work->file, item, step,
                         item->value * ra_target_factor(work->claim, item->measure, step), false);
    }
    return status;
}

/* Says why a quantity replaces nothing, and what would make it. */
static void report_unused(const application *work, const ra_measurement *item, uint32_t quantity)
{
    const char *name = ra_measure_name(item->measure), *unit = ra_measure_unit(item->measure);
    uint32_t step = ra_target_retired_by(work->claim, item->measure);
    ra_text why = {0};

    if (quantity == UINT32_MAX)
        quantity = ra_target_step(work->claim, item->measure);
    if (quantity != UINT32_MAX)
        ra_text_format(&why, "; --map %s=%s would take it", name,
                       work->claim->quantities[quantity].id);
    else if (step != UINT32_MAX)
        ra_text_format(&why, ": '%s' is measured", work->claim->quantities[step].id);
    else
        ra_text_append(&why, ": no assumption is told by it");
    bool number = strcmp(unit, "1") == 0;
    ra_diag_report(work->diag, RA_NOTE, NULL, "%s: %s %g%s%s (%s) is not used%s", work->file->file,
                   name, item->value, number ? "" : " ", number ? "" : unit,
                   ra_origin_name(item->origin), why.failed ? "" : why.data);
    ra_text_free(&why);
}

/* A quantity that no map names and that is no step's. */
static ra_status apply_item(application *work, const ra_measurement *item)
{
    uint32_t quantity = ra_target_assumption(work->claim, item->measure);

    if (is_mapped(work, item->measure) || work->done[item->measure])
        return RA_OK;
    if (quantity != UINT32_MAX && !is_replaced(work, quantity) && ra_target_owned(item))
        return replace(work, work->file, item, quantity,
                       item->value * ra_target_factor(work->claim, item->measure, quantity), false);
    report_unused(work, item, quantity);
    return RA_OK;
}

/* A card has grams. The number of another file's kilograms in it is a slip of unit. */
static void compare_card(application *work)
{
    const ra_measurement *item = ra_measured_find(work->file, RA_MEASURE_EMISSIONS);
    bool card = strcmp(work->file->format->name, "model-card") == 0;

    if (item == NULL)
        return;
    double grams = card ? 1000 * item->value : work->grams;
    double kilograms = card ? work->kilograms : item->value;
    work->grams = grams;
    work->kilograms = kilograms;
    if (fabs(grams / kilograms - 1) < SAME_NUMBER)
        ra_diag_report(work->diag, RA_WARNING, NULL,
                       "%s: the card has the number %g in grams that another file has in "
                       "kilograms: one of them is a thousand times off",
                       work->file->file, grams);
}

static ra_status apply_file(application *work)
{
    ra_status status = RA_OK;

    work->used = 0;
    compare_card(work);
    for (size_t i = 0; i < work->options->maps.count && status == RA_OK; i++)
        status = apply_map(work, i);
    if (status == RA_OK)
        status = apply_steps(work);
    for (size_t i = 0; i < work->file->count && status == RA_OK; i++)
        status = apply_item(work, &work->file->items[i]);
    return status;
}

/* Names the assumption or step that was meant. */
static void report_unknown(const application *work, const char *id)
{
    const ra_claim *claim = work->claim;
    const char **names = ra_alloc((claim->quantity_count + 1) * sizeof *names);
    size_t count = 0;

    for (uint32_t i = 0; names != NULL && i < claim->quantity_count; i++)
        if (find_target(work, claim->quantities[i].id) == i)
            names[count++] = claim->quantities[i].id;
    const char *nearest = names != NULL ? ra_text_nearest(id, names, count) : NULL;
    ra_diag_report(work->diag, RA_ERROR, NULL, "'%s' has no assumption and no step '%s'%s%s%s",
                   claim->id, id, nearest != NULL ? "; did you mean '" : "",
                   nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
    ra_free(names);
}

/* Every map must have found its column, and what it is mapped to. */
static ra_status check_maps(const application *work)
{
    ra_status status = RA_OK;

    for (size_t i = 0; i < work->options->maps.count; i++) {
        const char *text = work->options->maps.items[i], *id = strrchr(text, '=') + 1;
        if (work->mapped[i])
            continue;
        if (strcmp(id, RA_MAP_LEFT_OUT) != 0 && find_target(work, id) == UINT32_MAX)
            report_unknown(work, id);
        else
            ra_diag_report(work->diag, RA_ERROR, NULL,
                           "--map %s: no measured file has such a column or quantity", text);
        status = RA_USAGE;
    }
    return status;
}

/* A map that names nothing is the better reason, so this is said behind check_maps. */
static ra_status check_used(const application *work)
{
    if (work->unused == NULL)
        return RA_OK;
    ra_diag_report(work->diag, RA_ERROR, NULL,
                   "%s: nothing of it is told to be an assumption or a step of '%s'; --map says "
                   "what is",
                   work->unused, work->claim->id);
    return RA_INVALID;
}

/* What was replaced before a step that is computed from it was measured does not count any more:
 * nothing is said of it in the reports. Asked for twice, it is a contradiction. */
static ra_status drop_retired(application *work)
{
    ra_replacements *out = work->out, kept = *out;
    ra_status status = RA_OK;

    kept.count = 0;
    for (uint32_t i = 0; i < out->count; i++) {
        ra_replacement row = out->items[i];
        const ra_quantity *what = &work->claim->quantities[ra_claim_find(work->claim, row.id)];
        if (what->retired) {
            ra_diag_report(work->diag, row.asked ? RA_ERROR : RA_NOTE, NULL,
                           "%s: '%s' does not count, since '%s' is measured too%s", row.file,
                           row.id, work->claim->quantities[what->retired_by].id,
                           row.asked ? ": leave one of them out" : "");
            status = row.asked ? RA_USAGE : status;
        }
        /* Those that are dropped go behind the others: all are freed together. */
        out->items[i] = out->items[kept.count];
        out->items[kept.count] = row;
        kept.count += !what->retired;
    }
    out->shown = kept.count;
    return status;
}

ra_status ra_measured_apply(ra_replacements *out, ra_claim *claim, const ra_before *before,
                            const ra_options *options, ra_diag *diag)
{
    application work = {.claim = claim,
                        .before = before,
                        .options = options,
                        .out = out,
                        .diag = diag,
                        .grams = NAN,
                        .kilograms = NAN};
    ra_status status = ra_measured_once(options, diag);

    *out = (ra_replacements){0};
    work.mapped = ra_calloc(options->maps.count + 1, sizeof *work.mapped);
    if (work.mapped == NULL)
        return RA_NOMEM;
    for (size_t i = 0; i < options->measured.count && status == RA_OK; i++) {
        ra_measured *file = NULL;
        status = options->maps.count > 0
                     ? ra_measured_load_any(&file, options->measured.items[i], diag)
                     : ra_measured_load(&file, options->measured.items[i], diag);
        work.file = file;
        if (status == RA_OK)
            status = apply_file(&work);
        if (work.used == 0)
            work.unused = options->measured.items[i];
        ra_measured_free(file);
    }
    if (status == RA_OK)
        status = check_maps(&work);
    if (status == RA_OK)
        status = check_used(&work);
    if (status == RA_OK)
        status = drop_retired(&work);
    ra_free(work.mapped);
    return status;
}
