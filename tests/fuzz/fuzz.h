/* Targets for fuzzing: each is one file with LLVMFuzzerTestOneInput, which hands the bytes to one
 * reader of the project and checks what it promises. libFuzzer calls it where REAUDIT_FUZZ is on;
 * everywhere else replay.c calls it with the files of tests/fuzz/corpus. */
#ifndef RA_TEST_FUZZ_H
#define RA_TEST_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "models/data.h"
#include "models/diag.h"
#include "models/unit.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* A promise that holds for every input; assert would be silent in a build with NDEBUG. */
#define FUZZ_PROMISE(condition)                                                                    \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #condition);        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* Returns the bytes as a text, NUL behind them, for free(). Bytes behind a NUL are not seen. */
char *fuzz_text(const uint8_t *bytes, size_t size);

/* Writes the bytes to a file without a name. Returned: a path that opens it, valid until the next
 * call. */
const char *fuzz_file(const uint8_t *bytes, size_t size);

/* The project's own data, opened once. */
ra_data *fuzz_data(void);

/* The project's own units. Units live as long as their system, so that it is read anew from time
 * to time: else the memory of a million inputs would count as that of one. */
ra_units *fuzz_units(void);

/* Reads every message as a terminal would, and frees the list. A refusal has an error that says
 * why. */
void fuzz_end(ra_diag *diag, ra_status status);

#endif
