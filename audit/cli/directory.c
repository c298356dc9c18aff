/* A directory of reports. */
#include "audit/cli/directory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "audit/cli/progress.h"
#include "audit/cli/signals.h"
#include "models/alloc.h"
#include "reports/page.h"
#include "reports/writings.h"

/* The workbook that lists the others, without its extension. */
#define CORPUS "corpus"

/* What is being written. */
typedef struct {
    const ra_target *target;
    const ra_result *const *results;
    size_t count;
    const ra_target_look *look;
    ra_text *names;  /* of the files, one per claim */
    ra_text *places; /* of these, and of the list behind them */
    bool corpus;    /* the list of them is wanted */
} directory;

static ra_status find_names(directory *folder)
{
    folder->names = ra_calloc(folder->count, sizeof *folder->names);
    if (folder->names == NULL)
        return RA_NOMEM;
    for (size_t i = 0; i < folder->count; i++) {
        ra_claim_stem(folder->results[i]->claim, &folder->names[i]);
        ra_text_append(&folder->names[i], folder->target->format->extension);
        if (folder->names[i].failed)
            return RA_NOMEM;
    }
    return RA_OK;
}

static void free_names(directory *folder)
{
    for (size_t i = 0; folder->names != NULL && i < folder->count; i++)
        ra_text_free(&folder->names[i]);
    for (size_t i = 0; folder->places != NULL && i <= folder->count; i++)
        ra_text_free(&folder->places[i]);
    ra_free(folder->names);
    ra_free(folder->places);
}

/* Two claims of one id would be one file. */
static ra_status refuse_same_names(const directory *folder, ra_diag *diag)
{
    for (size_t i = 0; i < folder->count; i++) {
        const char *name = folder->names[i].data;
        if (folder->corpus && strcmp(name, CORPUS ".xlsx") == 0) {
            ra_diag_report(diag, RA_ERROR, NULL,
                           "the claim '%s' would have the file of the list of claims",
                           folder->results[i]->claim->id);
            return RA_USAGE;
        }
        for (size_t other = 0; other < i; other++) {
            if (strcmp(name, folder->names[other].data) == 0) {
                ra_diag_report(diag, RA_ERROR, NULL,
                               "two claims have the id '%s'; their files would be one",
                               folder->results[i]->claim->id);
                return RA_USAGE;
            }
        }
    }
    return RA_OK;
}

static ra_status make_directory(const char *path, ra_diag *diag)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return RA_OK;
    ra_diag_report(diag, RA_ERROR, NULL, "cannot make the directory '%s': %s", path,
                   strerror(errno));
    return RA_IO;
}

static ra_status find_places(directory *folder)
{
    const char *path = folder->target->path;

    folder->places = ra_calloc(folder->count + 1, sizeof *folder->places);
    if (folder->places == NULL)
        return RA_NOMEM;
    for (size_t i = 0; i <= folder->count; i++) {
        const char *name = i < folder->count ? folder->names[i].data : CORPUS ".xlsx";
        ra_text_format(&folder->places[i], "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/",
                       name);
        if (folder->places[i].failed)
            return RA_NOMEM;
    }
    return RA_OK;
}

static ra_status write_claims(const directory *folder, ra_writings *files, ra_diag *diag)
{
    const ra_report_options *options = &folder->look->file;
    ra_progress progress =
        ra_progress_new(folder->look->interactive, folder->look->terminal.utf8, folder->count);
    ra_status status = RA_OK;

    for (size_t i = 0; i < folder->count && status == RA_OK && !ra_signals_caught(); i++) {
        progress.index = i;
        progress.name = folder->names[i].data;
        ra_progress_update(&progress, 0);
        status = ra_writings_add(files, folder->target->format, &folder->results[i], 1,
                                 folder->places[i].data, options, NULL, diag);
    }
    ra_progress_clear(&progress);
    return status;
}

/* Writes the claims and, beside the last of them, the list. */
static ra_status write_all(const directory *folder, ra_diag *diag)
{
    ra_report_options options = folder->look->file;
    const char **files = ra_calloc(folder->count + 1, sizeof *files);
    ra_writings all = {0};
    ra_status status =
        files != NULL ? ra_writings_open(&all, folder->look->threads, ra_signals_caught) : RA_NOMEM;

    for (size_t i = 0; status == RA_OK && i < folder->count; i++)
        files[i] = folder->names[i].data;
    options.files = files;
    if (status == RA_OK)
        status = write_claims(folder, &all, diag);
    if (status == RA_OK && folder->corpus && !ra_signals_caught())
        status = ra_writings_add(&all, folder->target->format, folder->results, folder->count,
                                 folder->places[folder->count].data, &options, NULL, diag);
    if (status == RA_OK)
        status = ra_writings_finish(&all, diag);
    ra_writings_free(&all);
    ra_free(files);
    return status;
}

/* Made before the files, so that none is left where that fails. */
static void emit_written(ra_text *line, const directory *folder)
{
    size_t files = folder->count + (folder->corpus ? 1 : 0);
    ra_text path = {0};

    ra_page_clean(&path, folder->target->path, folder->look->terminal.utf8);
    line->failed = path.failed;
    if (!path.failed && files == 1)
        ra_text_format(line, "wrote %s%s%s\n", path.data,
                       path.data[path.length - 1] == '/' ? "" : "/", folder->names[0].data);
    else if (!path.failed)
        ra_text_format(line, "wrote %zu files into %s%s\n", files, path.data,
                       folder->corpus ? "; corpus.xlsx lists them" : "");
    ra_text_free(&path);
}

ra_status ra_directory_write(const ra_target *target, const ra_result *const *results, size_t count,
                             const ra_target_look *look, ra_diag *diag)
{
    directory folder = {.target = target, .results = results, .count = count, .look = look};
    ra_status status = find_names(&folder);
    ra_text line = {0};

    if (status == RA_OK)
        status = find_places(&folder);
    folder.corpus = count > 1 && strcmp(target->format->name, "xlsx") == 0;
    if (status == RA_OK)
        status = refuse_same_names(&folder, diag);
    if (status == RA_OK) {
        emit_written(&line, &folder);
        status = line.failed ? RA_NOMEM : make_directory(target->path, diag);
    }
    if (status == RA_OK)
        status = write_all(&folder, diag);
    if (status == RA_OK && !ra_signals_caught() && look->report != NULL)
        fputs(line.data, look->report);
    ra_text_free(&line);
    free_names(&folder);
    return status;
}
