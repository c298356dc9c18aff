/* Arguments that are one of a few words. */
#ifndef RA_CLI_OPTION_CHOICE_H
#define RA_CLI_OPTION_CHOICE_H

#include <stddef.h>

#include "models/diag.h"

/* The words of an option, in the order of what they stand for. */
typedef struct {
    const char *option;
    const char *(*word)(size_t i); /* NULL behind the last */
    const char *hint;              /* behind the list of all words; "": nothing */
} ra_choice;

/* Returns what an option may be; NULL where it is no choice of a few words. */
const ra_choice *ra_choice_find(const char *option);

/* Reads a word. Given: the name of an option that is a choice, and its `text`. Returned: the place
 * of the word among those of the option, or -1 with a message that names the nearest, or all. */
int ra_choice_read(const char *option, const char *text, ra_diag *diag);

#endif
