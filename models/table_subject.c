/* What the rows of a table are about: a device, a country, a region of a cloud. */
#include <stdlib.h>
#include <string.h>

#include "models/table.h"

static const char *const known[] = {"id",   "label",   "aliases", "provider", "place",
                                    "grid", "country", "fleet",   "released", NULL};

static bool read_texts(ra_subject *subject, const ra_value *object, ra_diag *diag)
{
    const struct {
        const char *key;
        const char **out;
    } texts[] = {{"provider", &subject->provider},
                 {"place", &subject->place},
                 {"grid", &subject->grid},
                 {"country", &subject->country}};
    bool good = ra_value_get_string(object, "label", true, &subject->label, diag);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!ra_value_get_string(object, texts[i].key, false, texts[i].out, diag))
            good = good && !ra_value_find(object, texts[i].key);
    return good;
}

static bool read_rest(ra_subject *subject, const ra_value *object, ra_diag *diag)
{
    bool good = ra_value_check_aliases(object, diag);
    double year = 0;
    if (ra_value_get_number(object, "released", false, &year, diag)) {
        subject->released = year >= 1900 && year <= 2100 ? (int)year : 0;
        if (subject->released != year) {
            ra_value_report(ra_value_find(object, "released"), diag, RA_ERROR,
                            "'released' must be a year");
            good = false;
        }
    } else if (ra_value_find(object, "released")) {
        good = false;
    }
    if (!ra_value_get_bool(object, "fleet", false, &subject->fleet, diag))
        good = good && !ra_value_find(object, "fleet");
    if (subject->fleet && !subject->provider) {
        ra_value_report(object, diag, RA_ERROR, "a fleet is that of a 'provider'");
        good = false;
    }
    return good;
}

ra_status ra_subject_read(ra_subject *subject, const ra_value *object, ra_diag *diag)
{
    *subject = (ra_subject){.at = object};
    if (ra_value_kind(object) != RA_OBJECT) {
        ra_value_report(object, diag, RA_ERROR, "a subject must be an object");
        return RA_INVALID;
    }
    bool good = ra_value_check_keys(object, known, diag);
    good = read_texts(subject, object, diag) && good;
    good = read_rest(subject, object, diag) && good;
    if (!ra_value_get_string(object, "id", true, &subject->id, diag))
        return RA_INVALID;
    if (!ra_id_valid(subject->id)) {
        ra_value_report(ra_value_find(object, "id"), diag, RA_ERROR,
                        "an id has small letters, digits and . _ - alone, and starts with a letter "
                        "or digit");
        return RA_INVALID;
    }
    return good ? RA_OK : RA_INVALID;
}

bool ra_value_check_aliases(const ra_value *object, ra_diag *diag)
{
    const ra_value *aliases = NULL;
    bool good = true;
    if (!ra_value_get_array(object, "aliases", false, &aliases, diag))
        return !ra_value_find(object, "aliases");
    for (const ra_value *a = ra_value_first(aliases); a; a = ra_value_next(a)) {
        if (ra_value_kind(a) == RA_STRING)
            continue;
        ra_value_report(a, diag, RA_ERROR, "an alias must be a string");
        good = false;
    }
    return good;
}

static int compare(const void *a, const void *b)
{
    return strcmp(((const ra_subject *)a)->id, ((const ra_subject *)b)->id);
}

ra_status ra_subjects_sort(ra_subject *subjects, size_t count, ra_diag *diag)
{
    ra_status status = RA_OK;
    qsort(subjects, count, sizeof *subjects, compare);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(subjects[i - 1].id, subjects[i].id) != 0)
            continue;
        ra_value_report(ra_value_find(subjects[i].at, "id"), diag, RA_ERROR,
                        "a second subject '%s'", subjects[i].id);
        status = RA_INVALID;
    }
    return status;
}

const ra_subject *ra_subjects_find(const ra_subjects *subjects, const char *id)
{
    const ra_subject wanted = {.id = id};
    return subjects->count ? bsearch(&wanted, subjects->items, subjects->count,
                                     sizeof *subjects->items, compare)
                           : NULL;
}
