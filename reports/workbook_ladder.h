/* The parts of the sheet Ladder: a table on top, the chart, the block of columns that the table
 * looks into, and the points of the chart. Internal to the workbook writer. */
#ifndef RA_WORKBOOK_LADDER_H
#define RA_WORKBOOK_LADDER_H

#include "reports/workbook.h"

enum {
    RA_LADDER_RUNG,
    RA_LADDER_LABEL,
    RA_LADDER_GROUP,
    RA_LADDER_PUBLISHED,
    RA_LADDER_AUDITED,
    RA_LADDER_UNIT,
    RA_LADDER_RESULT,
    RA_LADDER_FACTOR,
    RA_LADDER_CUMULATIVE,
    RA_LADDER_ALONE,
    RA_LADDER_LOW,
    RA_LADDER_HIGH,
    RA_LADDER_FACTOR_LOW,
    RA_LADDER_FACTOR_HIGH,
    RA_LADDER_COLUMNS,
    /* The block shares the columns: from here on, one column a rung. */
    RA_LADDER_BLOCK = RA_LADDER_RESULT
};

/* Above this many corrections the columns of "made alone" are left out. */
#define RA_LADDER_ALONE_MOST 60

typedef struct {
    uint32_t rungs;  /* corrections */
    lxw_row_t first; /* row of rung 0 in the table */
    lxw_row_t chart;
    uint32_t *row;    /* of every quantity, counted from the first row of a block */
    uint32_t rows;    /* of a block, heading and headline included */
    lxw_row_t block;  /* heading of the block of rungs */
    lxw_row_t alone;  /* heading of the block of single corrections; 0: there is none */
    lxw_row_t points; /* heading of the chart's points */
    double *result;   /* headline on rung 0 .. rungs, then with all cells on the audited side */
    double *single;   /* [k]: headline with correction k alone */
} ra_ladder_layout;

/* Lays out the sheet and computes its results. Returned: false where memory ran out. */
bool ra_ladder_new(ra_ladder_layout *layout, const ra_book *book, lxw_row_t first, lxw_row_t chart);
void ra_ladder_free(ra_ladder_layout *layout);

/* Row of the headline in a block that starts at `block`. */
lxw_row_t ra_ladder_headline(const ra_ladder_layout *layout, lxw_row_t block);

/* Chooses the sides of column `k` of the block of rungs. */
void ra_ladder_choose(const ra_book *book, uint32_t k, bool single, uint8_t *choice);

/* Writes the groups of corrections, from `row` on. */
void ra_ladder_groups(ra_sheet *sheet, const ra_ladder_layout *layout, lxw_row_t row);

/* Writes both blocks. */
void ra_ladder_blocks(ra_book *book, const ra_ladder_layout *layout);

/* Writes the points of the chart. */
void ra_ladder_points(ra_book *book, const ra_ladder_layout *layout);

/* Puts the chart at a cell of any sheet, `width` pixels wide. The points must be there. */
void ra_chart_ladder(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_col_t column, double width);

/* Returns how high the chart is, in pixels; 0 where there is no correction to draw. */
double ra_chart_ladder_height(const ra_book *book);

#endif
