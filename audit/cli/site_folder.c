/* The directory of a site. */
/* lstat belongs to POSIX. */
#define _POSIX_C_SOURCE 200809L

#include "audit/cli/site_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "models/alloc.h"
#include "models/file.h"

#define MOST_BYTES ((size_t)4 << 20) /* of a list */

void ra_site_folder_place(const ra_site_folder *folder, const char *name, ra_text *out)
{
    size_t length = strlen(folder->path);

    ra_text_format(out, "%s%s%s", folder->path,
                   length > 0 && folder->path[length - 1] == '/' ? "" : "/", name);
}

/* Whether a path of a list may be one of a site's files: one name, or one below a folder of a site.
 * The list may have been changed by anybody. */
static bool is_plausible(const char *path)
{
    static const char *const folders[] = {"claims/", "sources/"};

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (strncmp(path, folders[i], strlen(folders[i])) == 0) {
            path += strlen(folders[i]);
            break;
        }
    }
    return *path != '\0' && *path != '.' && strchr(path, '/') == NULL;
}

/* Takes the list apart. */
static ra_status read_list(ra_site_folder *folder)
{
    size_t lines = 1;
    char *next = NULL;

    for (const char *p = folder->list; *p != '\0'; p++)
        lines += *p == '\n';
    folder->written = ra_calloc(lines, sizeof *folder->written);
    if (folder->written == NULL)
        return RA_NOMEM;
    for (char *line = folder->list; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        if (line == folder->list)
            folder->ours = strcmp(line, RA_SITE_MARK) == 0;
        else if (folder->ours && is_plausible(line))
            folder->written[folder->count++] = line;
    }
    return RA_OK;
}

/* Returns whether a directory has a file whose name does not begin with a dot. */
static bool holds_files(const char *path)
{
    DIR *directory = opendir(path);
    const struct dirent *entry;
    bool found = false;

    while (directory != NULL && !found && (entry = readdir(directory)) != NULL)
        found = entry->d_name[0] != '.';
    if (directory != NULL)
        closedir(directory);
    return found;
}

/* Whether the directory can be made, or files in it: before anything is computed. What only fails
 * later is said then. */
static ra_status check_writable(const char *path, bool exists, ra_diag *diag)
{
    ra_text parent = {0};
    size_t length = strlen(path);
    ra_status status = RA_OK;

    while (length > 1 && path[length - 1] == '/')
        length--;
    while (!exists && length > 0 && path[length - 1] != '/')
        length--;
    ra_text_append_bytes(&parent, path, length);
    if (length == 0)
        ra_text_append(&parent, ".");
    if (parent.failed) {
        status = RA_NOMEM;
    } else if (access(parent.data, W_OK | X_OK) != 0) {
        ra_diag_report(diag, RA_ERROR, NULL, "cannot make the site '%s': %s: %s", path, parent.data,
                       strerror(errno));
        status = RA_IO;
    }
    ra_text_free(&parent);
    return status;
}

ra_status ra_site_folder_open(ra_site_folder *folder, const char *path, bool force, ra_diag *diag)
{
    ra_text place = {0};
    ra_status status = RA_OK;
    struct stat info;
    size_t length;

    *folder = (ra_site_folder){.path = path};
    if (*path == '\0') {
        ra_diag_report(diag, RA_ERROR, NULL, "site: which directory?");
        return RA_USAGE;
    }
    if (stat(path, &info) != 0)
        return check_writable(path, false, diag); /* it will be made */
    if (!S_ISDIR(info.st_mode)) {
        ra_diag_report(diag, RA_ERROR, NULL, "'%s' is a file; a site needs a directory", path);
        return RA_USAGE;
    }
    status = check_writable(path, true, diag);
    if (status != RA_OK)
        return status;
    ra_site_folder_place(folder, RA_SITE_FILES, &place);
    if (place.failed)
        status = RA_NOMEM;
    else if (lstat(place.data, &info) == 0 && S_ISREG(info.st_mode))
        status = ra_file_load(&folder->list, &length, place.data, MOST_BYTES, diag);
    if (status == RA_OK && folder->list != NULL)
        status = read_list(folder);
    ra_text_free(&place);
    if (status == RA_OK && !folder->ours && !force && holds_files(path)) {
        ra_diag_report(
            diag, RA_ERROR, NULL,
            "'%s' holds files that are no site of reaudit; name an empty or new directory, or "
            "give --force to write among them",
            path);
        return RA_USAGE;
    }
    return status;
}

void ra_site_folder_free(ra_site_folder *folder)
{
    ra_free(folder->written);
    ra_free(folder->list);
    *folder = (ra_site_folder){0};
}

static ra_status make(const ra_site_folder *folder, const char *name, ra_diag *diag)
{
    ra_text place = {0};
    ra_status status = RA_OK;

    if (name == NULL)
        ra_text_append(&place, folder->path);
    else
        ra_site_folder_place(folder, name, &place);
    if (place.failed) {
        status = RA_NOMEM;
    } else if (mkdir(place.data, 0777) != 0 && errno != EEXIST) {
        ra_diag_report(diag, RA_ERROR, NULL, "cannot make the directory '%s': %s", place.data,
                       strerror(errno));
        status = RA_IO;
    }
    ra_text_free(&place);
    return status;
}

static bool has(const ra_site *site, const char *path)
{
    for (size_t i = 0; i < ra_site_count(site); i++)
        if (strcmp(ra_site_path(site, i), path) == 0)
            return true;
    return false;
}

/* A list as a format, so that it is written as every file is. */
static ra_status write_list(const ra_result *const *results, size_t count, FILE *out,
                            const ra_report_options *options, ra_diag *diag)
{
    const ra_text *text = (const ra_text *)(const void *)results[0];

    (void)count;
    (void)options;
    (void)diag;
    return fwrite(text->data, 1, text->length, out) == text->length ? RA_OK : RA_IO;
}

/* Writes the list of the site's files, with those of `old` (NULL: none) that it has not. */
static ra_status keep_list(const ra_site_folder *folder, const ra_site *site, bool old,
                           ra_diag *diag)
{
    static const ra_format format = {.name = "list", .extension = "", .stream = write_list};
    const ra_report_options options = {0};
    ra_text list = {0}, place = {0};
    const ra_result *const lists[] = {(const ra_result *)(const void *)&list};
    ra_status status = RA_NOMEM;

    ra_text_append(&list, RA_SITE_MARK "\n");
    for (size_t i = 0; i < ra_site_count(site); i++)
        ra_text_format(&list, "%s\n", ra_site_path(site, i));
    for (size_t i = 0; old && i < folder->count; i++)
        if (!has(site, folder->written[i]))
            ra_text_format(&list, "%s\n", folder->written[i]);
    ra_site_folder_place(folder, RA_SITE_FILES, &place);
    if (!list.failed && !place.failed)
        status = ra_report_write(&format, lists, 1, place.data, &options, diag);
    ra_text_free(&list);
    ra_text_free(&place);
    return status;
}

ra_status ra_site_folder_begin(ra_site_folder *folder, const ra_site *site, ra_diag *diag)
{
    ra_status status = make(folder, NULL, diag);

    if (status == RA_OK)
        status = make(folder, "claims", diag);
    if (status == RA_OK)
        status = make(folder, "sources", diag);
    return status == RA_OK ? keep_list(folder, site, true, diag) : status;
}

ra_status ra_site_folder_end(ra_site_folder *folder, const ra_site *site, ra_diag *diag)
{
    for (size_t i = 0; i < folder->count; i++) {
        ra_text place = {0};
        struct stat info;
        if (has(site, folder->written[i]))
            continue;
        ra_site_folder_place(folder, folder->written[i], &place);
        if (place.failed) {
            ra_text_free(&place);
            return RA_NOMEM;
        }
        if (lstat(place.data, &info) == 0 && S_ISREG(info.st_mode) && unlink(place.data) != 0)
            ra_diag_report(diag, RA_WARNING, NULL,
                           "'%s' is no longer part of the site and cannot be removed: %s",
                           place.data, strerror(errno));
        ra_text_free(&place);
    }
    return keep_list(folder, site, false, diag);
}
