/* The command lines in which allocations fail (memory.c). */
#ifndef RA_TESTS_FAULTS_MEMORY_LINES_H
#define RA_TESTS_FAULTS_MEMORY_LINES_H

#include <stddef.h>

/* Words are separated by spaces; '@' is the source tree. One word may be a pattern of files: then
 * the line is run once for each of them. */
typedef struct {
    const char *name, *words;
    int most;   /* exit status without a fault */
    int places; /* 1: run only where a fault is let happen at every new place */
} fault_line;

const fault_line *fault_line_at(size_t i); /* NULL behind the last */

/* Returns the i-th command line that `line` stands for, which the caller frees, or NULL behind the
 * last. */
char *fault_line_words(const fault_line *line, size_t i);

#endif
