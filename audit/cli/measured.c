/* Measured runs in place of assumptions. */
#include "audit/cli/measured.h"

#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "models/number.h"

/* Digits of a value in words, and in what the claim is set to. */
#define DIGITS 4

/* Names under which chains usually have a quantity. */
static const struct {
    ra_measure measure;
    const char *names;
} usual[] = {
    {RA_MEASURE_POWER, "power device_power chip_power gpu_power accelerator_power"},
    {RA_MEASURE_HOURS, "hours time duration runtime training_time"},
    {RA_MEASURE_DEVICES, "devices chips gpus cards accelerators"},
    {RA_MEASURE_DEVICE_HOURS, "device_hours chip_hours gpu_hours accelerator_hours"},
    {RA_MEASURE_ENERGY, "energy energy_site energy_total"},
    {RA_MEASURE_ENERGY_IT, "energy_it energy_devices"},
    {RA_MEASURE_PUE, "pue"},
    {RA_MEASURE_GRID, "grid grid_intensity"},
    {RA_MEASURE_EMISSIONS, "emissions"},
    {RA_MEASURE_WATER, "water"},
};

/* One file being applied. */
typedef struct {
    ra_claim *claim;
    const ra_options *options;
    const ra_measured *file;
    ra_replacements *out;
    ra_diag *diag;
    bool *mapped;  /* of every --map: it found its column */
    uint32_t used; /* quantities of this file that replaced something */
} application;

static char *copy(const char *text)
{
    char *to = text != NULL ? ra_alloc(strlen(text) + 1) : NULL;

    return to != NULL ? memcpy(to, text, strlen(text) + 1) : NULL;
}

void ra_replacements_free(ra_replacements *replacements)
{
    for (uint32_t i = 0; i < replacements->count; i++) {
        const ra_replacement *item = &replacements->items[i];
        const char *const texts[] = {item->id,   item->file, item->column, item->maker,
                                     item->note, item->was,  item->now};
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++)
            ra_free((char *)(uintptr_t)texts[k]);
    }
    ra_free(replacements->items);
    *replacements = (ra_replacements){0};
}

/* Whether a word is one of those in a list. */
static bool is_word(const char *list, const char *word)
{
    size_t length = strlen(word);

    for (const char *p = strstr(list, word); p != NULL; p = strstr(p + 1, word))
        if ((p == list || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
            return true;
    return false;
}

/* Returns what the unit of a measure is in the unit of an assumption, or NaN. */
static double unit_factor(const ra_claim *claim, ra_measure measure, uint32_t quantity)
{
    ra_unit_problem problem;
    const ra_unit *unit = ra_unit_parse(claim->units, ra_measure_unit(measure), &problem);
    double factor = NAN;

    if (unit == NULL || !ra_unit_convert(unit, claim->quantities[quantity].unit, &factor))
        return NAN;
    return factor;
}

static bool by_role(const ra_quantity *quantity, ra_measure measure)
{
    return (measure == RA_MEASURE_GRID && quantity->role == RA_ROLE_GRID) ||
           (measure == RA_MEASURE_PUE && quantity->role == RA_ROLE_PUE);
}

static bool by_name(const ra_quantity *quantity, ra_measure measure)
{
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        if (usual[i].measure == measure && is_word(usual[i].names, quantity->id))
            return true;
    return false;
}

/* Returns the assumption that a measure is by itself: by role, by name, or as the only one with a
 * unit of its kind. UINT32_MAX: none. */
static uint32_t find_assumption(const ra_claim *claim, ra_measure measure)
{
    uint32_t alone = UINT32_MAX, named = UINT32_MAX, kin = 0;

    for (uint32_t i = 0; i < claim->assumption_count; i++) {
        const ra_quantity *quantity = &claim->quantities[i];
        if (!ra_claim_uses(claim, i, RA_AUDITED) || isnan(unit_factor(claim, measure, i)))
            continue;
        if (by_role(quantity, measure))
            return i;
        if (named == UINT32_MAX && by_name(quantity, measure))
            named = i;
        alone = i;
        kin++;
    }
    if (named != UINT32_MAX)
        return named;
    /* Times and counts are of many things: they need a name. */
    bool vague =
        strcmp(ra_measure_unit(measure), "1") == 0 || strcmp(ra_measure_unit(measure), "hour") == 0;
    return kin == 1 && !vague ? alone : UINT32_MAX;
}

ra_measure ra_measured_kind(const ra_claim *claim, uint32_t quantity)
{
    for (int m = 0; m < RA_MEASURES; m++)
        if (find_assumption(claim, (ra_measure)m) == quantity)
            return (ra_measure)m;
    return RA_MEASURES;
}

/* The audited figure in words: its law or its value, with its unit. */
static void describe(ra_text *out, const ra_claim *claim, uint32_t quantity)
{
    const ra_quantity *q = &claim->quantities[quantity];
    const ra_figure *figure = &q->figure[RA_AUDITED];

    if (figure->kind == RA_FIGURE_NONE)
        figure = &q->figure[RA_PUBLISHED];
    if (figure->dist != NULL)
        ra_dist_describe(figure->dist, out);
    else
        ra_number_trim(out, figure->value, DIGITS);
    if (figure->unit != NULL && strcmp(ra_unit_text(figure->unit), "1") != 0)
        ra_text_format(out, " %s", ra_unit_text(figure->unit));
}

static ra_replacement *add_replacement(ra_replacements *out)
{
    if (out->count == out->capacity) {
        size_t capacity = 2 * out->capacity + 8;
        ra_replacement *items = ra_calloc(capacity, sizeof *items);
        if (items == NULL)
            return NULL;
        if (out->count > 0)
            memcpy(items, out->items, out->count * sizeof *items);
        ra_free(out->items);
        out->items = items;
        out->capacity = capacity;
    }
    out->items[out->count] = (ra_replacement){0};
    return &out->items[out->count++];
}

/* A value in the assumption's unit as --set would be given it. */
static void append_change(ra_text *out, double value, double half_width)
{
    if (half_width > 0)
        ra_text_format(out, "{\"type\": \"uniform\", \"min\": %.17g, \"max\": %.17g}",
                       value * (1 - half_width), value * (1 + half_width));
    else
        ra_text_format(out, "%.17g", value);
}

static void append_reason(ra_text *out, const application *work, const ra_measurement *item)
{
    ra_text_format(out, "%s of %s", item->column, work->file->file);
    if (work->file->maker != NULL)
        ra_text_format(out, ", written by %s", work->file->maker);
    if (item->half_width > 0)
        ra_text_format(out, "; the sensor is within %g %%", 100 * item->half_width);
    if (item->note != NULL)
        ra_text_format(out, "; %s", item->note);
    ra_text_append(out, ".");
}

/* Puts one quantity in the place of an assumption. `value` is in the assumption's unit. */
static ra_status replace(application *work, const ra_measurement *item, uint32_t quantity,
                         double value)
{
    const char *id = work->claim->quantities[quantity].id;
    const ra_figure *audited = &work->claim->quantities[quantity].figure[RA_AUDITED];
    ra_text was = {0}, now = {0}, change = {0}, reason = {0};
    ra_replacement *row = add_replacement(work->out);
    ra_status status = RA_NOMEM;

    if (row == NULL)
        return RA_NOMEM;
    row->id = copy(id);
    row->was_origin = audited->origin;
    row->origin = item->origin;
    describe(&was, work->claim, quantity);
    append_change(&change, value, item->half_width);
    append_reason(&reason, work, item);
    if (row->id != NULL && !change.failed && !reason.failed)
        status = ra_claim_measure(work->claim, row->id, change.data, item->origin, reason.data,
                                  work->diag);
    if (status == RA_OK) {
        describe(&now, work->claim, ra_claim_find(work->claim, row->id));
        ra_diag_report(work->diag, RA_NOTE, NULL, "%s: %s is '%s', %s (it was %s)",
                       work->file->file, item->column, row->id, now.data, was.data);
        work->used++;
    }
    row->file = copy(work->file->file);
    row->column = copy(item->column);
    row->maker = copy(work->file->maker);
    row->note = copy(item->note);
    row->was = was.data; /* taken over */
    row->now = now.data;
    ra_text_free(&change);
    ra_text_free(&reason);
    return was.failed || now.failed ? RA_NOMEM : status;
}

/* Returns the quantity of the file that --map names; NULL: it has none of that name. */
static const ra_measurement *find_mapped(const application *work, const char *name)
{
    for (size_t i = 0; i < work->file->count; i++)
        if (strcmp(ra_measure_name(work->file->items[i].measure), name) == 0)
            return &work->file->items[i];
    return NULL;
}

/* Whether a unit adds up over rows: energies, times, masses, counts do; powers, intensities and
 * shares are averaged. */
static bool adds_up(const ra_claim *claim, uint32_t quantity)
{
    static const ra_measure extensive[] = {RA_MEASURE_ENERGY, RA_MEASURE_HOURS,
                                           RA_MEASURE_EMISSIONS, RA_MEASURE_WATER};

    for (size_t i = 0; i < sizeof extensive / sizeof extensive[0]; i++)
        if (!isnan(unit_factor(claim, extensive[i], quantity)))
            return true;
    return false;
}

/* The value of a mapped quantity or column in the assumption's unit, and what it is. Returned:
 * RA_OK, with *value NaN where this file has nothing of that name; RA_USAGE where the units differ.
 */
static ra_status read_mapped(const application *work, const char *name, uint32_t quantity,
                             ra_measurement *item, double *value)
{
    const ra_measurement *known = find_mapped(work, name);
    ra_measured_column column;

    *value = NAN;
    if (known != NULL) {
        *item = *known;
        *value = known->value * unit_factor(work->claim, known->measure, quantity);
        if (!isnan(*value))
            return RA_OK;
        ra_diag_report(work->diag, RA_ERROR, NULL, "--map %s=%s: %s is in %s, '%s' is not", name,
                       work->claim->quantities[quantity].id, name, ra_measure_unit(known->measure),
                       work->claim->quantities[quantity].id);
        return RA_USAGE;
    }
    *item = (ra_measurement){.origin = RA_MEASURED, .column = name};
    if (ra_measured_read_column(&column, work->file->file, name, NULL) == RA_OK)
        *value = adds_up(work->claim, quantity) ? column.sum : column.mean;
    return RA_OK;
}

/* A map to no assumption is left to check_maps, which names the nearest. */
static ra_status apply_map(application *work, size_t map)
{
    const char *text = work->options->maps.items[map], *id = strrchr(text, '=') + 1;
    uint32_t quantity = ra_claim_find(work->claim, id);
    ra_measurement item;
    ra_text name = {0};
    double value;

    if (quantity >= work->claim->assumption_count)
        return RA_OK;
    ra_text_append_bytes(&name, text, (size_t)(id - 1 - text));
    if (name.failed)
        return RA_NOMEM;
    ra_status status = read_mapped(work, name.data, quantity, &item, &value);
    if (status == RA_OK && !isnan(value)) {
        work->mapped[map] = true;
        status = replace(work, &item, quantity, value);
    }
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

/* A quantity that no map names. */
static ra_status apply_item(application *work, const ra_measurement *item)
{
    uint32_t quantity = find_assumption(work->claim, item->measure);
    bool taken = quantity != UINT32_MAX;

    if (is_mapped(work, item->measure))
        return RA_OK;
    for (uint32_t i = 0; taken && i < work->out->count; i++)
        taken = strcmp(work->out->items[i].id, work->claim->quantities[quantity].id) != 0;
    bool own =
        item->origin == RA_MEASURED || item->origin == RA_REPORTED || item->origin == RA_GIVEN;
    if (taken && own)
        return replace(work, item, quantity,
                       item->value * unit_factor(work->claim, item->measure, quantity));
    ra_diag_report(work->diag, RA_NOTE, NULL, "%s: %s %g %s (%s) is not used%s%s%s",
                   work->file->file, ra_measure_name(item->measure), item->value,
                   ra_measure_unit(item->measure), ra_origin_name(item->origin),
                   taken ? "; --map " : "", taken ? ra_measure_name(item->measure) : "",
                   taken ? "=ID would take it" : ": no assumption is told by it");
    return RA_OK;
}

static ra_status apply_file(application *work)
{
    ra_status status = RA_OK;

    work->used = 0;
    for (size_t i = 0; i < work->options->maps.count && status == RA_OK; i++)
        status = apply_map(work, i);
    for (size_t i = 0; i < work->file->count && status == RA_OK; i++)
        status = apply_item(work, &work->file->items[i]);
    if (status != RA_OK || work->used > 0)
        return status;
    ra_diag_report(work->diag, RA_ERROR, NULL,
                   "%s: nothing of it is told to be an assumption of '%s'; --map says what is",
                   work->file->file, work->claim->id);
    return RA_INVALID;
}

/* Every map must have found its column and its assumption. */
static ra_status check_maps(const application *work)
{
    ra_status status = RA_OK;

    for (size_t i = 0; i < work->options->maps.count; i++) {
        const char *text = work->options->maps.items[i], *id = strrchr(text, '=') + 1;
        if (work->mapped[i])
            continue;
        if (ra_claim_find(work->claim, id) >= work->claim->assumption_count)
            ra_claim_measure(work->claim, id, "1", RA_MEASURED, NULL,
                             work->diag); /* names the nearest */
        else
            ra_diag_report(work->diag, RA_ERROR, NULL,
                           "--map %s: no measured file has such a column or quantity", text);
        status = RA_USAGE;
    }
    return status;
}

ra_status ra_measured_apply(ra_replacements *out, ra_claim *claim, const ra_options *options,
                            ra_diag *diag)
{
    application work = {.claim = claim, .options = options, .out = out, .diag = diag};
    ra_status status = RA_OK;

    *out = (ra_replacements){0};
    if (options->maps.count > 0 && options->measured.count == 0) {
        ra_diag_report(diag, RA_ERROR, NULL, "--map needs a file: --measured FILE");
        return RA_USAGE;
    }
    work.mapped = ra_calloc(options->maps.count + 1, sizeof *work.mapped);
    if (work.mapped == NULL)
        return RA_NOMEM;
    for (size_t i = 0; i < options->measured.count && status == RA_OK; i++) {
        ra_measured *file = NULL;
        status = ra_measured_load(&file, options->measured.items[i], diag);
        work.file = file;
        if (status == RA_OK)
            status = apply_file(&work);
        ra_measured_free(file);
    }
    if (status == RA_OK)
        status = check_maps(&work);
    ra_free(work.mapped);
    return status;
}
