/* reaudit selftest [CASE...] */
#include <stdio.h>
#include <string.h>

#include "audit/cli/commands.h"
#include "audit/cli/paths.h"
#include "audit/cli/progress.h"
#include "audit/cli/terminal.h"
#include "audit/selftest.h"
#include "reports/report_selftest.h"

/* Where the cases are below the data. */
#define FOLDER "tests/cases"

static ra_status load(ra_selftest **out, const ra_invocation *invocation, const ra_data *data,
                      ra_diag *diag)
{
    ra_text folder = {0};
    ra_status status = RA_NOMEM;

    ra_text_format(&folder, "%s/%s", ra_data_root(data), FOLDER);
    if (!folder.failed)
        status = ra_selftest_load(out, folder.data, diag);
    ra_text_free(&folder);
    for (size_t i = 0; i < invocation->operand_count && status == RA_OK; i++)
        status = ra_selftest_choose(*out, invocation->operands[i], diag);
    return status;
}

static ra_status check_trials(const ra_options *options, ra_diag *diag)
{
    if (!options->adaptive && options->trials <= RA_SELFTEST_MAX_TRIALS)
        return RA_OK;
    ra_diag_report(diag, RA_ERROR, NULL, "the reference cases take a number of trials, at most %u",
                   RA_SELFTEST_MAX_TRIALS);
    return RA_USAGE;
}

static ra_status eval(ra_selftest *selftest, const ra_options *options, ra_data *data,
                      const ra_report_options *look, ra_diag *diag)
{
    ra_progress bar = ra_progress_new(ra_terminal_interactive() && !options->quiet, look->utf8, 1);
    ra_plan plan = ra_plan_default();
    ra_status status;

    bar.name = "reference cases";
    plan.trials = options->trials;
    plan.seed = options->seed;
    plan.threads = options->threads;
    plan.progress = ra_progress_update;
    plan.context = &bar;
    status = ra_selftest_eval(selftest, data, &plan, diag);
    ra_progress_clear(&bar);
    return status;
}

static ra_status report(const ra_selftest *selftest, const ra_options *options,
                        const ra_report_options *look)
{
    if (options->format != NULL && strcmp(options->format, "json") == 0)
        return ra_report_selftest_json(selftest, REAUDIT_VERSION, stdout);
    return ra_report_selftest(selftest, stdout, look);
}

ra_status ra_cmd_selftest(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    const ra_options *options = &invocation->options;
    ra_report_options look = ra_terminal_options(options->width);
    ra_selftest *selftest = NULL;
    ra_data *data = NULL;
    ra_status status = check_trials(options, diag), written;

    look.brief = options->quiet;
    if (status == RA_OK)
        status = ra_places_open_whole(&data, options, diag);
    if (status == RA_OK)
        status = load(&selftest, invocation, data, diag);
    if (status != RA_OK)
        goto done;
    status = eval(selftest, options, data, &look, diag);
    if (status == RA_OK || status == RA_INVALID) {
        written = report(selftest, options, &look);
        status = status == RA_OK ? written : status;
        *exit_status = ra_selftest_counts(selftest).differ > 0;
    }
done:
    ra_selftest_free(selftest);
    ra_data_free(data);
    return status;
}
