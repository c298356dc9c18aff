/* Reading a whole file. */
#ifndef RA_FILE_H
#define RA_FILE_H

#include <stddef.h>

#include "models/diag.h"
#include "models/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Reads a regular file; a directory, pipe or device is refused before a byte of it is read. Given:
 * path, the most bytes it may have. Returned: RA_OK with its bytes and a NUL behind them, which the
 * caller frees with ra_free; RA_IO or RA_NOMEM with a message. */
ra_status ra_file_load(char **bytes, size_t *length, const char *path, size_t limit, ra_diag *diag);

/* Opens a regular file to read it; everything else is refused as above. Given: path. Returned: RA_OK
 * with a descriptor, which the caller closes; RA_IO with a message. */
ra_status ra_file_open(int *descriptor, const char *path, ra_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
