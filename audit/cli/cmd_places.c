/* reaudit places CLAIM */
#include <stdio.h>
#include <string.h>

#include "audit/cli/commands.h"
#include "audit/cli/overrides.h"
#include "audit/cli/paths.h"
#include "audit/cli/signals.h"
#include "audit/cli/terminal.h"
#include "models/alloc.h"
#include "reports/report_regions.h"

/* What the claim is made from, anew for every region. */
typedef struct {
    const ra_invocation *invocation;
    ra_data *data;
} origin;

static ra_status load(void *context, ra_claim **claim, ra_diag *diag)
{
    const origin *from = context;
    const ra_options *options = &from->invocation->options;

    if (ra_signals_caught())
        return RA_INTERRUPTED;
    ra_status status =
        ra_address_load(claim, from->data, from->invocation->operands[0], options->audit, diag);
    return status == RA_OK ? ra_overrides_apply(*claim, options, diag) : status;
}

/* The format: as said, else of the file's extension, else text. */
static const char *choose_format(const ra_options *options, const char *path)
{
    const char *dot = path != NULL ? strrchr(path, '.') : NULL;
    static const char *const known[] = {"csv", "json", "xlsx"};

    if (options->format != NULL)
        return options->format;
    for (size_t i = 0; dot != NULL && i < sizeof known / sizeof known[0]; i++)
        if (strcmp(dot + 1, known[i]) == 0)
            return known[i];
    return "text";
}

static ra_status write_standard(const ra_regions *regions, const char *format, int width)
{
    ra_report_options look = ra_terminal_options(width);

    if (strcmp(format, "csv") == 0)
        return ra_regions_csv(regions, stdout);
    if (strcmp(format, "json") == 0)
        return ra_regions_json(regions, stdout);
    return ra_regions_text(regions, stdout, &look);
}

static ra_status write_regions(const ra_options *options, const ra_regions *regions, ra_diag *diag)
{
    const ra_report_options look = {.width = options->width > 0 ? options->width : 80,
                                    .utf8 = true};
    ra_status status = RA_OK;

    if (options->outputs.count == 0)
        return write_standard(regions, choose_format(options, NULL), options->width);
    for (size_t i = 0; i < options->outputs.count && status == RA_OK; i++) {
        const char *path = options->outputs.items[i];
        const char *format = choose_format(options, path);
        status = strcmp(path, "-") == 0 ? write_standard(regions, format, options->width)
                                        : ra_regions_write(regions, format, path, &look, diag);
    }
    return status;
}

/* A workbook is no text for standard output. */
static ra_status check_outputs(const ra_options *options, ra_diag *diag)
{
    bool standard = options->outputs.count == 0;

    for (size_t i = 0; i < options->outputs.count; i++)
        standard = standard || strcmp(options->outputs.items[i], "-") == 0;
    if (!standard || options->format == NULL || strcmp(options->format, "xlsx") != 0)
        return RA_OK;
    ra_diag_report(diag, RA_ERROR, NULL, "a workbook goes into a file: -o FILE.xlsx");
    return RA_USAGE;
}

ra_status ra_cmd_places(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    const ra_options *options = &invocation->options;
    origin from = {.invocation = invocation};
    ra_regions_plan plan = {.load = load,
                            .context = &from,
                            .basis = options->basis,
                            .level = options->level,
                            .seed = options->seed};
    ra_regions *regions = NULL;
    ra_status status = check_outputs(options, diag);

    *exit_status = 0;
    if (status == RA_OK)
        status = ra_places_open_whole(&from.data, options, diag);
    if (status == RA_OK)
        status = ra_regions_eval(&regions, from.data, &plan, diag);
    /* What had no memory and did not say so is missing from them. */
    if (status == RA_OK && !ra_invocation_whole(invocation))
        status = RA_NOMEM;
    if (status == RA_OK)
        status = write_regions(options, regions, diag);
    ra_regions_free(regions);
    ra_data_free(from.data);
    return status;
}
