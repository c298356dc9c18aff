/* reaudit run CLAIM... | --all */
#include <stdio.h>
#include <stdlib.h>

#include "audit/audit.h"
#include "audit/cli/commands.h"
#include "audit/cli/overrides.h"
#include "audit/cli/paths.h"
#include "audit/cli/progress.h"
#include "audit/cli/replay.h"
#include "audit/cli/signals.h"
#include "audit/cli/targets.h"
#include "audit/cli/terminal.h"
#include "models/alloc.h"

/* A run over several claims. Results that failed are left out; `exit_status` is the largest. */
typedef struct {
    const ra_invocation *invocation;
    ra_data *data;
    char **names;              /* all claims of the data, with --all; else NULL */
    const char *const *claims; /* ids or paths, `count` of them */
    size_t count;
    ra_targets targets;
    ra_progress progress;
    ra_claim **loaded; /* those that were audited */
    ra_result **results;
    size_t done;
    int exit_status;
} run;

static ra_status find_claims(run *job, ra_diag *diag)
{
    const ra_invocation *invocation = job->invocation;

    if (invocation->options.all != (invocation->operand_count == 0)) {
        ra_diag_report(diag, RA_ERROR, NULL, "run which claims? Name them, or give --all");
        return RA_USAGE;
    }
    job->claims = invocation->operands;
    job->count = invocation->operand_count;
    if (!invocation->options.all)
        return RA_OK;
    ra_status status = ra_data_list(job->data, RA_DATA_CLAIMS, &job->names);
    if (status != RA_OK)
        return status;
    job->claims = (const char *const *)job->names;
    while (job->claims[job->count] != NULL)
        job->count++;
    return RA_OK;
}

static ra_status load_claim(run *job, const char *name, ra_claim **claim, ra_diag *diag)
{
    char *path = NULL;
    ra_status status = ra_places_claim(&path, job->data, name, diag);

    if (status == RA_OK)
        status = ra_targets_spare(&job->targets, path, diag);
    if (status == RA_OK)
        status = ra_claim_load(claim, job->data, path, diag);
    if (status == RA_OK)
        status = ra_overrides_apply(*claim, &job->invocation->options, diag);
    ra_free(path);
    return status;
}

static ra_status audit_claim(run *job, const ra_claim *claim, const char *name, ra_result **result,
                             ra_diag *diag)
{
    const ra_options *options = &job->invocation->options;
    ra_plan plan = ra_plan_default();
    ra_text command = {0};
    ra_status status = RA_NOMEM;

    ra_replay_append(&command, job->invocation, name);
    plan.trials = options->trials;
    plan.seed = options->seed;
    plan.level = options->level;
    plan.threads = options->threads;
    plan.reverse = options->what_would_it_take;
    plan.version = REAUDIT_VERSION;
    plan.command = command.data;
    plan.overrides = options->overrides.items;
    plan.progress = ra_progress_update;
    plan.context = &job->progress;
    if (!command.failed)
        status = ra_audit(result, claim, job->data, &plan, diag);
    ra_text_free(&command);
    return status;
}

/* Prints the messages of one claim. An interruption is said once, for the whole run. */
static void write_messages(run *job, ra_status status, ra_diag *diag)
{
    if (status != RA_INTERRUPTED && status != RA_OK && ra_diag_count(diag, RA_ERROR) == 0)
        ra_diag_report(diag, RA_ERROR, NULL, "%s", ra_status_text(status));
    ra_progress_clear(&job->progress);
    if (!job->invocation->options.quiet || ra_diag_count(diag, RA_ERROR) > 0)
        ra_diag_write(diag, stderr);
}

/* One claim: its messages are printed at once, its failure does not stop the others. */
static ra_status run_claim(run *job, const char *name)
{
    ra_diag *diag = ra_diag_new();
    ra_claim *claim = NULL;
    ra_result *result = NULL;
    ra_status status;

    if (diag == NULL)
        return RA_NOMEM;
    job->progress.name = name;
    status = load_claim(job, name, &claim, diag);
    if (status == RA_OK)
        status = audit_claim(job, claim, name, &result, diag);
    write_messages(job, status, diag);
    ra_diag_free(diag);
    int exit_status = status == RA_OK ? ra_verdict_exit(result->verdict) : ra_status_exit(status);
    job->exit_status = exit_status > job->exit_status ? exit_status : job->exit_status;
    if (status != RA_OK) {
        ra_claim_free(claim);
        return status == RA_INTERRUPTED || status == RA_NOMEM ? status : RA_OK;
    }
    job->loaded[job->done] = claim;
    job->results[job->done++] = result;
    return RA_OK;
}

static ra_status run_claims(run *job)
{
    const ra_options *options = &job->invocation->options;
    ra_status status = RA_OK;

    job->loaded = ra_calloc(job->count + 1, sizeof(ra_claim *));
    job->results = ra_calloc(job->count + 1, sizeof(ra_result *));
    if (job->loaded == NULL || job->results == NULL)
        return RA_NOMEM;
    job->progress = ra_progress_new(ra_terminal_interactive() && !options->quiet,
                                    ra_terminal_options(0).utf8, job->count);
    for (size_t i = 0; i < job->count && status == RA_OK; i++) {
        job->progress.index = i;
        status = run_claim(job, job->claims[i]);
        if (status == RA_OK && ra_signals_caught())
            status = RA_INTERRUPTED;
    }
    ra_progress_clear(&job->progress);
    return status;
}

/* Files carry the time that SOURCE_DATE_EPOCH gives [reproducible-builds.org], or a fixed one. */
static int64_t creation_time(void)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds;

    return text != NULL && ra_option_whole(text, 1, INT64_MAX, &seconds) ? (int64_t)seconds : 0;
}

static ra_target_look find_look(const run *job)
{
    const ra_options *options = &job->invocation->options;
    ra_target_look look = {.terminal = ra_terminal_options(options->width)};

    look.terminal.brief = job->count > 1;
    look.terminal.created = creation_time();
    look.file = look.terminal;
    look.file.colour = false;
    look.file.utf8 = true;
    look.file.brief = false;
    look.file.width = options->width > 0 ? options->width : RA_FILE_WIDTH;
    if (!options->quiet)
        look.report = job->targets.standard ? stderr : stdout;
    return look;
}

static ra_status report(run *job, ra_diag *diag)
{
    ra_target_look look = find_look(job);
    const ra_result *const *results = (const ra_result *const *)job->results;
    ra_status status = RA_OK;

    if (job->done == 0)
        return RA_OK;
    if (!job->targets.standard && !job->invocation->options.quiet) {
        status = ra_report_text(results, job->done, stdout, &look.terminal, diag);
        if (job->targets.count > 0)
            fputc('\n', stdout);
    }
    if (status == RA_OK || status == RA_IO)
        status = ra_targets_write(&job->targets, results, job->done, &look, diag);
    return status;
}

static void free_run(run *job)
{
    for (size_t i = 0; i < job->done; i++) {
        ra_result_free(job->results[i]);
        ra_claim_free(job->loaded[i]);
    }
    ra_free(job->results);
    ra_free(job->loaded);
    ra_free(job->names);
    ra_targets_free(&job->targets);
    ra_data_free(job->data);
}

ra_status ra_cmd_run(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    run job = {.invocation = invocation};
    ra_status status = ra_places_open(&job.data, &invocation->options, diag);

    if (status == RA_OK)
        status = find_claims(&job, diag);
    if (status == RA_OK)
        status = ra_targets_find(&job.targets, &invocation->options, job.count, diag);
    if (status == RA_OK)
        status = run_claims(&job);
    if (status == RA_OK)
        status = report(&job, diag);
    *exit_status = job.exit_status == 1 && invocation->options.exit_zero ? 0 : job.exit_status;
    free_run(&job);
    return status;
}
