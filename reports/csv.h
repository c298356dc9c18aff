/* Comma-separated values [rfc4180]: UTF-8, a header line, "\n" at the end of a line, a point in
 * numbers whatever the locale, empty where there is no value. */
#ifndef RA_CSV_H
#define RA_CSV_H

#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A table that is being written, a cell after the other. */
typedef struct {
    ra_text text;
    bool started; /* the line has a cell */
} ra_csv;

/* Appends a cell of words. Quoted where it must be; control characters but line feed and tab are
 * left out. What a spreadsheet program would take for a formula ('=', '+', '-', '@', tab at the
 * start) has an apostrophe before it [owasp-csv]. NULL: empty. */
void ra_csv_text(ra_csv *csv, const char *text);

/* Appends a number with the fewest digits that read back to the same double; an empty cell where it
 * is not finite. */
void ra_csv_number(ra_csv *csv, double value);

/* Ends the line. */
void ra_csv_line(ra_csv *csv);

/* A header: names, `count` of them. */
void ra_csv_header(ra_csv *csv, const char *const *names, size_t count);

#ifdef __cplusplus
}
#endif
#endif
