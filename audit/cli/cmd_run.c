/* reaudit run CLAIM... | --all */
#include <stdio.h>
#include <stdlib.h>

#include "audit/cli/batch.h"
#include "audit/cli/paths.h"
#include "audit/cli/signals.h"
#include "audit/cli/targets.h"
#include "audit/cli/terminal.h"
#include "audit/cluster.h"
#include "reports/writers.h"

typedef struct {
    const ra_invocation *invocation;
    ra_data *data;
    ra_targets targets;
    ra_batch batch;
} run;

static ra_status find_claims(run *job, ra_diag *diag)
{
    const ra_invocation *invocation = job->invocation;
    const ra_sources *sources;

    if (invocation->options.all != (invocation->operand_count == 0)) {
        ra_diag_report(diag, RA_ERROR, NULL, "run which claims? Name them, or give --all");
        return RA_USAGE;
    }
    ra_status status =
        ra_batch_open(&job->batch, invocation, job->data, invocation->options.all);
    /* What is wrong with the sources is said once, and not for every claim. */
    if (status == RA_OK && job->batch.count > 1)
        status = ra_data_sources(job->data, &sources, diag);
    if (status == RA_OK && job->batch.count == 0) {
        ra_diag_report(diag, RA_ERROR, NULL, "the data has no claim: there is nothing to audit");
        return RA_INVALID;
    }
    return status;
}

static ra_target_look find_look(const run *job)
{
    const ra_options *options = &job->invocation->options;
    ra_target_look look = {.terminal = ra_terminal_options(options->width)};

    look.terminal.brief = job->batch.count > 1;
    look.terminal.created = ra_targets_created();
    look.terminal.canvas = options->canvas;
    look.terminal.stopped = ra_signals_caught;
    look.terminal.threads = options->threads;
    look.file = look.terminal;
    look.file.colour = false;
    look.file.utf8 = true;
    look.file.brief = false;
    look.file.width = options->width > 0 ? options->width : RA_FILE_WIDTH;
    look.interactive = ra_terminal_interactive() && !options->quiet;
    look.threads = options->threads;
    if (!options->quiet)
        look.report = job->targets.standard ? stderr : stdout;
    return look;
}

static ra_status report(run *job, ra_diag *diag)
{
    ra_target_look look = find_look(job);
    const ra_result *const *results = (const ra_result *const *)job->batch.results;
    ra_status status = RA_OK;

    if (job->batch.done == 0)
        return RA_OK;
    if (!job->targets.standard && !job->invocation->options.quiet) {
        status = ra_report_text(results, job->batch.done, stdout, &look.terminal, diag);
        if (job->targets.count > 0)
            fputc('\n', stdout);
    }
    if (status == RA_OK || status == RA_IO)
        status = ra_targets_write(&job->targets, results, job->batch.done, &look, diag);
    return status;
}

/* What no report shows need not be computed, but for the engine. */
static unsigned unread_extras(const run *job)
{
    unsigned unread = RA_ALL_EXTRAS & ~ra_targets_extras(&job->targets);
    bool engine = job->invocation->options.engine == RA_ENGINE_CONVOLUTION;

    return engine ? unread & ~RA_EXTRA_BIT(RA_EXTRA_CONVOLUTION) : unread;
}

ra_status ra_cmd_run(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    run job = {.invocation = invocation};
    ra_status status = ra_places_open(&job.data, &invocation->options, diag);

    if (status == RA_OK)
        status = find_claims(&job, diag);
    if (status == RA_OK)
        status = ra_targets_find(&job.targets, &invocation->options, diag);
    if (status == RA_OK)
        status = ra_targets_fit(&job.targets, job.batch.count, diag);
    if (status == RA_OK)
        status = ra_targets_complete(&job.targets, invocation->options.without, diag);
    job.batch.targets = &job.targets;
    /* Where nothing is reported, the exit status is all that counts. */
    job.batch.headline = invocation->options.quiet && job.targets.count == 0;
    if (status == RA_OK && (invocation->options.quiet || job.targets.standard))
        job.batch.unread = unread_extras(&job);
    if (status == RA_OK)
        status = ra_cluster_open();
    if (status == RA_OK)
        status = ra_batch_run(&job.batch);
    bool first = ra_cluster_rank() == 0;
    ra_cluster_close();
    if (status == RA_OK && first)
        status = ra_invocation_whole(invocation) ? report(&job, diag) : RA_NOMEM;
    *exit_status =
        job.batch.exit_status == 1 && invocation->options.exit_zero ? 0 : job.batch.exit_status;
    if (!first && status == RA_OK)
        *exit_status = 0; /* the first one says it */
    ra_batch_free(&job.batch);
    ra_targets_free(&job.targets);
    ra_data_free(job.data);
    return status;
}
