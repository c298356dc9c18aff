/* Files and captured messages for tests. */
#ifndef RA_TEST_FILES_H
#define RA_TEST_FILES_H

#include <stddef.h>

#include "models/diag.h"

/* Makes a new directory under $TMPDIR (or /tmp). Returned: its path, freed with free_folder, which
 * removes the directory with all that is in it. */
char *make_folder(void);
void free_folder(char *folder);

/* Writes a file below a folder, making directories on the way. Returned: its path, to be freed with
 * free(). Fails the test where it cannot. */
char *put_file(const char *folder, const char *name, const char *bytes, size_t length);
char *put_text(const char *folder, const char *name, const char *text);

/* Reads a whole file; a NUL stands behind it. To be freed with free(). Fails the test. */
char *get_file(const char *path, size_t *length);

/* Returns how many files and directories stand in a folder. */
int count_files(const char *folder);

/* Returns what ra_diag_write prints, to be freed with free(). */
char *written_messages(const ra_diag *diag);

/* Returns the first line of that, to be freed with free(); "" where there is no message. */
char *first_message(const ra_diag *diag);

#endif
