/* Interruption by the user.
 *
 * The handler only sets a flag, which is polled between blocks of trials and between files. Whoever
 * is writing a file finishes it or removes it on the ordinary way out, so that nothing half-written
 * is left behind. */
#ifndef RA_CLI_SIGNALS_H
#define RA_CLI_SIGNALS_H

#include <stdbool.h>

/* From now on SIGINT, SIGTERM and SIGHUP set the flag. A signal that is ignored stays so. */
void ra_signals_catch(void);

/* Returns whether one of them came. */
bool ra_signals_caught(void);

#endif
