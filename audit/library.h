/* What a program does once, before it uses the library.
 *
 * Units: none. Errors: none. Source: GSL's manual, "Error handlers". */
#ifndef RA_LIBRARY_H
#define RA_LIBRARY_H

#ifdef __cplusplus
extern "C" {
#endif

/* Prepares the process: GSL's error handler, which by default ends the program where a number does
 * not exist, is turned off, so that its functions return their errors. To be called once, before
 * any other thread uses the library; calling it again changes nothing. */
void ra_library_open(void);

#ifdef __cplusplus
}
#endif
#endif
