/* A locale with a decimal comma. */
#ifndef RA_TEST_LOCALE_H
#define RA_TEST_LOCALE_H

#include <stdbool.h>

/* Switches the program to a locale that writes 1,5. A machine has German, or what it takes to
 * compile it, or neither: then false is returned after a line that says so. */
bool enter_comma_locale(void);

/* Goes back to the locale that every program starts with. */
void leave_comma_locale(void);

#endif
