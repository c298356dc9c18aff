/* What a reader can pick in place of an assumption: rows of the reference tables of grids and of
 * data centres. Internal to the workbook writer. */
#ifndef RA_WORKBOOK_TABLES_H
#define RA_WORKBOOK_TABLES_H

#include "reports/workbook.h"

/* A row of a table whose unit fits. */
typedef struct {
    const ra_row *row;
    const ra_unit *unit;
    double value, factor; /* in its unit; to that of the table's pickers */
    char *label;          /* unique in the table */
    const ra_source *source;
    const char *locator, *basis;
    int year;
} ra_choice;

/* A family of tables whose rows can be picked, with the unit that they are all given in. Of rows
 * that differ by their year alone the newest is offered, and those that the claim itself uses. */
typedef struct {
    const char *id; /* what the names of its tables start with */
    const char *title;
    const ra_unit *unit;
    ra_choice *choices;
    size_t count;
    lxw_row_t first; /* on the sheet Tables */
} ra_pick_table;

/* An assumption that may be picked from a table. */
typedef struct {
    uint32_t quantity;
    size_t table;
    double factor;  /* from the unit of the table's column to the assumption's */
    lxw_row_t row;  /* on the sheet Scenarios */
} ra_picker;

#define RA_PICKERS_MOST 8
#define RA_PICK_TABLES  2

typedef struct ra_book_tables {
    ra_pick_table tables[RA_PICK_TABLES];
    ra_picker pickers[RA_PICKERS_MOST];
    size_t picker_count;
} ra_book_tables;

/* Finds the tables and assumptions. Returned: false where memory ran out. */
bool ra_tables_collect(ra_book *book);

/* Reads the tables that ra_tables_collect will ask for, so that the claim's data holds them already.
 * Given: the `threads` that may do so (0: one a processor). What cannot be read is left. */
void ra_tables_read(const ra_claim *claim, int threads);
void ra_tables_free(ra_book *book);

/* Columns of the sheet Tables. */
enum {
    RA_TABLES_LABEL,
    RA_TABLES_VALUE,
    RA_TABLES_UNIT,
    RA_TABLES_FACTOR,
    RA_TABLES_SAME, /* the value in the unit of the table */
    RA_TABLES_SAME_UNIT,
    RA_TABLES_YEAR,
    RA_TABLES_BASIS,
    RA_TABLES_SOURCE,
    RA_TABLES_PLACE
};

/* Appends the range of a column of a table: "Tables!$E$6:$E$40". */
void ra_tables_range(const ra_pick_table *table, lxw_col_t column, ra_text *out);

#endif
