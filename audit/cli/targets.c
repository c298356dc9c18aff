/* Where the reports of a run go. */
#include "audit/cli/targets.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/cli/directory.h"
#include "audit/cli/signals.h"
#include "models/alloc.h"
#include "reports/page.h"
#include "reports/writings.h"

/* Format of the files in a directory where none is named. */
#define DIRECTORY_FORMAT "xlsx"

static bool is_directory(const char *path)
{
    struct stat info;

    return path[strlen(path) - 1] == '/' || (stat(path, &info) == 0 && S_ISDIR(info.st_mode));
}

static void append_extensions(ra_text *out)
{
    size_t i;

    for (i = 0; ra_format_at(i) != NULL; i++)
        ra_text_format(out, "%s%s", i > 0 ? ", " : "", ra_format_at(i)->extension);
}

static ra_status no_format(const char *path, ra_diag *diag)
{
    ra_text known = {0};

    append_extensions(&known);
    ra_diag_report(diag, RA_ERROR, NULL,
                   "output '%s': which format? Known extensions: %s; or give --format", path,
                   known.failed ? "" : known.data);
    ra_text_free(&known);
    return RA_USAGE;
}

static ra_status find_standard(ra_target *target, const ra_options *options, ra_diag *diag)
{
    target->kind = RA_TARGET_STDOUT;
    target->format = options->format != NULL ? ra_format_find(options->format) : NULL;
    if (target->format == NULL) {
        ra_diag_report(diag, RA_ERROR, NULL, "output '-': which format? Give --format");
        return RA_USAGE;
    }
    if (target->format->stream == NULL) {
        ra_diag_report(diag, RA_ERROR, NULL, "format '%s' cannot be written to standard output",
                       target->format->name);
        return RA_USAGE;
    }
    if (!ra_format_readable(target->format) && isatty(STDOUT_FILENO)) {
        ra_diag_report(diag, RA_ERROR, NULL,
                       "format '%s' is no text for a terminal; write it to a file: --output chart%s",
                       target->format->name, target->format->extension);
        return RA_USAGE;
    }
    return RA_OK;
}

/* That there is a format of a name was checked with the command. */
static ra_status find_directory(ra_target *target, const ra_options *options)
{
    target->kind = RA_TARGET_DIRECTORY;
    target->format = ra_format_find(options->format != NULL ? options->format : DIRECTORY_FORMAT);
    return RA_OK;
}

static ra_status find_file(ra_target *target, const ra_options *options, ra_diag *diag)
{
    target->kind = RA_TARGET_FILE;
    target->format = ra_format_for_path(target->path);
    if (target->format == NULL && options->format != NULL)
        target->format = ra_format_find(options->format);
    if (target->format == NULL)
        return no_format(target->path, diag);
    return RA_OK;
}

static ra_status find_target(ra_target *target, const ra_options *options, ra_diag *diag)
{
    if (strcmp(target->path, "-") == 0)
        return find_standard(target, options, diag);
    if (is_directory(target->path))
        return find_directory(target, options);
    return find_file(target, options, diag);
}

/* Which chart a picture shows: the one that was asked for, or else that of the file's name. */
static void find_chart(ra_target *target, const ra_options *options)
{
    if (!ra_format_draws(target->format))
        return;
    target->chart = options->chart;
    if (target->chart == RA_CHART_ANY && target->kind == RA_TARGET_FILE)
        target->chart = ra_chart_of_path(target->path);
}

/* Options of pictures mean nothing where there are none. */
static ra_status refuse_without_picture(const ra_targets *targets, const ra_options *options,
                                        ra_diag *diag)
{
    static const char *const names[] = {"chart", "size"};

    for (size_t i = 0; i < targets->count; i++)
        if (ra_format_draws(targets->items[i].format))
            return RA_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (ra_option_given(options, names[i])) {
            ra_diag_report(diag, RA_ERROR, NULL,
                           "--%s needs a picture, as --output %s.svg (or .png, .pdf)", names[i],
                           options->chart != RA_CHART_ANY ? ra_chart_name(options->chart)
                                                          : "ladder");
            return RA_USAGE;
        }
    }
    return RA_OK;
}

static ra_status refuse_repeated(const ra_targets *targets, size_t i, ra_diag *diag)
{
    size_t other;

    for (other = 0; other < i; other++) {
        if (strcmp(targets->items[other].path, targets->items[i].path) == 0) {
            ra_diag_report(diag, RA_ERROR, NULL, "output '%s' is given twice",
                           targets->items[i].path);
            return RA_USAGE;
        }
    }
    return RA_OK;
}

ra_status ra_targets_find(ra_targets *targets, const ra_options *options, ra_diag *diag)
{
    ra_status result = RA_OK;
    size_t i;

    *targets = (ra_targets){0};
    targets->items = ra_calloc(options->outputs.count + 1, sizeof *targets->items);
    if (targets->items == NULL)
        return RA_NOMEM;
    targets->count = options->outputs.count;
    /* --format alone asks for that format on standard output. */
    if (targets->count == 0 && options->format != NULL)
        targets->items[targets->count++].path = "-";
    else
        for (i = 0; i < targets->count; i++)
            targets->items[i].path = options->outputs.items[i];
    for (i = 0; i < targets->count; i++) {
        ra_status status = find_target(&targets->items[i], options, diag);
        if (status == RA_OK)
            find_chart(&targets->items[i], options);
        if (status == RA_OK)
            status = ra_format_ready(targets->items[i].format, diag);
        if (status == RA_OK)
            status = refuse_repeated(targets, i, diag);
        targets->standard = targets->standard || targets->items[i].kind == RA_TARGET_STDOUT;
        result = result != RA_OK ? result : status;
    }
    return result == RA_OK ? refuse_without_picture(targets, options, diag) : result;
}

ra_status ra_targets_fit(const ra_targets *targets, size_t claims, ra_diag *diag)
{
    for (size_t i = 0; claims > 1 && i < targets->count; i++) {
        const ra_target *target = &targets->items[i];
        if (target->kind == RA_TARGET_DIRECTORY || target->chart == RA_CHART_ANY ||
            target->chart == RA_CHART_CORPUS)
            continue;
        ra_diag_report(
            diag, RA_ERROR, NULL,
            "output '%s': the chart '%s' shows one claim; several go into a directory, as "
            "charts/, or into the chart 'corpus'",
            target->path, ra_chart_name(target->chart));
        return RA_USAGE;
    }
    return RA_OK;
}

/* Files carry the time that SOURCE_DATE_EPOCH gives [reproducible-builds.org], or a fixed one. */
int64_t ra_targets_created(void)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds;

    return text != NULL && ra_option_whole(text, 1, INT64_MAX, &seconds) ? (int64_t)seconds : 0;
}

void ra_targets_free(ra_targets *targets)
{
    ra_free(targets->items);
    *targets = (ra_targets){0};
}

/* Whether a directory of reports is that of the input, and the reports are named like it. */
static bool overwrites_beside(const ra_target *target, const char *input)
{
    const char *slash = strrchr(input, '/'), *dot = strrchr(input, '.');
    struct stat folder, out;
    ra_text parent = {0};
    bool same;

    if (target->kind != RA_TARGET_DIRECTORY || dot == NULL ||
        strcmp(dot, target->format->extension) != 0)
        return false;
    if (slash == NULL)
        ra_text_append(&parent, ".");
    else
        ra_text_append_bytes(&parent, input, (size_t)(slash - input) + 1);
    same = !parent.failed && stat(parent.data, &folder) == 0 && stat(target->path, &out) == 0 &&
           folder.st_dev == out.st_dev && folder.st_ino == out.st_ino;
    ra_text_free(&parent);
    return same;
}

unsigned ra_targets_extras(const ra_targets *targets)
{
    unsigned parts = 0;

    for (size_t i = 0; i < targets->count; i++)
        parts |= targets->items[i].format->parts;
    return parts;
}

ra_status ra_targets_complete(const ra_targets *targets, unsigned without, ra_diag *diag)
{
    for (size_t i = 0; without != 0 && i < targets->count; i++) {
        const ra_format *format = targets->items[i].format;
        if (format->whole) {
            ra_diag_report(
                diag, RA_ERROR, NULL,
                "--without: %s shows every part of the audit; text, json, csv, markdown and latex "
                "can do without some",
                format->name);
            return RA_USAGE;
        }
    }
    return RA_OK;
}

ra_status ra_targets_spare(const ra_targets *targets, const char *input, ra_diag *diag)
{
    struct stat in, out;
    size_t i;

    if (stat(input, &in) != 0)
        return RA_OK;
    for (i = 0; i < targets->count; i++) {
        if (overwrites_beside(&targets->items[i], input)) {
            ra_diag_report(diag, RA_ERROR, NULL,
                           "output '%s' is the directory of the claim, which a report of its name "
                           "would overwrite; choose another",
                           targets->items[i].path);
            return RA_USAGE;
        }
        if (targets->items[i].kind == RA_TARGET_FILE && stat(targets->items[i].path, &out) == 0 &&
            in.st_dev == out.st_dev && in.st_ino == out.st_ino) {
            ra_diag_report(diag, RA_ERROR, NULL,
                           "output '%s' is the claim itself and would be overwritten",
                           targets->items[i].path);
            return RA_USAGE;
        }
    }
    return RA_OK;
}

/* A target that is being written: what its report borrows, and what is said of it. */
typedef struct {
    ra_target_look look;
    ra_text line;
} begun;

static void say_written(void *item)
{
    const begun *file = item;

    if (file->look.report != NULL)
        fprintf(file->look.report, "wrote %s\n", file->line.data);
}

static ra_status write_standard(const ra_target *target, const ra_result *const *results,
                                size_t count, const ra_target_look *look, ra_diag *diag)
{
    ra_status status = target->format->stream(results, count, stdout, &look->terminal, diag);

    /* What is wrong with standard output is said when it is closed. */
    return status == RA_IO ? RA_OK : status;
}

static ra_status begin_file(const ra_target *target, const ra_result *const *results, size_t count,
                            begun *file, ra_writings *files, ra_diag *diag)
{
    /* What is said of the file is made before it, so that none is left where that fails. */
    ra_page_clean(&file->line, target->path, file->look.terminal.utf8);
    if (file->line.failed)
        return RA_NOMEM;
    return ra_writings_add(files, target->format, results, count, target->path, &file->look.file,
                           file, diag);
}

/* Files are written side by side; standard output and directories have their turn behind what was
 * named before them. */
static ra_status write_target(const ra_target *target, const ra_result *const *results,
                              size_t count, begun *item, ra_writings *files, ra_diag *diag)
{
    ra_target_look *look = &item->look;
    ra_status status;

    look->file.chart = look->terminal.chart = target->chart;
    if (target->kind == RA_TARGET_FILE)
        return begin_file(target, results, count, item, files, diag);
    status = ra_writings_finish(files, diag);
    if (status != RA_OK || ra_signals_caught())
        return status;
    return target->kind == RA_TARGET_STDOUT
               ? write_standard(target, results, count, look, diag)
               : ra_directory_write(target, results, count, look, diag);
}

ra_status ra_targets_write(const ra_targets *targets, const ra_result *const *results, size_t count,
                           const ra_target_look *look, ra_diag *diag)
{
    begun *items = ra_calloc(targets->count + 1, sizeof *items);
    ra_writings files = {0};
    ra_status status = RA_NOMEM;

    if (items != NULL)
        status = ra_writings_open(&files, look->threads, ra_signals_caught);
    files.done = say_written;
    for (size_t i = 0; i < targets->count && status == RA_OK && !ra_signals_caught(); i++) {
        items[i].look = *look;
        status = write_target(&targets->items[i], results, count, &items[i], &files, diag);
    }
    if (status == RA_OK)
        status = ra_writings_finish(&files, diag);
    ra_writings_free(&files);
    for (size_t i = 0; items != NULL && i < targets->count; i++)
        ra_text_free(&items[i].line);
    ra_free(items);
    return status != RA_OK || !ra_signals_caught() ? status : RA_INTERRUPTED;
}
