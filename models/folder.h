/* The files of a directory. */
#ifndef RA_FOLDER_H
#define RA_FOLDER_H

#include <stdbool.h>

#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Lists the names that end in `suffix`, without it, as far as `keep` lets them through. Returned:
 * RA_OK with *names sorted and NULL-terminated, one block that the caller frees with ra_free; a
 * directory that is not there has no files. RA_IO where it cannot be read; RA_NOMEM. */
ra_status ra_folder_list(char ***names, const char *path, const char *suffix,
                         bool (*keep)(const char *name, const void *context), const void *context);

#ifdef __cplusplus
}
#endif
#endif
