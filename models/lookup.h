/* Looking figures up in the reference tables by words: "V100", "us-central1", "Iowa 2020".
 *
 * Units: rows keep the unit they are given in. Errors: messages say what is wrong with a table.
 * Source: datasets/README.md; every row names its own. */
#ifndef RA_LOOKUP_H
#define RA_LOOKUP_H

#include "models/data.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Figures for one quantity of one subject, from several sources and of several years: by year, then
 * by value. A row without subject is alone. */
typedef struct {
    const char *table;
    const ra_subject *subject; /* NULL: none */
    const char *quantity;      /* NULL: the one that the table is about */
    const ra_row *const *rows;
    size_t count;
    double factor; /* highest over lowest of those that should agree: of one unit and basis, and in
                      a table by years of one year; 1: no two do; infinite: the lowest is 0 */
    bool bases;    /* they are on more than one basis */
    bool taken;    /* one of them is recommended */
    const char *const *advice; /* what was written down about them, NULL-terminated */
} ra_lookup_group;

/* What was found. */
typedef struct {
    const ra_lookup_group *groups;
    size_t count;
    const char *nearest; /* where nothing was found: a name that was probably meant; NULL: none */
    struct ra_lookup_private *own;
} ra_lookup;

/* Finds rows. Given: the `data`; the `table` to look in, or NULL for all; `words` that a row's
 * key, label, quantity, year, or its subject's names must all have, in any order and without case
 * (NULL: all rows). Where the words are a whole name ("V100", with or without a year), only what
 * has that name is found, and a row's key finds it with those that should agree with it. Returned:
 * RA_OK with *out, which may be empty, borrows from `data` and is freed with ra_lookup_free;
 * RA_USAGE with a message for an unknown table; RA_IO, RA_INVALID, RA_NOMEM. */
ra_status ra_lookup_find(ra_lookup **out, ra_data *data, const char *table, const char *words,
                         ra_diag *diag);

/* Given: what ra_lookup_find found, `lookup`, or NULL. */
void ra_lookup_free(ra_lookup *lookup);

#ifdef __cplusplus
}
#endif
#endif
