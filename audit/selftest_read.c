/* Reading one reference case. */
#include <math.h>
#include <string.h>

#include "audit/selftest_kind.h"

const char *ra_case_basis_name(ra_case_basis basis)
{
    static const char *const names[] = {
#define X(code, name, text) [code] = name,
        RA_BASIS_LIST(X)
#undef X
    };
    return names[basis];
}

#define MOST_KEYS 24
#define MOST_ID   64

/* The members of every case, then those of its kind. */
static bool check_keys(const ra_case_reader *reader, const ra_value *object,
                       const ra_case_kind *kind)
{
    static const char *const common[] = {"id",      "kind",     "title", "note",
                                         "sources", "expected", NULL};
    const char *known[MOST_KEYS] = {0};
    size_t count = 0;

    for (size_t i = 0; common[i] != NULL; i++) {
        known[count++] = common[i];
    }
    for (size_t i = 0; kind->keys[i] != NULL && count + 1 < MOST_KEYS; i++) {
        known[count++] = kind->keys[i];
    }
    return ra_value_check_keys(object, known, reader->diag);
}

static const ra_case_kind *read_kind(const ra_case_reader *reader, const ra_value *object)
{
    const char *names[MOST_KEYS];
    size_t count = 0;
    int which;

    for (; ra_case_kind_at(count) != NULL; count++) {
        names[count] = ra_case_kind_at(count)->name;
    }
    if (!ra_value_get_choice(object, "kind", true, names, count, &which, reader->diag)) {
        return NULL;
    }
    return ra_case_kind_at((size_t)which);
}

static bool read_source(const ra_case_reader *reader, const ra_value *object, ra_case_source *out)
{
    static const char *const known[] = {"key", "locator", NULL};
    const char *key, *nearest;

    if (ra_value_kind(object) != RA_OBJECT) {
        ra_value_report(object, reader->diag, RA_ERROR, "a source must be an object with 'key'");
        return false;
    }
    if (!ra_value_check_keys(object, known, reader->diag) ||
        !ra_value_get_string(object, "key", true, &key, reader->diag)) {
        return false;
    }
    ra_value_get_string(object, "locator", false, &out->locator, reader->diag);
    out->source = ra_sources_find(reader->sources, key);
    if (out->source == NULL) {
        nearest = ra_sources_nearest(reader->sources, key);
        ra_value_report(ra_value_find(object, "key"), reader->diag, RA_ERROR,
                        nearest != NULL ? "unknown source '%s'; did you mean '%s'?"
                                        : "unknown source '%s'",
                        key, nearest);
    }
    return out->source != NULL;
}

static bool read_sources(const ra_case_reader *reader, const ra_value *object, ra_case *out)
{
    const ra_value *array = NULL;
    ra_case_source *sources;
    bool good = true;

    if (!ra_value_get_array(object, "sources", true, &array, reader->diag)) {
        return false;
    }
    sources = ra_arena_alloc(reader->arena, ra_value_count(array) + 1, sizeof *sources);
    for (const ra_value *v = ra_value_first(array); v != NULL && sources != NULL;
         v = ra_value_next(v)) {
        good = read_source(reader, v, &sources[out->source_count++]) && good;
    }
    if (ra_value_count(array) == 0) {
        ra_value_report(array, reader->diag, RA_ERROR, "a case needs a source");
        good = false;
    }
    out->sources = sources;
    return good && sources != NULL;
}

/* "of": an input or a pair of them. */
static bool read_of(const ra_case_reader *reader, const ra_value *object, ra_case_number *out)
{
    const ra_value *of = ra_value_find(object, "of");
    size_t count = 0;

    if (of == NULL) {
        return true;
    }
    if (ra_value_kind(of) == RA_STRING) {
        out->of[0] = ra_value_string(of);
        return true;
    }
    for (const ra_value *v = ra_value_first(of); v != NULL; v = ra_value_next(v), count++) {
        if (count < 2 && ra_value_kind(v) == RA_STRING) {
            out->of[count] = ra_value_string(v);
        }
    }
    if (ra_value_kind(of) == RA_ARRAY && count == 2 && out->of[0] != NULL && out->of[1] != NULL) {
        return true;
    }
    ra_value_report(of, reader->diag, RA_ERROR, "'of' must be an input, or a list of two inputs");
    return false;
}

/* Exactly one of "value", "is_not", "text" and "undefined". */
static bool read_want(const ra_case_reader *reader, const ra_value *object, ra_case_number *out)
{
    bool nothing = false, value, other, text;

    value = ra_value_get_number(object, "value", false, &out->value, reader->diag);
    other = ra_value_get_number(object, "is_not", false, &out->value, reader->diag);
    text = ra_value_get_string(object, "text", false, &out->text, reader->diag);
    ra_value_get_bool(object, "undefined", false, &nothing, reader->diag);
    if (value + other + text + nothing != 1) {
        ra_value_report(object, reader->diag, RA_ERROR,
                        "an expected number has one of 'value', 'is_not', 'text' and "
                        "\"undefined\": true");
        return false;
    }
    out->want = value   ? RA_WANT_VALUE
                : other ? RA_WANT_OTHER
                : text  ? RA_WANT_TEXT
                        : RA_WANT_NOTHING;
    return true;
}

/* "tolerance" (absolute), "relative" or "sampling"; what must be equal has none. */
static bool read_tolerance(const ra_case_reader *reader, const ra_value *object,
                           ra_case_number *out)
{
    double relative = 0;
    bool absolute, scaled;

    absolute = ra_value_get_number(object, "tolerance", false, &out->tolerance, reader->diag);
    scaled = ra_value_get_number(object, "relative", false, &relative, reader->diag);
    out->sampling = ra_value_get_number(object, "sampling", false, &out->tolerance, reader->diag);
    if (scaled) {
        out->tolerance = relative * fabs(out->value);
    }
    if (absolute + scaled + out->sampling > 1 || !(out->tolerance >= 0)) {
        ra_value_report(object, reader->diag, RA_ERROR,
                        "one of 'tolerance', 'relative' and 'sampling' may be given, and it is "
                        "not negative");
        return false;
    }
    return true;
}

static bool read_basis(const ra_case_reader *reader, const ra_value *object, ra_case_number *out)
{
    const char *names[RA_BASES];
    int basis = RA_CLOSED_FORM;

    for (int i = 0; i < RA_BASES; i++) {
        names[i] = ra_case_basis_name((ra_case_basis)i);
    }
    if (ra_value_find(object, "basis") != NULL &&
        !ra_value_get_choice(object, "basis", true, names, RA_BASES, &basis, reader->diag)) {
        return false;
    }
    out->basis = (ra_case_basis)basis;
    return true;
}

/* How the number is called in a report: what of, then which, then where. What computes it is said
 * only where the same number also comes from the trials. */
static const char *make_label(const ra_case_reader *reader, const ra_case_number *number)
{
    ra_text label = {0};
    const char *copy;

    if (number->of[0] != NULL) {
        ra_text_format(&label, number->of[1] != NULL ? "%s,%s " : "%s ", number->of[0],
                       number->of[1]);
    } else if (number->by != NULL && strcmp(number->by, "trials") != 0) {
        ra_text_format(&label, "%s ", number->by);
    }
    ra_text_append(&label, number->quantity);
    if (!isnan(number->where)) {
        ra_text_append(&label, " at ");
        ra_text_number(&label, number->where);
    }
    copy = label.failed ? NULL : ra_arena_text(reader->arena, label.data, label.length);
    ra_text_free(&label);
    return copy;
}

static bool read_number(const ra_case_reader *reader, const ra_value *object, ra_case_number *out)
{
    static const char *const known[] = {"by",       "of",    "quantity",  "at",        "value",
                                        "is_not",   "text",  "undefined", "tolerance", "relative",
                                        "sampling", "basis", "published", "reason",    NULL};
    bool good;

    *out = (ra_case_number){.where = NAN, .got = NAN, .at = object};
    if (ra_value_kind(object) != RA_OBJECT) {
        ra_value_report(object, reader->diag, RA_ERROR, "must be an object with 'quantity'");
        return false;
    }
    good = ra_value_check_keys(object, known, reader->diag);
    good = ra_value_get_string(object, "quantity", true, &out->quantity, reader->diag) && good;
    ra_value_get_string(object, "by", false, &out->by, reader->diag);
    ra_value_get_number(object, "at", false, &out->where, reader->diag);
    ra_value_get_string(object, "published", false, &out->published, reader->diag);
    ra_value_get_string(object, "reason", false, &out->reason, reader->diag);
    good = read_of(reader, object, out) && good;
    good = read_want(reader, object, out) && good;
    good = good && read_tolerance(reader, object, out) && read_basis(reader, object, out);
    if (good && (out->published != NULL || out->want == RA_WANT_OTHER) && out->reason == NULL) {
        ra_value_report(object, reader->diag, RA_ERROR,
                        "a number that differs from a published one needs a 'reason'");
        return false;
    }
    out->label = good ? make_label(reader, out) : NULL;
    return out->label != NULL;
}

static bool read_numbers(const ra_case_reader *reader, const ra_value *object, ra_case *out)
{
    const ra_value *array = NULL;
    bool good = true;

    if (!ra_value_get_array(object, "expected", true, &array, reader->diag)) {
        return false;
    }
    out->numbers = ra_arena_alloc(reader->arena, ra_value_count(array) + 1, sizeof *out->numbers);
    for (const ra_value *v = ra_value_first(array); v != NULL && out->numbers != NULL;
         v = ra_value_next(v)) {
        good = read_number(reader, v, &out->numbers[out->number_count++]) && good;
    }
    if (ra_value_count(array) == 0) {
        ra_value_report(array, reader->diag, RA_ERROR, "a case expects at least one number");
        good = false;
    }
    return good && out->numbers != NULL;
}

/* Lower-case letters, digits and '-', as the id of a claim. */
static bool read_id(const ra_case_reader *reader, const ra_value *object, ra_case *out)
{
    if (!ra_value_get_string(object, "id", true, &out->id, reader->diag)) {
        return false;
    }
    size_t good = strspn(out->id, "abcdefghijklmnopqrstuvwxyz0123456789-");
    if (out->id[0] == '\0' || out->id[0] == '-' || out->id[good] != '\0' || good > MOST_ID) {
        ra_value_report(ra_value_find(object, "id"), reader->diag, RA_ERROR,
                        "'%s' cannot be the id of a case: lower-case letters, digits and '-'",
                        out->id);
        return false;
    }
    return true;
}

ra_status ra_case_read(const ra_case_reader *reader, const ra_value *object, ra_case *out)
{
    bool good;

    *out = (ra_case){.group = reader->group, .at = object};
    if (ra_value_kind(object) != RA_OBJECT) {
        ra_value_report(object, reader->diag, RA_ERROR, "a case must be an object");
        return RA_INVALID;
    }
    out->kind = read_kind(reader, object);
    out->kind_name = out->kind != NULL ? out->kind->name : NULL;
    good = out->kind != NULL && check_keys(reader, object, out->kind);
    good = read_id(reader, object, out) && good;
    good = ra_value_get_string(object, "title", true, &out->title, reader->diag) && good;
    ra_value_get_string(object, "note", false, &out->note, reader->diag);
    good = read_sources(reader, object, out) && good;
    good = read_numbers(reader, object, out) && good;
    return good ? RA_OK : RA_INVALID;
}
