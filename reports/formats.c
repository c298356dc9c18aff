/* The table of report formats. Adding one: reports/report_x.c, its function in format.h, a row. */
#include <string.h>

#include "reports/format.h"

static const ra_format table[] = {
    {"text", ".txt", "what a terminal shows: the verdict and how the corrections compound",
     ra_report_text, NULL},
    {"json", ".json", "every number of the result (reports/result.schema.json)", ra_report_json,
     NULL},
    {"xlsx", ".xlsx", "a workbook with live formulas, in which every correction can be switched off", NULL,
     ra_report_workbook},
};

const ra_format *ra_format_at(size_t i)
{
    return i < sizeof table / sizeof table[0] ? &table[i] : NULL;
}

const ra_format *ra_format_find(const char *name)
{
    size_t i;

    for (i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    }
    return NULL;
}

const ra_format *ra_format_for_path(const char *path)
{
    size_t length = strlen(path);
    size_t i;

    for (i = 0; i < sizeof table / sizeof table[0]; i++) {
        size_t extension = strlen(table[i].extension);
        if (length > extension && strcmp(path + length - extension, table[i].extension) == 0)
            return &table[i];
    }
    return NULL;
}
