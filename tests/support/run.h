/* Running one suite as a program. */
#ifndef RA_TEST_RUN_H
#define RA_TEST_RUN_H

#include <check.h>

/* Runs a suite, prints what failed and frees it. Returned: the exit status of the program. */
int run_suite(Suite *suite);

#endif
