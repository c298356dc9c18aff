/* reaudit site DIR [CLAIM...] */
#include <stdio.h>
#include <string.h>

#include "audit/cli/batch.h"
#include "audit/cli/paths.h"
#include "audit/cli/progress.h"
#include "audit/cli/signals.h"
#include "audit/cli/site_folder.h"
#include "audit/cli/targets.h"
#include "audit/cli/terminal.h"
#include "reports/page.h"

typedef struct {
    ra_invocation invocation; /* whose operands are the claims alone */
    ra_data *data;
    ra_batch batch;
    ra_site_folder folder;
    ra_text base;
    ra_site *site;
} job;

/* Audits the claims. One that cannot be audited is an error, and the others are shown. */
static ra_status audit(job *j)
{
    ra_status status =
        ra_batch_open(&j->batch, &j->invocation, j->data, j->invocation.operand_count == 0);

    j->batch.terse = true;
    return status == RA_OK ? ra_batch_run(&j->batch) : status;
}

static ra_status plan(job *j, ra_diag *diag)
{
    const ra_options *options = &j->invocation.options;
    ra_site_plan site = {.results = (const ra_result *const *)j->batch.results,
                         .count = j->batch.done,
                         .data = j->data,
                         .options = {.width = RA_FILE_WIDTH,
                                     .utf8 = true,
                                     .created = ra_targets_created(),
                                     .stopped = ra_signals_caught,
                                     .threads = options->threads}};

    if (j->batch.done == 0) {
        ra_diag_report(diag, RA_ERROR, NULL, "no claim was audited: there is nothing to show");
        return RA_INVALID;
    }
    if (options->base != NULL) {
        ra_text_append(&j->base, options->base);
        if (options->base[strlen(options->base) - 1] != '/')
            ra_text_append(&j->base, "/");
        if (j->base.failed)
            return RA_NOMEM;
        site.base = j->base.data;
    }
    return ra_site_open(&j->site, &site, diag);
}

static ra_status write_file(const job *j, size_t i, ra_diag *diag)
{
    ra_text place = {0};
    ra_status status = RA_NOMEM;

    ra_site_folder_place(&j->folder, ra_site_path(j->site, i), &place);
    if (!place.failed)
        status = ra_site_write(j->site, i, place.data, diag);
    ra_text_free(&place);
    return status;
}

static ra_status write_files(const job *j, ra_diag *diag)
{
    bool shown = ra_terminal_interactive() && !j->invocation.options.quiet;
    ra_progress progress =
        ra_progress_new(shown, ra_terminal_options(0).utf8, ra_site_count(j->site));
    ra_status status = RA_OK;

    for (size_t i = 0; i < ra_site_count(j->site) && status == RA_OK; i++) {
        progress.index = i;
        progress.name = ra_site_path(j->site, i);
        ra_progress_update(&progress, 0);
        status = write_file(j, i, diag);
        if (status == RA_OK && ra_signals_caught())
            status = RA_INTERRUPTED;
    }
    ra_progress_clear(&progress);
    return status;
}

/* Made before the files, so that none is written where that fails. */
static void emit_written(ra_text *line, const job *j)
{
    ra_text place = {0};

    ra_text_format(line, "wrote %zu files; the first page is ", ra_site_count(j->site));
    ra_site_folder_place(&j->folder, "index.html", &place);
    if (!place.failed)
        ra_page_clean(line, place.data, ra_terminal_options(0).utf8);
    ra_text_append(line, "\n");
    line->failed = line->failed || place.failed;
    ra_text_free(&place);
}

ra_status ra_cmd_site(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    job j = {.invocation = *invocation};
    ra_text line = {0};
    ra_status status;

    j.invocation.operands++;
    j.invocation.operand_count--;
    status =
        ra_site_folder_open(&j.folder, invocation->operands[0], invocation->options.force, diag);
    if (status == RA_OK)
        status = ra_places_open_whole(&j.data, &invocation->options, diag);
    if (status == RA_OK)
        status = audit(&j);
    if (status == RA_OK)
        status = plan(&j, diag);
    if (status == RA_OK)
        emit_written(&line, &j);
    if (status == RA_OK)
        status = ra_invocation_whole(invocation) ? ra_site_folder_begin(&j.folder, j.site, diag)
                                                 : RA_NOMEM;
    if (status == RA_OK)
        status = write_files(&j, diag);
    if (status == RA_OK)
        status = ra_site_folder_end(&j.folder, j.site, diag);
    if (status == RA_OK && !invocation->options.quiet)
        fputs(line.data, stdout);
    ra_text_free(&line);
    /* That a headline does not stand is no failure of the site. */
    *exit_status = j.batch.exit_status > ra_verdict_exit(RA_OVERSTATED) ? j.batch.exit_status : 0;
    ra_site_free(j.site);
    ra_text_free(&j.base);
    ra_batch_free(&j.batch);
    ra_data_free(j.data);
    ra_site_folder_free(&j.folder);
    return status;
}
