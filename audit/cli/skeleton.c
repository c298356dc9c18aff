#include "audit/cli/skeleton.h"

#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "models/claim.h"
#include "models/number.h"

#define DIGITS    4   /* of a headline that is known */
#define MAX_STEPS RA_CLAIM_MAX_STEPS /* of a chain too */

typedef struct {
    ra_text *out;
    size_t blanks;
    const ra_chain *chain;
    const ra_known *known; /* NULL: nothing */
    ra_data *data;
    ra_diag *diag;
} skeleton;

static const char *text_of(const ra_value *object, const char *key)
{
    const ra_value *found = ra_value_find(object, key);

    return found != NULL && ra_value_kind(found) == RA_STRING ? ra_value_string(found) : NULL;
}

/* Appends a text as JSON writes it. */
static void put_string(ra_text *out, const char *text)
{
    ra_text_append(out, "\"");
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            ra_text_format(out, "\\%c", c);
        else if (c < 0x20)
            ra_text_format(out, "\\u%04x", c);
        else
            ra_text_append_bytes(out, text, 1);
    }
    ra_text_append(out, "\"");
}

static void put_blank(skeleton *s, const char *what)
{
    ra_text text = {0};

    ra_text_format(&text, "%s: %s", RA_CLAIM_BLANK, what);
    if (text.failed)
        s->out->failed = true;
    else
        put_string(s->out, text.data);
    ra_text_free(&text);
    s->blanks++;
}

/* Whether a formula names an id: names are words of [a-z0-9_]. */
static bool formula_names(const char *formula, const char *id)
{
    static const char word[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    size_t length = strlen(id);

    for (const char *p = formula + strcspn(formula, word); *p != '\0'; p += strcspn(p, word)) {
        size_t span = strspn(p, word);
        if (span == length && strncmp(p, id, length) == 0)
            return true;
        p += span;
    }
    return false;
}

/* Marks the steps that the usual result needs: without one, all. */
static void find_needed(const ra_chain *chain, bool needed[MAX_STEPS])
{
    for (bool more = true; more;) {
        size_t i = 0;
        more = false;
        for (const ra_value *s = ra_value_first(chain->steps); s != NULL;
             s = ra_value_next(s), i++) {
            const char *id = text_of(s, "id");
            bool wanted = chain->result == NULL || (id != NULL && strcmp(id, chain->result) == 0);
            size_t k = 0;
            for (const ra_value *t = ra_value_first(chain->steps); t != NULL;
                 t = ra_value_next(t), k++) {
                const char *formula = text_of(t, "formula");
                wanted = wanted || (needed[k] && id && formula && formula_names(formula, id));
            }
            more = more || (wanted && !needed[i]);
            needed[i] = needed[i] || wanted;
        }
    }
}

static bool is_needed(const ra_chain *chain, const bool needed[MAX_STEPS], const char *id)
{
    size_t i = 0;

    for (const ra_value *s = ra_value_first(chain->steps); s != NULL;
         s = ra_value_next(s), i++) {
        const char *formula = text_of(s, "formula");
        if (needed[i] && formula != NULL && formula_names(formula, id))
            return true;
    }
    return false;
}

/* "1.56 (pue/uptime-2024, Uptime Institute 2025)" */
static ra_status put_usual(skeleton *s, ra_text *out, const ra_value *path)
{
    const char *nearest = NULL;
    size_t errors = ra_diag_count(s->diag, RA_ERROR);
    const ra_row *row = ra_data_find_row(s->data, ra_value_string(path), &nearest, s->diag);
    double value, low, high;

    /* The table itself could not be read, which has been said. */
    if (row == NULL && ra_diag_count(s->diag, RA_ERROR) > errors)
        return RA_INVALID;
    if (row == NULL || !ra_row_figure(row, &value, &low, &high)) {
        ra_value_report(path, s->diag, RA_ERROR, "no row of a table '%s'", ra_value_string(path));
        return RA_INVALID;
    }
    const ra_sources *sources = NULL;
    ra_status status = ra_data_sources(s->data, &sources, s->diag);
    if (status != RA_OK)
        return status;
    const ra_source *source = ra_sources_find(
        sources, ra_value_string(ra_value_find(ra_value_find(row->at, "source"), "key")));
    ra_number_trim(out, value, 6);
    if (strcmp(row->unit, "1") != 0)
        ra_text_format(out, " %s", row->unit);
    ra_text_format(out, " (%s", row->path);
    if (source != NULL && source->short_authors != NULL)
        ra_text_format(out, ", %s", source->short_authors);
    ra_text_append(out, ")");
    return RA_OK;
}

/* The audited side: the first usual row, and in its reason what else is usual. */
static ra_status put_audited(skeleton *s, const ra_value *usual)
{
    const ra_value *first = ra_value_first(usual);
    ra_text why = {0};
    ra_status status = RA_OK;

    ra_text_append(&why, "why this figure; usual are ");
    for (const ra_value *u = first; u != NULL && status == RA_OK; u = ra_value_next(u)) {
        if (u != first)
            ra_text_append(&why, ", ");
        status = put_usual(s, &why, u);
    }
    if (status == RA_OK && why.failed)
        status = RA_NOMEM;
    if (status == RA_OK) {
        ra_text_append(s->out, ",\n      \"audited\": { \"table\": ");
        put_string(s->out, ra_value_string(first));
        ra_text_append(s->out, ",\n                   \"reason\": ");
        put_blank(s, why.data);
        ra_text_append(s->out, " }");
    }
    ra_text_free(&why);
    return status;
}

static const ra_known_item *find_known(const skeleton *s, const char *id)
{
    for (size_t i = 0; s->known != NULL && i < s->known->count; i++)
        if (strcmp(s->known->items[i].id, id) == 0)
            return &s->known->items[i];
    return NULL;
}

/* Both sides of an assumption that is known: the audited one keeps the figure, with the sensor's
 * law, unless nobody measured it. */
static ra_status put_known(skeleton *s, const ra_known_item *item, const char *unit,
                           const ra_value *usual)
{
    const char *origin = ra_origin_name(item->origin);

    ra_text_format(s->out, ",\n      \"published\": { \"value\": %.12g, \"unit\": ", item->value);
    put_string(s->out, unit);
    ra_text_format(s->out, ", \"status\": \"%s\",\n                     \"reason\": ", origin);
    put_string(s->out, item->reason.data);
    ra_text_append(s->out, " }");
    if (item->ask && usual != NULL && ra_value_count(usual) > 0)
        return put_audited(s, usual);
    ra_text_append(s->out, ",\n      \"audited\": { ");
    if (item->half_width > 0)
        ra_text_format(s->out,
                       "\"unit\": \"%s\", \"distribution\": { \"type\": \"uniform\", \"min\": "
                       "%.12g, \"max\": %.12g },\n                   ",
                       unit, item->value * (1 - item->half_width),
                       item->value * (1 + item->half_width));
    ra_text_format(s->out, "\"status\": \"%s\", \"reason\": \"Kept.\" }", origin);
    return RA_OK;
}

static ra_status put_assumption(skeleton *s, const ra_value *assumption)
{
    const ra_value *usual = ra_value_find(assumption, "usual");
    const char *note = text_of(assumption, "note"), *label = text_of(assumption, "label");
    const char *unit = text_of(assumption, "unit");

    ra_text_append(s->out, "    { \"id\": ");
    put_string(s->out, text_of(assumption, "id"));
    if (label != NULL) {
        ra_text_append(s->out, ", \"label\": ");
        put_string(s->out, label);
    }
    if (note != NULL) {
        ra_text_append(s->out, ",\n      \"note\": ");
        put_string(s->out, note);
    }
    const ra_known_item *known = find_known(s, text_of(assumption, "id"));
    if (known != NULL) {
        ra_status done = put_known(s, known, unit != NULL ? unit : "1", usual);
        ra_text_append(s->out, " }");
        return done;
    }
    ra_text_append(s->out, ",\n      \"published\": { \"printed\": ");
    put_blank(s, "the figure as printed, its digits alone");
    ra_text_append(s->out, ", \"unit\": ");
    put_string(s->out, unit != NULL ? unit : "1");
    ra_text_append(s->out, " }");
    ra_status status = usual != NULL && ra_value_count(usual) > 0 ? put_audited(s, usual) : RA_OK;
    ra_text_append(s->out, " }");
    return status;
}

/* A log is its own source. */
static void put_log(skeleton *s)
{
    ra_text_append(s->out, ",\n  \"source\": { \"file\": ");
    put_string(s->out, s->known->file.data);
    if (s->known->maker.length > 0) {
        ra_text_append(s->out, ", \"maker\": ");
        put_string(s->out, s->known->maker.data);
    }
    ra_text_append(s->out, ",\n              \"locator\": ");
    put_string(s->out, s->known->locator.data);
    ra_text_format(s->out, ", \"evidence\": \"%s\" }", ra_evidence_name(RA_PRIMARY));
}

static void put_source(skeleton *s)
{
    ra_text_append(s->out, ",\n  \"source\": { \"key\": ");
    put_blank(s, "key of the estimate's source in datasets/sources.json");
    ra_text_append(s->out, ", \"locator\": ");
    put_blank(s, "table, page or section");
    ra_text_append(s->out, ",\n              \"evidence\": ");
    put_blank(s, "how it was read: primary, secondary, derived or recalled");
    ra_text_append(s->out, " }");
}

static void put_head(skeleton *s, const char *id)
{
    const char *unit = NULL;

    for (const ra_value *v = ra_value_first(s->chain->steps); v != NULL; v = ra_value_next(v))
        if (s->chain->result != NULL && text_of(v, "id") != NULL &&
            strcmp(text_of(v, "id"), s->chain->result) == 0)
            unit = text_of(v, "unit");
    ra_text_append(s->out, "{\n  \"$schema\": \"../../models/claim.schema.json\",\n  \"id\": ");
    if (id != NULL)
        put_string(s->out, id);
    else
        put_blank(s, "the name of the file, as author-2024-model");
    ra_text_append(s->out, ",\n  \"title\": ");
    if (s->known != NULL)
        put_string(s->out, s->known->title.data);
    else
        put_blank(s, "what was estimated");
    if (s->known != NULL)
        put_log(s);
    else
        put_source(s);
    ra_text_append(s->out, ",\n  \"chain\": ");
    put_string(s->out, s->chain->id);
    ra_text_append(s->out, ",\n  \"published\": { \"printed\": ");
    if (s->known != NULL && !isnan(s->known->headline)) {
        ra_text_append(s->out, "\"");
        ra_number_trim(s->out, s->known->headline, DIGITS);
        ra_text_append(s->out, "\"");
    } else {
        put_blank(s, "the headline's figure as printed");
    }
    ra_text_append(s->out, ", \"unit\": ");
    put_string(s->out, unit != NULL ? unit : "1");
    ra_text_append(s->out, " },\n  \"assumptions\": [\n");
}

ra_status ra_skeleton_emit(ra_text *out, size_t *blanks, const ra_chain *chain, ra_data *data,
                           const char *id, const ra_known *known, ra_diag *diag)
{
    skeleton s = {.out = out, .chain = chain, .known = known, .data = data, .diag = diag};
    bool needed[MAX_STEPS] = {false};
    bool first = true;
    ra_status status = RA_OK;

    find_needed(chain, needed);
    put_head(&s, id);
    for (const ra_value *v = ra_value_first(chain->assumptions); v != NULL && status == RA_OK;
         v = ra_value_next(v)) {
        if (text_of(v, "id") == NULL || !is_needed(chain, needed, text_of(v, "id")))
            continue;
        ra_text_append(out, first ? "" : ",\n");
        status = put_assumption(&s, v);
        first = false;
    }
    ra_text_append(out, "\n  ]\n}\n");
    *blanks = s.blanks;
    return status == RA_OK && out->failed ? RA_NOMEM : status;
}
