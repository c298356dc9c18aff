/* Charts of bars, one a row of a table. Internal to the workbook writer. */
#ifndef RA_WORKBOOK_BARS_H
#define RA_WORKBOOK_BARS_H

#include "reports/workbook.h"

/* A chart has room for so many rows of a table; the others are in the table alone. */
#define RA_BARS_MOST 15

/* What a chart shows. Names are constant texts. */
typedef struct {
    const char *sheet;     /* the table stands on */
    lxw_row_t first, last; /* its rows; the first one comes on top */
    lxw_col_t label;       /* column of the names of the bars */
    lxw_col_t column[2];   /* columns of the values */
    const char *name[2];   /* and what they are */
    uint32_t colour[2];
    int series;        /* 1 or 2 */
    bool opposed;      /* the two series share a line: one to the left, one to the right */
    double width;      /* in pixels */
    const char *axis;  /* text under the chart */
    const char *about; /* what the chart is, for those who cannot see it */
    void (*finding)(const ra_result *result, ra_text *out); /* its title; NULL: none */
} ra_bars;

/* Puts the chart at a cell. Returned: how many rows of the usual height it covers. */
lxw_row_t ra_chart_bars(ra_book *book, ra_sheet *sheet, lxw_row_t row, lxw_col_t column,
                        const ra_bars *bars);

#endif
