/* Reference cases for tests: folders of them, read and evaluated without ceremony. */
#ifndef RA_TEST_CASES_H
#define RA_TEST_CASES_H

#include "audit/selftest.h"

/* The beginning of a file of cases up to the kind of the only one, 'c', whose source is 's'. */
#define CASE_HEAD    "{'title': 'T', 'cases': [{'id': 'c', 'title': 'C', 'sources': [{'key': 's'}], "
#define CASE_SOURCES "[{'id': 's', 'type': 'book', 'title': 'S', 'URL': 'https://example.org'}]"

/* Makes a folder with the files group.json and sources.json, whose single quotes stand for double
 * ones. Returned: its path, freed with free_folder. */
char *cases_folder(const char *cases, const char *sources);

/* Reads a folder of cases; fails the test with the messages where that fails. Needs the fixture of
 * tests/support/claim.h. */
ra_selftest *cases_load(const char *folder);

/* Reads and, where that is asked for, evaluates a file of cases in a folder of its own. Returned:
 * the status of what came last, and what was said, to be freed with free(). */
ra_status cases_try(const char *cases, const char *sources, const ra_plan *plan, char **said);

#endif
