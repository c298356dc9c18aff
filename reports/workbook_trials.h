/* The first trials of the run, laid out in cells: for classes. Internal to the workbook writer.
 *
 * Every trial is a row of the sheet Trials: uniform numbers, the inputs that inverse distribution
 * functions make of them, the steps, the headline. Where a law has no exact inverse in spreadsheets
 * its values stand as they were drawn. */
#ifndef RA_WORKBOOK_TRIALS_H
#define RA_WORKBOOK_TRIALS_H

#include "reports/workbook.h"

#define RA_TRIALS_MOST   1000
#define RA_TRIALS_INPUTS 60  /* with more there is no classroom */
#define RA_TRIALS_ROOM   200 /* nor with more columns */

/* Rows of the sheet Trials. */
enum {
    RA_TRIALS_NAME = RA_HEAD_ROW,
    RA_TRIALS_SYMBOL,
    RA_TRIALS_UNIT,
    RA_TRIALS_LAW,
    RA_TRIALS_PARAMETER, /* RA_DIST_MAX_PARAMETERS rows */
    RA_TRIALS_FIRST = RA_TRIALS_PARAMETER + RA_DIST_MAX_PARAMETERS
};
enum { RA_TRIALS_NUMBER, RA_TRIALS_RUN, RA_TRIALS_COLUMNS };

/* A stream of uniform numbers; inputs that share a draw share it. */
typedef struct {
    const char *draw;
    double *u;
    bool linked;          /* correlated: a live number of its own would not be */
    lxw_col_t frozen, used; /* its columns */
} ra_trial_stream;

/* An uncertain figure. */
typedef struct {
    uint32_t quantity;
    const ra_figure *figure;
    size_t stream;
    bool exact;   /* has an exact inverse; otherwise `x` stands there as drawn */
    double *x;    /* in the unit of the quantity */
} ra_trial_input;

typedef struct ra_book_trials {
    size_t count;
    ra_trial_stream *streams;
    size_t stream_count;
    ra_trial_input *inputs;
    size_t input_count;
    uint32_t *across;   /* of every quantity that varies: its column + 1; 0: it does not */
    double **values;    /* of every quantity that varies: in every trial; else NULL */
    double *run;        /* headline of the run, in the claim's unit */
    double *headline;   /* and of the sheet */
    lxw_col_t headline_column, end;
} ra_book_trials;

/* Collects the trials, where the workbook has a classroom. Returned: false where memory ran out. */
bool ra_trials_collect(ra_book *book);
void ra_trials_free(ra_book *book);

/* Appends the range of a column of all trials: "Trials!$B$14:$B$1013". */
void ra_trials_range(const ra_book_trials *trials, lxw_col_t column, ra_text *out);

/* Statistics as spreadsheets have them: of n values, sorted for the quantile, which interpolates
 * between the order statistics (Hyndman and Fan's seventh kind [hyndman1996]). */
double ra_trials_mean(const double *x, size_t n);
double ra_trials_sd(const double *x, size_t n);
double ra_trials_quantile(const double *sorted, size_t n, double p);
double ra_trials_rsq(const double *x, const double *y, size_t n);

#endif
