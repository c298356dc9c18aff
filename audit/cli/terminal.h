/* What the terminal can show. */
#ifndef RA_CLI_TERMINAL_H
#define RA_CLI_TERMINAL_H

#include <stdbool.h>

#include "reports/format.h"

/* Keeps the numbers of standard input, output and error from being given to other files where the
 * caller closed them: a report must not end up in the middle of a file. Writing to them fails. */
void ra_terminal_reserve(void);

/* Returns how to write text to standard output. Given: columns, or 0 for those of the terminal (80
 * where there is none). Colour only on a terminal and without NO_COLOR [no-color.org]; characters
 * beyond ASCII only where the locale's character set is UTF-8. */
ra_report_options ra_terminal_options(int width);

/* Returns whether messages go to a terminal. */
bool ra_terminal_interactive(void);

/* Returns the columns of the terminal that messages go to. */
int ra_terminal_message_width(void);

#endif
