/* Audits a claim from C: the factor, its interval, and a workbook.
 *
 *     audit_from_c CLAIM [WORKBOOK.xlsx]
 *
 * CLAIM is an id of the data ("strubell-2019-nas") or the path of a file. The data directory is
 * $REAUDIT_DATA, or the one that was installed with the library. examples/README.md builds this. */
#include <reaudit.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Opens the data directory. */
static ra_status open_data(ra_data **data, ra_diag *diag)
{
    const char *root = getenv("REAUDIT_DATA");

    return ra_data_open(data, root != NULL ? root : REAUDIT_DATA_DIR, diag);
}

/* Loads a claim by its path, or by its id in the data. */
static ra_status load_claim(ra_claim **claim, ra_data *data, const char *name, ra_diag *diag)
{
    char *path = NULL;
    ra_status status = RA_OK;

    if (strstr(name, ".json") != NULL)
        return ra_claim_load(claim, data, name, diag);
    status = ra_data_find_claim(data, name, &path, diag);
    if (status == RA_OK)
        status = ra_claim_load(claim, data, path, diag);
    ra_free(path);
    return status;
}

/* Prints what an audit found. A number that does not exist is NaN. */
static void print_result(const ra_result *result)
{
    const ra_summary *factor = &result->factor;

    printf("%s\n", result->claim->title);
    printf("factor %.4g", factor->point);
    if (factor->low < factor->high)
        printf(", %g %% interval %.4g to %.4g", 100 * result->level, factor->low, factor->high);
    printf("\n%s\n", result->sentence);
}

/* Writes a report in the format that the name of the file asks for. */
static ra_status write_report(const ra_result *result, const char *path, ra_diag *diag)
{
    const ra_report_options options = {.width = 80, .utf8 = true};
    const ra_format *format = ra_format_for_path(path);

    if (format == NULL) {
        ra_diag_report(diag, RA_ERROR, NULL, "no report format ends like '%s'", path);
        return RA_USAGE;
    }
    return ra_report_write(format, &result, 1, path, &options, diag);
}

int main(int argc, char **argv)
{
    ra_plan plan = ra_plan_default();
    ra_diag *diag = ra_diag_new();
    ra_data *data = NULL;
    ra_claim *claim = NULL;
    ra_result *result = NULL;
    ra_status status = diag != NULL ? RA_OK : RA_NOMEM;

    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: audit_from_c CLAIM [WORKBOOK.xlsx]\n");
        status = RA_USAGE;
    }
    ra_library_open();
    plan.trials = 100000;
    if (status == RA_OK)
        status = open_data(&data, diag);
    if (status == RA_OK)
        status = load_claim(&claim, data, argv[1], diag);
    if (status == RA_OK)
        status = ra_audit(&result, claim, data, &plan, diag);
    if (status == RA_OK)
        print_result(result);
    if (status == RA_OK && argc == 3)
        status = write_report(result, argv[2], diag);

    if (diag != NULL)
        ra_diag_write(diag, stderr);
    if (status == RA_NOMEM)
        fprintf(stderr, "audit_from_c: %s\n", ra_status_text(status));
    ra_result_free(result);
    ra_claim_free(claim);
    ra_data_free(data);
    ra_diag_free(diag);
    return ra_status_exit(status);
}
