/* Writes the workbook of a claim as a page carries it:
 *     plain_workbook DATA CLAIM OUT TRIALS VERSION COMMAND */
#include <stdio.h>
#include <stdlib.h>

#include "audit/audit.h"
#include "models/data.h"
#include "reports/format.h"

enum { DATA = 1, CLAIM, OUT, TRIALS, VERSION, COMMAND, WORDS };

static ra_status write_workbook(char **words, ra_data *data, ra_diag *diag)
{
    const ra_report_options options = {.width = 80, .utf8 = true, .plain = true};
    ra_plan plan = ra_plan_default();
    ra_claim *claim = NULL;
    ra_result *result = NULL;
    ra_status status = ra_claim_load(&claim, data, words[CLAIM], diag);

    plan.trials = strtoull(words[TRIALS], NULL, 10);
    plan.version = words[VERSION];
    plan.command = words[COMMAND];
    if (status == RA_OK)
        status = ra_audit(&result, claim, data, &plan, diag);
    if (status == RA_OK) {
        const ra_result *results[] = {result};
        status = ra_report_write(ra_format_find("xlsx"), results, 1, words[OUT], &options, diag);
    }
    ra_result_free(result);
    ra_claim_free(claim);
    return status;
}

int main(int argc, char **argv)
{
    ra_diag *diag = ra_diag_new();
    ra_data *data = NULL;
    ra_status status = argc == WORDS ? ra_data_open(&data, argv[DATA], diag) : RA_USAGE;

    if (status == RA_OK)
        status = write_workbook(argv, data, diag);
    ra_diag_write(diag, stderr);
    ra_data_free(data);
    ra_diag_free(diag);
    return status == RA_OK ? 0 : 1;
}
