/* Reading the text of a unit bit by bit: characters, numbers, exponents, and saying what is wrong.
 */
#ifndef RA_UNIT_SCAN_H
#define RA_UNIT_SCAN_H

#include "models/unit_core.h"

typedef struct {
    ra_units *units;
    const char *text, *end; /* without blanks around it */
    const char *at;         /* what comes next */
    const char *word;       /* the last factor, where it was a word without exponent; else NULL */
    size_t word_length;
    ra_unit_problem *problem;
} ra_unit_scan;

/* Returns what the next character is: a letter 'a', a digit '0', a blank ' ', a product '*', a
 * superscript '2', the end '\0', one of . / ^ ( ) % + - , @ itself, or '?' for any other. */
char ra_unit_scan_kind(const ra_unit_scan *scan);

/* Passes over all characters of these kinds; returns whether there was one. */
bool ra_unit_scan_skip(ra_unit_scan *scan, const char *kinds);

/* Passes over one character of this kind; returns whether it was there. */
bool ra_unit_scan_take(ra_unit_scan *scan, char kind);

/* Reads digits with an optional point and power of ten: a positive, finite number. */
bool ra_unit_scan_number(ra_unit_scan *scan, double *out);

/* Reads the exponent behind a factor, 1 where none stands there. Behind a number it needs '^'. */
bool ra_unit_scan_exponent(ra_unit_scan *scan, bool behind_number, int *exponent);

/* Records an error at a place of the text, over any message so far; always false. */
bool ra_unit_scan_fail(ra_unit_scan *scan, const char *at, const char *format, ...) RA_PRINTF(3, 4);

/* Says that the next character cannot stand there; always false. */
bool ra_unit_scan_fail_here(ra_unit_scan *scan);

/* Returns how many bytes of a text a message shows, without cutting a character in two. */
int ra_unit_scan_shown(const char *text, size_t length);

#endif
