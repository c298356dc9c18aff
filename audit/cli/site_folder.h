/* The directory of a site: what in it is ours. */
#ifndef RA_CLI_SITE_FOLDER_H
#define RA_CLI_SITE_FOLDER_H

#include <stdbool.h>

#include "models/text.h"
#include "reports/site.h"

/* A list of the files that a site wrote stands in its directory: its first line is RA_SITE_MARK,
 * the others are paths. */
#define RA_SITE_FILES ".reaudit-site"
#define RA_SITE_MARK  "reaudit site 1"

typedef struct {
    const char *path;
    bool ours;      /* it has such a list */
    char *list;     /* its text */
    char **written; /* the paths in it, `count` of them: those that a site can have written */
    size_t count;
} ra_site_folder;

/* Looks at the directory before anything is computed. Returned: RA_OK where there is none, it is
 * empty but for files whose names begin with a dot, it has a list, or `force`; RA_USAGE or RA_IO
 * with a message. Free with ra_site_folder_free in any case. */
ra_status ra_site_folder_open(ra_site_folder *folder, const char *path, bool force, ra_diag *diag);
void ra_site_folder_free(ra_site_folder *folder);

/* Makes the directories, and a list of what is there from before and of all that will be: from now
 * on an interrupted site is known as one. */
ra_status ra_site_folder_begin(ra_site_folder *folder, const ra_site *site, ra_diag *diag);

/* Removes the files of the old list that the site no longer has, and writes its list. */
ra_status ra_site_folder_end(ra_site_folder *folder, const ra_site *site, ra_diag *diag);

/* Appends the path of a file in it. */
void ra_site_folder_place(const ra_site_folder *folder, const char *name, ra_text *out);

#endif
