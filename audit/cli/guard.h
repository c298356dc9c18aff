/* The last resort: a third party that ends the process.
 *
 * UDUNITS-2 does not survive a failed allocation: it reads from a NULL pointer, or its scanner calls
 * exit(2), which would be taken for wrong usage. Both become a message and exit status 4. */
#ifndef RA_CLI_GUARD_H
#define RA_CLI_GUARD_H

/* From here until ra_guard_close an exit or a bad access to memory ends with status 4. A handler
 * that stands there already, as that of a sanitizer, stays. */
void ra_guard_open(void);

/* The program ends in its own way. */
void ra_guard_close(void);

#endif
