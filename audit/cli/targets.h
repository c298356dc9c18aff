/* Where the reports of a run go. */
#ifndef RA_CLI_TARGETS_H
#define RA_CLI_TARGETS_H

#include <stddef.h>

#include "audit/cli/options.h"
#include "reports/format.h"

/* Columns of text in files, where --width does not say. */
#define RA_FILE_WIDTH 80

typedef enum { RA_TARGET_STDOUT, RA_TARGET_FILE, RA_TARGET_DIRECTORY } ra_target_kind;

typedef struct {
    ra_target_kind kind;
    const char *path;
    const ra_format *format;
    ra_chart chart; /* of a picture */
} ra_target;

typedef struct {
    ra_target *items;
    size_t count;
    bool standard; /* one of them is standard output, which then carries nothing else */
} ra_targets;

/* Reads --output and --format before anything is computed. Returned: RA_OK, or RA_USAGE with
 * messages. The caller frees the targets in any case. */
ra_status ra_targets_find(ra_targets *targets, const ra_options *options, ra_diag *diag);
void ra_targets_free(ra_targets *targets);

/* Returns the time that files carry, seconds since 1970: that of SOURCE_DATE_EPOCH, or 0 for a fixed
 * one. */
int64_t ra_targets_created(void);

/* Refuses a picture of one claim where there are several. */
ra_status ra_targets_fit(const ra_targets *targets, size_t claims, ra_diag *diag);

/* The parts of an audit that the targets read, as bits. */
unsigned ra_targets_extras(const ra_targets *targets);

/* Refuses a target that cannot do without a part that is left out. */
ra_status ra_targets_complete(const ra_targets *targets, unsigned without, ra_diag *diag);

/* Refuses a target that is one of the claims' own files. */
ra_status ra_targets_spare(const ra_targets *targets, const char *input, ra_diag *diag);

/* How text looks on standard output; in a file, where neither the terminal nor the locale matters;
 * and where every file that was written is named (NULL: nowhere). */
typedef struct {
    ra_report_options terminal, file;
    FILE *report;
    bool interactive; /* a bar may show how far it is */
    int threads;      /* so many files are written at a time; 0: as there are processors */
} ra_target_look;

/* Writes all targets. */
ra_status ra_targets_write(const ra_targets *targets, const ra_result *const *results, size_t count,
                           const ra_target_look *look, ra_diag *diag);

#endif
