/* The same work in every region as comma-separated values, and the choice of a writer. */
#include <string.h>

#include "reports/csv.h"
#include "reports/report_regions.h"

static const char *const columns[] = {"rank",       "provider",  "region",  "place",     "median",
                                      "low",        "high",      "point",   "unit",      "factor",
                                      "like_first", "like_last", "grid",    "grid_year", "grid_row",
                                      "grid_from",  "pue",       "pue_row", "pue_from",  "basis"};

static void write_region(ra_csv *csv, const ra_regions *r, size_t rank)
{
    const ra_region *item = &r->items[rank];

    ra_csv_number(csv, (double)rank + 1);
    ra_csv_text(csv, item->region->provider);
    ra_csv_text(csv, item->region->id);
    ra_csv_text(csv, item->region->place);
    ra_csv_number(csv, item->median);
    ra_csv_number(csv, item->low);
    ra_csv_number(csv, item->high);
    ra_csv_number(csv, item->point);
    ra_csv_text(csv, ra_unit_text(r->claim->unit));
    ra_csv_number(csv, item->factor);
    ra_csv_number(csv, (double)item->first + 1);
    ra_csv_number(csv, (double)item->last + 1);
    ra_csv_number(csv, item->grid_value);
    ra_csv_number(csv, item->grid->year);
    ra_csv_text(csv, item->grid->path);
    ra_csv_text(csv, ra_region_from_name(item->grid_from));
    ra_csv_number(csv, item->pue_value);
    ra_csv_text(csv, item->pue != NULL ? item->pue->path : NULL);
    ra_csv_text(csv, ra_region_from_name(item->pue_from));
    ra_csv_text(csv, ra_grid_basis_name(r->basis));
    ra_csv_line(csv);
}

ra_status ra_regions_csv(const ra_regions *regions, FILE *out)
{
    ra_csv csv = {0};

    ra_csv_header(&csv, columns, sizeof columns / sizeof columns[0]);
    for (size_t i = 0; i < regions->count; i++)
        write_region(&csv, regions, i);
    return ra_text_finish(&csv.text, out);
}

/* ra_report_write puts a whole file in its place or none. What it hands on is a list of pointers to
 * results; here there is one, and it points to the regions. */
static const ra_regions *behind(const ra_result *const *results)
{
    return (const ra_regions *)(const void *)results[0];
}

static ra_status text_stream(const ra_result *const *results, size_t count, FILE *out,
                             const ra_report_options *options, ra_diag *diag)
{
    (void)count;
    (void)diag;
    return ra_regions_text(behind(results), out, options);
}

static ra_status csv_stream(const ra_result *const *results, size_t count, FILE *out,
                            const ra_report_options *options, ra_diag *diag)
{
    (void)count;
    (void)options;
    (void)diag;
    return ra_regions_csv(behind(results), out);
}

static ra_status json_stream(const ra_result *const *results, size_t count, FILE *out,
                             const ra_report_options *options, ra_diag *diag)
{
    (void)count;
    (void)options;
    (void)diag;
    return ra_regions_json(behind(results), out);
}

static ra_status workbook_file(const ra_result *const *results, size_t count, const char *path,
                               const ra_report_options *options, ra_diag *diag)
{
    (void)count;
    (void)options;
    return ra_regions_workbook(behind(results), path, diag);
}

ra_status ra_regions_write(const ra_regions *regions, const char *format, const char *path,
                           const ra_report_options *options, ra_diag *diag)
{
    static const ra_format formats[] = {
        {.name = "text", .extension = ".txt", .stream = text_stream},
        {.name = "csv", .extension = ".csv", .stream = csv_stream},
        {.name = "json", .extension = ".json", .stream = json_stream},
        {.name = "xlsx", .extension = ".xlsx", .file = workbook_file},
    };
    const ra_result *const results[] = {(const ra_result *)(const void *)regions};

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(formats[i].name, format) == 0)
            return ra_report_write(&formats[i], results, 1, path, options, diag);
    return RA_USAGE;
}
