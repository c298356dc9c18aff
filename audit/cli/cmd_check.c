/* reaudit check [FILE...] */
#include <stdio.h>

#include "audit/audit.h"
#include "audit/cli/check_log.h"
#include "audit/cli/commands.h"
#include "audit/cli/paths.h"
#include "audit/cli/signals.h"
#include "audit/cli/terminal.h"
#include "models/alloc.h"
#include "reports/page.h"
#include "reports/report_text.h"

/* Whether printed figures follow is computed without chance, so that one block of trials is enough
 * for the rest of the result. */
#define TRIALS 1024

/* What a check of several files found. */
typedef struct {
    const ra_invocation *invocation;
    ra_data *data;
    ra_report_options look;
    int exit_status;
} check;

/* Returns how many printed figures do not follow. */
static uint32_t count_slips(const ra_result *result)
{
    uint32_t slips = 0;

    for (uint32_t i = 0; i < result->check_count; i++)
        slips += result->checks[i].consistency == RA_DOES_NOT_FOLLOW;
    return slips;
}

/* Returns whether there is more to say than that all figures follow to the digit. */
static bool has_remarks(const ra_result *result)
{
    bool remarks = false;

    for (uint32_t i = 0; i < result->check_count; i++)
        remarks = remarks || result->checks[i].slip_count > 0 ||
                  result->checks[i].consistency == RA_DOES_NOT_FOLLOW;
    return remarks;
}

static ra_status write_result(const check *job, const char *file, const ra_result *result)
{
    ra_page page = ra_page_new(&job->look);
    uint32_t slips = count_slips(result);
    ra_text text = {0};

    ra_page_put(&page, file);
    ra_page_put(&page, ": ");
    ra_page_style(&page, slips == 0 ? RA_STYLE_GOOD : RA_STYLE_BAD);
    if (slips == 0)
        ra_text_append(&text, "well formed, its printed figures follow");
    else
        ra_text_format(&text, "well formed, but %u printed figure%s not follow", (unsigned)slips,
                       slips == 1 ? " does" : "s do");
    ra_page_wrap(&page, 4, text.failed ? "" : text.data);
    ra_text_free(&text);
    ra_page_style(&page, RA_STYLE_PLAIN);
    ra_page_line(&page);
    if (has_remarks(result))
        ra_report_checks(&page, result);
    return ra_page_finish(&page, stdout);
}

static ra_status check_figures(check *job, const char *file, const ra_claim *claim, ra_diag *diag)
{
    ra_plan plan = ra_plan_default();
    ra_result *result = NULL;
    ra_status status;

    plan.trials = TRIALS;
    plan.headline = true;
    plan.version = REAUDIT_VERSION;
    status = ra_audit(&result, claim, job->data, &plan, diag);
    if (status == RA_OK && count_slips(result) > 0 && job->exit_status < 1)
        job->exit_status = 1;
    if (status == RA_OK && !job->invocation->options.quiet)
        write_result(job, file, result);
    ra_result_free(result);
    return status;
}

/* One row or audit of a claim. A row that was asked for stands in the name already. */
static ra_status check_variant(check *job, const char *file, const ra_address *address,
                               const ra_variant *variant, ra_diag *diag)
{
    ra_claim *claim = NULL;
    ra_text name = {0};
    ra_status status = ra_claim_load_variant(&claim, job->data, address->path, variant, diag);

    ra_text_append(&name, file);
    if (status == RA_OK && claim->row >= 0 && address->row == NULL)
        ra_text_format(&name, "/%s", claim->rows[claim->row].id);
    if (status == RA_OK && claim->audit >= 0)
        ra_text_format(&name, " --audit %s", claim->audits[claim->audit].id);
    if (status == RA_OK)
        ra_claim_report_repeats(claim, diag);
    if (status == RA_OK)
        status = name.failed ? RA_NOMEM : check_figures(job, name.data, claim, diag);
    ra_text_free(&name);
    ra_claim_free(claim);
    return status;
}

/* The own audit of every row, then those of further authors. */
static ra_status check_variants(check *job, const char *file, const ra_address *address,
                                ra_diag *diag)
{
    ra_claim *claim = NULL;
    const ra_variant first = {address->row, NULL};
    ra_status status = ra_claim_load_variant(&claim, job->data, address->path, &first, diag);
    bool all = status == RA_OK && address->row == NULL;

    if (status == RA_OK && (claim->own_headline || address->row != NULL))
        status = check_variant(job, file, address, &first, diag);
    for (uint32_t i = 0; all && status == RA_OK && i < claim->row_count; i++) {
        const ra_variant variant = {claim->rows[i].id, NULL};
        status = check_variant(job, file, address, &variant, diag);
    }
    for (uint32_t i = 0; status == RA_OK && i < claim->audit_count; i++) {
        const ra_variant variant = {address->row, claim->audits[i].id};
        status = check_variant(job, file, address, &variant, diag);
    }
    ra_claim_free(claim);
    return status;
}

static ra_status check_claim(check *job, const char *file, ra_diag *diag)
{
    ra_address address = {0};
    ra_status status = ra_address_find(&address, job->data, file, diag);

    if (status == RA_OK)
        status = check_variants(job, file, &address, diag);
    ra_address_free(&address);
    return status;
}

static ra_status check_log(check *job, const char *file, ra_diag *diag)
{
    bool fits = true;
    ra_status status = ra_log_check(file, &job->look, job->invocation->options.quiet, &fits, diag);

    if (status == RA_OK && !fits && job->exit_status < 1)
        job->exit_status = 1;
    return status;
}

static ra_status check_file(check *job, const char *file)
{
    ra_diag *diag = ra_diag_new();
    ra_status status;

    if (diag == NULL)
        return RA_NOMEM;
    status = ra_log_told(file) ? check_log(job, file, diag) : check_claim(job, file, diag);
    if (status != RA_OK && ra_diag_count(diag, RA_ERROR) == 0)
        ra_diag_report(diag, RA_ERROR, NULL, "%s: %s", file, ra_status_text(status));
    if (ra_status_exit(status) > job->exit_status)
        job->exit_status = ra_status_exit(status);
    if (!job->invocation->options.quiet || ra_diag_count(diag, RA_ERROR) > 0)
        ra_diag_write(diag, stderr);
    ra_diag_free(diag);
    return status == RA_NOMEM ? status : RA_OK;
}

static ra_status check_list(check *job, const char *const *files, ra_diag *diag)
{
    ra_status status = RA_OK;

    if (*files == NULL) {
        ra_diag_report(diag, RA_ERROR, NULL, "the data has no claim: there is nothing to check");
        return RA_INVALID;
    }
    for (; *files != NULL && status == RA_OK; files++)
        status = ra_signals_caught() ? RA_INTERRUPTED : check_file(job, *files);
    return status;
}

ra_status ra_cmd_check(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    const ra_options *options = &invocation->options;
    check job = {.invocation = invocation, .look = ra_terminal_options(options->width)};
    bool all = invocation->operand_count == 0;
    char **names = NULL;
    ra_status status;

    if (options->all && !all) {
        ra_diag_report(diag, RA_ERROR, NULL, "check which files? Name them, or give --all");
        return RA_USAGE;
    }
    status = ra_places_open_whole(&job.data, options, diag);
    if (status == RA_OK && all)
        status = ra_data_list(job.data, RA_DATA_CLAIMS, &names);
    if (status == RA_OK)
        status = check_list(&job, all ? (const char *const *)names : invocation->operands, diag);
    *exit_status = job.exit_status == 1 && options->exit_zero ? 0 : job.exit_status;
    ra_free(names);
    ra_data_free(job.data);
    return status;
}
