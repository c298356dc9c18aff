#include "tests/support/cases.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/claim.h"
#include "tests/support/files.h"

static void put_quoted(const char *folder, const char *name, const char *text)
{
    char *quoted = strdup(text);

    for (char *c = quoted; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    free(put_text(folder, name, quoted));
    free(quoted);
}

char *cases_folder(const char *cases, const char *sources)
{
    char *folder = make_folder();

    put_quoted(folder, "sources.json", sources);
    put_quoted(folder, "group.json", cases);
    return folder;
}

ra_selftest *cases_load(const char *folder)
{
    ra_selftest *selftest = NULL;
    ra_status status = ra_selftest_load(&selftest, folder, claim_diag);
    char *messages = written_messages(claim_diag);

    ck_assert_msg(status == RA_OK, "%s", messages);
    free(messages);
    return selftest;
}

ra_status cases_try(const char *cases, const char *sources, const ra_plan *plan, char **said)
{
    char *folder = cases_folder(cases, sources);
    ra_diag *diag = ra_diag_new();
    ra_selftest *selftest;
    ra_status status = ra_selftest_load(&selftest, folder, diag);

    ck_assert((status == RA_OK) == (selftest != NULL));
    if (status == RA_OK && plan != NULL) {
        status = ra_selftest_eval(selftest, claim_data, plan, diag);
    }
    *said = written_messages(diag);
    ra_selftest_free(selftest);
    ra_diag_free(diag);
    free_folder(folder);
    return status;
}
