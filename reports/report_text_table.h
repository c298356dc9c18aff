/* Tables of the text report: a column of labels, then columns of numbers to the right. */
#ifndef RA_REPORT_TEXT_TABLE_H
#define RA_REPORT_TEXT_TABLE_H

#include "reports/report_text.h"

/* Columns of numbers: a value, an interval, a geometric standard deviation, a change, a share. */
typedef enum {
    RA_COLUMN_NUMBER,
    RA_COLUMN_INTERVAL,
    RA_COLUMN_SPREAD,
    RA_COLUMN_CHANGE,
    RA_COLUMN_SHARE,
    RA_COLUMN_REMARK, /* words to the left, at the end of a row */
    RA_COLUMN_KINDS
} ra_column;

/* On a narrow page a row is two lines: its label, and its numbers below. */
typedef struct {
    ra_page *page;
    bool narrow;
    int label_width;
    ra_label label; /* of the row that is being written */
} ra_table_layout;

/* Lays out a table. `columns`: what stands beside the labels, `count` of them. */
ra_table_layout ra_table_layout_new(ra_page *page, const ra_column *columns, int count);

/* Writes the line of column names. */
void ra_table_layout_names(ra_table_layout *table, const ra_column *columns,
                           const char *const *names, int count);

/* Starts a row and ends it; between them come its cells, in order. The texts are freed. */
void ra_table_row_start(ra_table_layout *table, const char *label);
void ra_table_row_end(ra_table_layout *table);
void ra_table_cell(ra_table_layout *table, ra_column column, ra_text *text);

/* Cells of numbers: a dash where there is none. */
void ra_table_number(ra_table_layout *table, ra_column column, double value, int digits);
void ra_table_interval(ra_table_layout *table, double low, double high);

/* The same of numbers from trials, whose bounds decide how many digits they have earned. */
void ra_table_range(ra_table_layout *table, double low, ra_bounds low_bounds, double high,
                    ra_bounds high_bounds);

/* Words at the end of a row. */
void ra_table_remark(ra_table_layout *table, ra_style style, const char *text);

#endif
