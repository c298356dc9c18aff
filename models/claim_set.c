/* Changing the audited side by hand: "pue=1.2", "grid=0.4 kgCO2e/kWh", "hours={...}". */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/claim_private.h"

static const char space[] = " \t";

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *to = ra_alloc(size);
    if (to)
        memcpy(to, text, size);
    return to;
}

static size_t digits(const char *text)
{
    return strspn(text, "0123456789");
}

/* Bytes of the number at the start of the text ([+-]d.d[e[+-]d]), or 0. */
static size_t number_length(const char *text)
{
    size_t sign = strspn(text, "+-") == 1, n = sign;
    size_t whole = digits(text + n);
    n += whole;
    size_t part = text[n] == '.' ? digits(text + n + 1) : 0;
    if (text[n] == '.')
        n += 1 + part;
    if (whole + part == 0)
        return 0;
    if (text[n] != 'e' && text[n] != 'E')
        return n;
    size_t power = n + 1 + (text[n + 1] == '+' || text[n + 1] == '-');
    return digits(text + power) ? power + digits(text + power) : n;
}

/* Reads "0.4 kgCO2e/kWh" into a value and the text of its unit. */
static bool parse_number(ra_override *change)
{
    char *text = change->text + strspn(change->text, space);
    size_t length = number_length(text);
    if (length == 0 || length > 60)
        return false;
    char number[64] = {0};
    memcpy(number, text + (text[0] == '+'), length - (text[0] == '+'));
    change->value = strtod(number, NULL);
    char *unit = text + length + strspn(text + length, space);
    for (size_t n = strlen(unit); n > 0 && strchr(space, unit[n - 1]); n--)
        unit[n - 1] = '\0';
    change->unit = unit;
    return isfinite(change->value);
}

/* The audited value of a step; NaN where that side does not need it, or there is no memory. */
static double step_value(const ra_claim *claim, uint32_t index)
{
    uint8_t *choice = ra_alloc(claim->quantity_count);
    double *values = ra_alloc(claim->quantity_count * sizeof *values);
    double value = NAN;
    if (choice && values) {
        memset(choice, RA_AUDITED, claim->quantity_count);
        ra_claim_eval(claim, choice, values);
        value = values[index];
    }
    ra_free(choice);
    ra_free(values);
    return value;
}

/* The value that a law without a centre of its own is about: the audited one, as it was, in the
 * unit of the quantity. */
static double current_value(const ra_claim *claim, uint32_t index)
{
    const ra_quantity *q = &claim->quantities[index];
    if (q->kind == RA_STEP)
        return step_value(claim, index);
    const ra_figure *figure = &q->figure[RA_AUDITED];
    if (figure->kind == RA_FIGURE_NONE)
        figure = &q->figure[RA_PUBLISHED];
    return figure->value * figure->factor;
}

static ra_status parse_law(ra_override *change, const char *text, ra_diag *diag)
{
    ra_text name = {0};
    ra_text_format(&name, "%s=", change->id);
    ra_status status =
        name.failed ? RA_NOMEM : ra_json_parse(&change->law, name.data, text, strlen(text), diag);
    ra_text_free(&name);
    return status == RA_INVALID ? RA_USAGE : status;
}

/* "pue/uptime-2018": letters before a slash, which no number has. Returned: its length, or 0. */
static size_t row_length(const char *text)
{
    size_t length = strcspn(text, " \t{");
    const char *slash = memchr(text, '/', length);
    bool letter = *text >= 'a' && *text <= 'z';
    return letter && slash ? length : 0;
}

/* Fills in what the text of a change means. */
static ra_status parse_change(ra_override *change, ra_diag *diag)
{
    const char *text = change->text + strspn(change->text, space);
    size_t row = row_length(text);
    change->unit = "";
    if (*text == '{')
        return parse_law(change, text, diag);
    if (row > 0) {
        const char *rest = text + row + strspn(text + row, space);
        change->row = ra_calloc(row + 1, 1);
        if (!change->row)
            return RA_NOMEM;
        memcpy(change->row, text, row);
        if (*rest == '\0' || *rest == '{')
            return *rest ? parse_law(change, rest, diag) : RA_OK;
    }
    if (parse_number(change))
        return RA_OK;
    ra_diag_report(diag, RA_ERROR, NULL,
                   "'%s' cannot be set to '%s': write a number, a number with a unit, a "
                   "distribution in braces, or a row of a table",
                   change->id, change->text);
    return RA_USAGE;
}

/* What is measured may be a step: the claim then has an assumption for it. */
static ra_status parse_step(const ra_claim *claim, ra_override *change, ra_diag *diag)
{
    uint32_t index = ra_claim_find(claim, change->id);
    ra_status status = parse_change(change, diag);
    if (status == RA_OK && index != UINT32_MAX && claim->quantities[index].kind == RA_STEP)
        status = claim_measured_object(claim, change, diag);
    return status;
}

static void report_unknown(const ra_claim *claim, const char *id, ra_diag *diag)
{
    const char **names = ra_alloc((claim->assumption_count + 1) * sizeof *names);
    for (uint32_t i = 0; names && i < claim->assumption_count; i++)
        names[i] = claim->quantities[i].id;
    const char *nearest = names ? ra_text_nearest(id, names, claim->assumption_count) : NULL;
    ra_diag_report(diag, RA_ERROR, NULL, "'%s' has no assumption '%s'%s%s%s", claim->id, id,
                   nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
    ra_free(names);
}

/* Marks what a step is computed from on the audited side: everything that reads a quantity comes
 * behind it in the order. */
static void mark_read(const ra_claim *claim, uint32_t step, bool *read)
{
    read[step] = true;
    for (uint32_t n = claim->quantity_count; n-- > 0;) {
        const ra_quantity *q = &claim->quantities[claim->order[n]];
        const ra_expr *formula = q->formula[RA_AUDITED];
        bool followed = read[claim->order[n]] && q->kind == RA_STEP && formula;
        for (uint32_t k = 0; followed && k < formula->name_count; k++)
            read[q->bind[RA_AUDITED][k]] = true;
    }
}

/* Says which assumptions stand behind a step: those can be set. */
static void report_step(const ra_claim *claim, uint32_t step, ra_diag *diag)
{
    bool *read = ra_calloc(claim->quantity_count, sizeof *read);
    ra_text names = {0};
    if (read)
        mark_read(claim, step, read);
    for (uint32_t i = 0; read && i < claim->assumption_count; i++)
        if (read[i])
            ra_text_format(&names, "%s%s", names.length > 0 ? ", " : "", claim->quantities[i].id);
    ra_diag_report(diag, RA_ERROR, NULL,
                   "'%s' of '%s' is a step: it is computed and cannot be set, but what it is "
                   "computed from can: %s",
                   claim->quantities[step].id, claim->id, names.length > 0 ? names.data : "nothing");
    ra_text_free(&names);
    ra_free(read);
}

/* Returns the changes that were made before and one more, or NULL. */
static ra_override *more_changes(const ra_claim *claim, const ra_override *change, size_t *count)
{
    const ra_claim_private *own = claim->own;
    ra_override *all = ra_calloc(own->override_count + 1, sizeof *all);
    *count = 0;
    for (size_t i = 0; all && i <= own->override_count; i++) {
        const ra_override *from = i < own->override_count ? &own->overrides[i] : change;
        all[i] = (ra_override){.id = copy(from->id),
                               .text = copy(from->text),
                               .value = from->value,
                               .origin = from->origin,
                               .reason = from->reason ? copy(from->reason) : NULL};
        *count = i + 1;
        if (!all[i].id || !all[i].text || (from->reason && !all[i].reason)) {
            claim_free_overrides(all, *count);
            return NULL;
        }
    }
    return all;
}

/* Makes the claim again with one change more. */
static ra_status set(ra_claim *claim, const ra_override *change, ra_diag *diag)
{
    size_t count = 0;
    ra_override *all = more_changes(claim, change, &count);
    if (!all)
        return RA_NOMEM;
    ra_status status = RA_OK;
    for (size_t i = 0; i < count && status == RA_OK; i++)
        status = parse_step(claim, &all[i], diag);
    if (status != RA_OK) {
        claim_free_overrides(all, count);
        return status;
    }
    status = claim_remake(claim, all, count, diag);
    return status == RA_INVALID ? RA_USAGE : status;
}

static ra_status set_texts(ra_claim *claim, const char *id, const char *text, ra_origin origin,
                           const char *reason, ra_diag *diag)
{
    uint32_t index = ra_claim_find(claim, id);
    bool step = index != UINT32_MAX && claim->quantities[index].kind == RA_STEP;
    if (index >= claim->assumption_count && !(step && reason)) {
        if (step)
            report_step(claim, index, diag);
        else
            report_unknown(claim, id, diag);
        return RA_USAGE;
    }
    /* They are only read: more_changes copies them. */
    ra_override change = {.id = copy(id),
                          .text = copy(text),
                          .value = current_value(claim, index),
                          .origin = origin,
                          .reason = reason ? copy(reason) : NULL};
    bool whole = change.id && change.text && (!reason || change.reason);
    ra_status status = whole ? set(claim, &change, diag) : RA_NOMEM;
    ra_free(change.id);
    ra_free(change.text);
    ra_free(change.reason);
    return status;
}

ra_status ra_claim_set(ra_claim *claim, const char *id, const char *text, ra_diag *diag)
{
    return set_texts(claim, id, text, RA_JUDGEMENT, NULL, diag);
}

ra_status ra_claim_measure(ra_claim *claim, const char *id, const char *text, ra_origin origin,
                           const char *reason, ra_diag *diag)
{
    return set_texts(claim, id, text, origin, reason, diag);
}
