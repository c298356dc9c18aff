/* The directory that command lines run in (memory.c): files that may be written over stand in it.
 */
#ifndef RA_TESTS_FAULTS_MEMORY_FOLDER_H
#define RA_TESTS_FAULTS_MEMORY_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Leaves the directory as it is before every run. */
void folder_tidy(void);

/* Removes a directory and all in it. */
void folder_remove(const char *path);

/* Files that are being written. */
#define FOLDER_FILES 8
#define FOLDER_NAME  400

typedef struct {
    char name[FOLDER_NAME], kept[FOLDER_NAME];
    int descriptor;
    off_t size, place;
    bool named; /* false: a temporary file without a name */
} folder_file;

typedef struct {
    folder_file files[FOLDER_FILES];
    size_t count;
} folder_open;

/* Before a child is forked that shares files which this process has open, and removes them; and
 * after it, so that they are as they were. */
void folder_keep(folder_open *open);
void folder_restore(const folder_open *open);

/* Complains of what is there and was not. With several outputs (not `one_output`) they are written
 * one after another; those before the failure may be new. */
void folder_check(bool one_output, void (*complain)(const void *, const char *, const char *),
                  const void *context);

#endif
