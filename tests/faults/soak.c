/* Audits every claim of the data again and again, in one process, and looks at what grows.
 *
 *     soak DATA SECONDS [TRIALS]
 *
 * Every round opens the data, audits all claims and writes them as JSON. Its bytes must be those of
 * the first round, the number of open descriptors too, and memory may not grow after the second
 * round by more than a mebibyte. Prints the figures; exit status 1 where one is wrong. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "audit/audit.h"
#include "audit/library.h"
#include "models/alloc.h"
#include "models/claim.h"
#include "reports/format.h"

/* What memory may grow by: the C library keeps pages of its own. */
#define SLACK_KIB 1024

typedef struct {
    uint64_t sum;  /* FNV-1a over all bytes that were written */
    size_t claims; /* that were audited */
    long resident; /* KiB */
    int descriptors;
} round_figures;

static void add_bytes(uint64_t *sum, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        *sum = (*sum ^ (unsigned char)bytes[i]) * 1099511628211u;
}

static long resident_kib(void)
{
    long size = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");

    if (file == NULL || fscanf(file, "%ld %ld", &size, &resident) != 2)
        resident = -1;
    if (file != NULL)
        fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static int count_descriptors(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int count = 0;

    while (folder != NULL && readdir(folder) != NULL)
        count++;
    if (folder != NULL)
        closedir(folder);
    return count;
}

/* Writes a result into memory and adds its bytes to the sum. */
static ra_status add_report(const ra_result *result, uint64_t *sum, ra_diag *diag)
{
    const ra_report_options options = {.width = 80, .utf8 = true};
    char *bytes = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&bytes, &length);
    ra_status status = RA_NOMEM;

    if (file != NULL) {
        status = ra_format_find("json")->stream(&result, 1, file, &options, diag);
        fclose(file);
    }
    add_bytes(sum, bytes != NULL ? bytes : "", length);
    free(bytes);
    return status;
}

/* Audits one row of one claim; a claim that cannot be read ends the test. */
static ra_status audit_row(ra_data *data, const char *path, const char *row, uint64_t trials,
                           round_figures *figures, ra_diag *diag)
{
    const ra_variant variant = {.row = *row != '\0' ? row : NULL};
    ra_plan plan = ra_plan_default();
    ra_claim *claim = NULL;
    ra_result *result = NULL;
    ra_status status = ra_claim_load_variant(&claim, data, path, &variant, diag);

    plan.trials = trials;
    plan.threads = 1;
    if (status == RA_OK)
        status = ra_audit(&result, claim, data, &plan, diag);
    if (status == RA_OK)
        status = add_report(result, &figures->sum, diag);
    figures->claims += status == RA_OK;
    ra_result_free(result);
    ra_claim_free(claim);
    return status;
}

static ra_status audit_claim(ra_data *data, const char *id, uint64_t trials, round_figures *figures,
                             ra_diag *diag)
{
    char *path = NULL, **rows = NULL;
    ra_status status = ra_data_find_claim(data, id, &path, diag);

    if (status == RA_OK)
        status = ra_claim_list_rows(path, &rows);
    for (size_t i = 0; status == RA_OK && rows[i] != NULL; i++)
        status = audit_row(data, path, rows[i], trials, figures, diag);
    ra_free(rows);
    ra_free(path);
    return status;
}

static ra_status run_round(const char *root, uint64_t trials, round_figures *figures)
{
    ra_diag *diag = ra_diag_new();
    ra_data *data = NULL;
    char **ids = NULL;
    ra_status status = diag != NULL ? ra_data_open(&data, root, diag) : RA_NOMEM;

    *figures = (round_figures){.sum = 14695981039346656037u};
    if (status == RA_OK)
        status = ra_data_list(data, RA_DATA_CLAIMS, &ids);
    for (size_t i = 0; status == RA_OK && ids[i] != NULL; i++)
        status = audit_claim(data, ids[i], trials, figures, diag);
    if (diag != NULL)
        ra_diag_write(diag, stderr);
    ra_free(ids);
    ra_data_free(data);
    ra_diag_free(diag);
    figures->resident = resident_kib();
    figures->descriptors = count_descriptors();
    return status;
}

int main(int argc, char **argv)
{
    uint64_t trials = argc > 3 ? strtoull(argv[3], NULL, 10) : 20000;
    double seconds = argc > 2 ? atof(argv[2]) : 60;
    round_figures first = {0}, second = {0}, last = {0};
    long most = 0, rounds = 0;
    bool same = true;
    time_t start = time(NULL);

    if (argc < 2) {
        fprintf(stderr, "usage: soak DATA SECONDS [TRIALS]\n");
        return 2;
    }
    ra_library_open();
    for (; rounds < 3 || difftime(time(NULL), start) < seconds; rounds++) {
        if (run_round(argv[1], trials, &last) != RA_OK)
            return 4;
        first = rounds == 0 ? last : first;
        second = rounds == 1 ? last : second;
        most = last.resident > most ? last.resident : most;
        same = same && last.sum == first.sum && last.descriptors == first.descriptors;
    }
    bool flat = most - second.resident <= SLACK_KIB;
    printf("one process: %.0f s, %ld rounds of %zu audits, %llu trials each\n",
           difftime(time(NULL), start), rounds, last.claims, (unsigned long long)trials);
    printf(
        "  resident memory: %ld KiB after the first round, %ld after the second, %ld at the end, "
        "%ld at most\n",
        first.resident, second.resident, last.resident, most);
    printf("  descriptors: %d at first, %d at the end; bytes of all rounds %s\n", first.descriptors,
           last.descriptors, same ? "the same" : "DIFFER");
    return same && flat ? 0 : 1;
}
