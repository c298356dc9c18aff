/* The writers of reports, for the table of formats (formats.c). All are called alike: `count`
 * `results` to the stream `out`, or to the file at `path`, which is there, empty and ours. Returned:
 * RA_OK; RA_IO or RA_NOMEM, with a message where there is more to say. */
#ifndef RA_WRITERS_H
#define RA_WRITERS_H

#include "reports/format.h"

ra_status ra_report_text(const ra_result *const *results, size_t count, FILE *out,
                         const ra_report_options *options, ra_diag *diag);
ra_status ra_report_json(const ra_result *const *results, size_t count, FILE *out,
                         const ra_report_options *options, ra_diag *diag);
ra_status ra_report_csv(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag);
ra_status ra_report_markdown(const ra_result *const *results, size_t count, FILE *out,
                             const ra_report_options *options, ra_diag *diag);
ra_status ra_report_latex(const ra_result *const *results, size_t count, FILE *out,
                          const ra_report_options *options, ra_diag *diag);
ra_status ra_report_bibtex(const ra_result *const *results, size_t count, FILE *out,
                           const ra_report_options *options, ra_diag *diag);
ra_status ra_report_csl(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag);
ra_status ra_report_claimreview(const ra_result *const *results, size_t count, FILE *out,
                                const ra_report_options *options, ra_diag *diag);
ra_status ra_report_svg(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag);
ra_status ra_report_png(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag);
ra_status ra_report_pdf(const ra_result *const *results, size_t count, FILE *out,
                        const ra_report_options *options, ra_diag *diag);
ra_status ra_report_gnuplot(const ra_result *const *results, size_t count, FILE *out,
                            const ra_report_options *options, ra_diag *diag);
ra_status ra_report_html(const ra_result *const *results, size_t count, FILE *out,
                         const ra_report_options *options, ra_diag *diag);
ra_status ra_report_workbook(const ra_result *const *results, size_t count, const char *path,
                             const ra_report_options *options, ra_diag *diag);

/* The same, begun in a process of its own: a `child` to be waited for or stopped. */
ra_status ra_workbook_start(const ra_result *const *results, size_t count, const char *path,
                            const ra_report_options *options, ra_child *child, ra_diag *diag);

#endif
