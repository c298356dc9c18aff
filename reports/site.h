/* A static site of audits: plain files that work from disk and on any web server, with relative
 * links alone. */
#ifndef RA_SITE_H
#define RA_SITE_H

#include <stddef.h>

#include "models/data.h"
#include "reports/format.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_site ra_site;

/* What it is made of; all is borrowed and outlives the site. */
typedef struct {
    const ra_result *const *results;
    size_t count;
    ra_data *data; /* its tables name sources too */
    const char
        *base; /* where it will be, with a '/' at its end: "https://example.org/audits/"; NULL:
                  not known, then the feed has relative links and there is no site map */
    ra_report_options options; /* of the files */
} ra_site_plan;

/* Finds out which files there are. Returned: RA_OK with *out, freed with ra_site_free; RA_USAGE
 * where two claims would have one file, with a message; RA_INVALID or RA_IO where a table of the
 * data cannot be read; RA_NOMEM. */
ra_status ra_site_open(ra_site **out, const ra_site_plan *plan, ra_diag *diag);
void ra_site_free(ra_site *site);

/* The files, in the order in which they are best written: a file comes behind those that it links
 * to. Paths are relative, with '/' between their parts: "claims/strubell-2019-nas.html". */
size_t ra_site_count(const ra_site *site);
const char *ra_site_path(const ra_site *site, size_t i);

/* Writes the i-th file to `path`, a whole one or none (ra_report_write). */
ra_status ra_site_write(const ra_site *site, size_t i, const char *path, ra_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
