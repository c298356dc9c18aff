#include "audit/cli/check_log.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "models/measured.h"
#include "models/number.h"

/* Digits of a value, and where the columns of the report start. */
#define DIGITS     6
#define COL_VALUE  20
#define VALUE_WIDE 12
#define COL_UNIT   33
#define COL_ORIGIN 46

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);

    return length > tail && strcmp(text + length - tail, end) == 0;
}

/* Whether the first byte that says something opens an object. */
static bool starts_object(const char *path)
{
    unsigned char bytes[256];
    FILE *file = fopen(path, "rb");
    size_t count = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0, i = 0;

    if (file != NULL)
        fclose(file);
    if (count >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        i = 3;
    while (i < count && strchr(" \t\r\n", bytes[i]) != NULL && bytes[i] != '\0')
        i++;
    return i < count && bytes[i] == '{';
}

bool ra_log_told(const char *path)
{
    struct stat info;

    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode) || ends_with(path, ".json"))
        return false;
    return ends_with(path, ".jsonl") || ends_with(path, ".ndjson") || !starts_object(path);
}

static ra_style style_of(ra_origin origin)
{
    if (origin == RA_MEASURED)
        return RA_STYLE_GOOD;
    return origin == RA_DEFAULT || origin == RA_INFERRED ? RA_STYLE_CARE : RA_STYLE_PLAIN;
}

/* A quantity, and below it where in the file it stands and what must be known of it. */
static void write_item(ra_page *page, const ra_measurement *item)
{
    ra_text value = {0}, from = {0}, within = {0};
    bool number = strcmp(ra_measure_unit(item->measure), "1") == 0;

    ra_number_trim(&value, item->value, DIGITS);
    ra_text_format(&from, "%s%s%s", item->column, item->note != NULL ? ": " : "",
                   item->note != NULL ? item->note : "");
    ra_page_pad(page, 2);
    ra_page_put(page, ra_measure_name(item->measure));
    ra_page_pad(page, COL_VALUE);
    ra_page_right(page, VALUE_WIDE, value.failed ? "" : value.data);
    ra_page_pad(page, COL_UNIT);
    ra_page_put(page, number ? "" : ra_measure_unit(item->measure));
    ra_page_pad(page, COL_ORIGIN);
    ra_page_style(page, style_of(item->origin));
    ra_page_put(page, ra_origin_name(item->origin));
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_sensor_emit(item->sensor, item->half_width, &within);
    ra_page_put(page, within.failed || within.data == NULL ? "" : within.data);
    ra_text_free(&within);
    ra_page_line(page);
    ra_page_style(page, RA_STYLE_QUIET);
    ra_page_pad(page, 4);
    ra_page_wrap(page, 4, from.failed ? "" : from.data);
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_page_line(page);
    ra_text_free(&value);
    ra_text_free(&from);
}

static ra_status write_log(const ra_measured *log, const ra_report_options *look, size_t warnings)
{
    ra_page page = ra_page_new(look);
    ra_text head = {0};

    ra_text_format(&head, "%s: %s", log->file, log->format->name);
    if (strcmp(log->maker, log->format->name) != 0)
        ra_text_format(&head, ", written by %s", log->maker);
    ra_text_format(&head, "; %llu row%s", (unsigned long long)log->rows, log->rows == 1 ? "" : "s");
    if (log->refused > 0)
        ra_text_format(&head, ", %llu refused", (unsigned long long)log->refused);
    ra_page_wrap(&page, 2, head.failed ? log->file : head.data);
    ra_text_free(&head);
    ra_page_line(&page);
    for (size_t i = 0; i < log->count; i++)
        write_item(&page, &log->items[i]);
    ra_page_pad(&page, 2);
    ra_page_style(&page, warnings == 0 ? RA_STYLE_GOOD : RA_STYLE_BAD);
    if (warnings == 0)
        ra_page_put(&page, "nothing in it contradicts itself");
    else
        ra_page_format(&page, "%zu thing%s not fit, see the messages", warnings,
                       warnings == 1 ? " does" : "s do");
    ra_page_style(&page, RA_STYLE_PLAIN);
    ra_page_line(&page);
    return ra_page_finish(&page, stdout);
}

ra_status ra_log_check(const char *path, const ra_report_options *look, bool quiet, bool *fits,
                       ra_diag *diag)
{
    ra_measured *log = NULL;
    ra_status status = ra_measured_load(&log, path, diag);
    size_t warnings = ra_diag_count(diag, RA_WARNING);

    *fits = warnings == 0;
    if (status == RA_OK && !quiet)
        status = write_log(log, look, warnings);
    ra_measured_free(log);
    return status;
}
