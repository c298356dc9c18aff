/* Words of names: what lookup.c compares. */
#ifndef RA_LOOKUP_WORDS_H
#define RA_LOOKUP_WORDS_H

#include "models/arena.h"
#include "models/data.h"

#define RA_LOOKUP_MAX_WORDS 32

/* A query: its words in small letters, and the year among them. */
typedef struct {
    const char *words[RA_LOOKUP_MAX_WORDS];
    size_t count;
    const char *name; /* the words with one space between them, without the year */
    int year;         /* 0: none */
} ra_query;

/* Splits a text. Returned: false without memory. */
bool ra_query_read(ra_query *query, const char *text, ra_arena *arena);

/* Whether the whole query (but for its year) is this name. NULL is no name. */
bool ra_query_is(const ra_query *query, const char *name);

/* Whether every word of the query is a word of the row, of its subject, or, from three letters on,
 * the beginning of one. */
bool ra_query_fits(const ra_query *query, const ra_row *row);

/* Whether the query is the name of the row, or of its subject, or one of their aliases. */
bool ra_query_names_row(const ra_query *query, const ra_row *row);
bool ra_query_names_subject(const ra_query *query, const ra_row *row);

#endif
