/* Auditing several claims of a command line, one after another. */
#include "audit/cli/batch.h"

#include <stdio.h>

#include "audit/cli/measured.h"
#include "audit/cli/overrides.h"
#include "audit/cli/paths.h"
#include "audit/cli/replay.h"
#include "audit/cli/signals.h"
#include "audit/cli/terminal.h"
#include "audit/cluster.h"
#include "models/alloc.h"

static ra_status add_name(ra_batch *batch, const char *claim, const char *row)
{
    ra_text name = {0};
    char **names = ra_realloc(batch->names, (batch->count + 1) * sizeof *names);

    if (names == NULL)
        return RA_NOMEM;
    batch->names = names;
    ra_text_format(&name, *row != '\0' ? "%s/%s" : "%s", claim, row);
    if (name.failed)
        return RA_NOMEM;
    names[batch->count++] = name.data;
    return RA_OK;
}

/* One word of the command line: a result, or all results of a claim. What it is that cannot be
 * found is said when it is loaded. */
static ra_status add_claim(ra_batch *batch, const char *claim)
{
    static char none[] = "";
    char *single[] = {none, NULL}, **rows = NULL;
    ra_address address = {0};
    ra_status status = ra_address_find(&address, batch->data, claim, NULL);

    if (status == RA_OK && address.row == NULL)
        status = ra_claim_list_rows(address.path, &rows);
    for (char **row = rows != NULL ? rows : single; *row != NULL && status != RA_NOMEM; row++)
        status = add_name(batch, claim, *row);
    ra_free(rows);
    ra_address_free(&address);
    return status == RA_NOMEM ? status : RA_OK;
}

ra_status ra_batch_open(ra_batch *batch, const ra_invocation *invocation, ra_data *data, bool all)
{
    char **ids = NULL;
    ra_status status = RA_OK;

    *batch = (ra_batch){.invocation = invocation, .data = data};
    if (all)
        status = ra_data_list(data, RA_DATA_CLAIMS, &ids);
    for (size_t i = 0; all && status == RA_OK && ids[i] != NULL; i++)
        status = add_claim(batch, ids[i]);
    for (size_t i = 0; !all && status == RA_OK && i < invocation->operand_count; i++)
        status = add_claim(batch, invocation->operands[i]);
    ra_free(ids);
    return status;
}

void ra_batch_free(ra_batch *batch)
{
    for (size_t i = 0; i < batch->done; i++) {
        ra_result_free(batch->results[i]);
        ra_claim_free(batch->loaded[i]);
    }
    ra_free(batch->results);
    ra_free(batch->loaded);
    for (size_t i = 0; i < batch->count; i++)
        ra_free(batch->names[i]);
    ra_free(batch->names);
    *batch = (ra_batch){0};
}

static ra_status load_claim(ra_batch *batch, const char *name, ra_claim **claim, ra_diag *diag)
{
    const ra_options *options = &batch->invocation->options;
    ra_address address = {0};
    ra_status status = ra_address_find(&address, batch->data, name, diag);
    const ra_variant variant = {address.row, options->audit};

    if (status == RA_OK && batch->targets != NULL)
        status = ra_targets_spare(batch->targets, address.path, diag);
    if (status == RA_OK)
        status = ra_claim_load_variant(claim, batch->data, address.path, &variant, diag);
    if (status == RA_OK)
        status = ra_overrides_apply(*claim, options, diag);
    ra_address_free(&address);
    return status;
}

static ra_status audit_claim(ra_batch *batch, const ra_claim *claim, const char *name,
                             const ra_measured_result *measured, ra_result **result, ra_diag *diag)
{
    const ra_options *options = &batch->invocation->options;
    ra_plan plan = ra_plan_default();
    ra_text command = {0};
    ra_status status = RA_NOMEM;

    ra_replay_append(&command, batch->invocation, name);
    plan.trials = options->adaptive ? options->max_trials : options->trials;
    plan.digits = options->adaptive ? options->digits : 0;
    plan.engine = options->engine;
    plan.exact = options->exact_quantiles;
    plan.without = options->without;
    plan.unread = batch->unread;
    plan.seed = options->seed;
    plan.sampling = options->sampling;
    plan.level = options->level;
    plan.threads = options->threads;
    /* Without what was measured, the audit is the one before it: its headline is enough. */
    plan.headline = batch->headline || (measured == NULL && options->measured.count > 0);
    if (measured != NULL)
        plan.measured = *measured;
    plan.reverse = options->what_would_it_take;
    plan.version = REAUDIT_VERSION;
    plan.command = command.data;
    plan.overrides = options->overrides.items;
    plan.progress = ra_progress_update;
    plan.context = &batch->progress;
    if (!command.failed)
        status = ra_audit(result, claim, batch->data, &plan, diag);
    ra_text_free(&command);
    return status;
}

/* Audits a claim; where runs were measured, before and after they replace its assumptions. */
static ra_status audit_measured(ra_batch *batch, ra_claim *claim, const char *name,
                                ra_result **result, ra_diag *diag)
{
    const ra_options *options = &batch->invocation->options;
    ra_replacements replaced = {0};
    ra_before first = {0};
    ra_result *before = NULL;

    if (options->measured.count == 0 && options->maps.count == 0)
        return audit_claim(batch, claim, name, NULL, result, diag);
    if (options->measured.count == 0) {
        ra_diag_report(diag, RA_ERROR, NULL, "--map needs a file: --measured FILE");
        return RA_USAGE;
    }
    ra_status status = audit_claim(batch, claim, name, NULL, &before, diag);
    if (status == RA_OK) {
        status = ra_before_read(&first, before);
        /* It borrows from the claim, which now changes. */
        ra_result_free(before);
    }
    if (status == RA_OK)
        status = ra_measured_apply(&replaced, claim, &first, options, diag);
    first.audit.items = replaced.items;
    first.audit.count = replaced.shown;
    if (status == RA_OK)
        status = audit_claim(batch, claim, name, &first.audit, result, diag);
    ra_free(first.steps);
    ra_replacements_free(&replaced);
    return status;
}

/* Prints the messages of one claim. An interruption is said once, for the whole run. */
static void write_messages(ra_batch *batch, ra_status status, ra_diag *diag)
{
    if (status != RA_INTERRUPTED && status != RA_OK && ra_diag_count(diag, RA_ERROR) == 0)
        ra_diag_report(diag, RA_ERROR, NULL, "%s", ra_status_text(status));
    ra_progress_clear(&batch->progress);
    /* The others say the same; what only one of them meets is said at its end. */
    if (ra_cluster_rank() > 0)
        return;
    bool silent = batch->terse || batch->invocation->options.quiet;
    if (!silent || ra_diag_count(diag, RA_ERROR) > 0)
        ra_diag_write(diag, stderr);
}

/* Where another process could not read the claim, this one does not audit it either. */
static ra_status agree(ra_status own, ra_diag *diag)
{
    ra_status all = ra_cluster_agree(own);

    if (own == RA_OK && all != RA_OK)
        ra_diag_report(diag, RA_ERROR, NULL, "another process of this run failed: %s",
                       ra_status_text(all));
    return all;
}

/* One claim: its messages are printed at once, its failure does not stop the others. */
static ra_status run_claim(ra_batch *batch, const char *name)
{
    ra_diag *diag = ra_diag_new();
    ra_claim *claim = NULL;
    ra_result *result = NULL;
    ra_status status;

    if (diag == NULL)
        return RA_NOMEM;
    batch->progress.name = name;
    status = load_claim(batch, name, &claim, diag);
    status = agree(status, diag);
    if (status == RA_OK)
        status = audit_measured(batch, claim, name, &result, diag);
    /* What had no memory and did not say so is missing from the claim or its result. */
    if (status == RA_OK && !ra_invocation_whole(batch->invocation)) {
        ra_result_free(result);
        status = RA_NOMEM;
    }
    write_messages(batch, status, diag);
    if (status == RA_NOMEM || status == RA_IO || status == RA_INTERRUPTED)
        ra_cluster_abort(ra_status_exit(status));
    ra_diag_free(diag);
    int exit_status = status == RA_OK ? ra_verdict_exit(result->verdict) : ra_status_exit(status);
    batch->exit_status = exit_status > batch->exit_status ? exit_status : batch->exit_status;
    if (status != RA_OK) {
        ra_claim_free(claim);
        return status == RA_INTERRUPTED || status == RA_NOMEM ? status : RA_OK;
    }
    batch->loaded[batch->done] = claim;
    batch->results[batch->done++] = result;
    return RA_OK;
}

ra_status ra_batch_run(ra_batch *batch)
{
    const ra_options *options = &batch->invocation->options;
    ra_status status = RA_OK;

    batch->loaded = ra_calloc(batch->count + 1, sizeof(ra_claim *));
    batch->results = ra_calloc(batch->count + 1, sizeof(ra_result *));
    if (batch->loaded == NULL || batch->results == NULL)
        return RA_NOMEM;
    bool shown = ra_terminal_interactive() && !options->quiet && ra_cluster_rank() == 0;
    batch->progress = ra_progress_new(shown, ra_terminal_options(0).utf8, batch->count);
    for (size_t i = 0; i < batch->count && status == RA_OK; i++) {
        batch->progress.index = i;
        status = run_claim(batch, batch->names[i]);
        if (status == RA_OK && ra_signals_caught())
            status = RA_INTERRUPTED;
    }
    ra_progress_clear(&batch->progress);
    return status;
}
