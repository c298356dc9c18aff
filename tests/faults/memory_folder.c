#include "tests/faults/memory_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define OLD "what stood here before\n"

static const char *const files[] = {"x.txt", "x.json",     "x.csv",    "x.md",   "x.tex",
                                    "x.bib", "x.csl.json", "x.jsonld", "x.xlsx", "y.xlsx",
                                    "x.gp",  "x.svg",      "x.html"};
#define FILES (sizeof files / sizeof files[0])

static void put_old_files(void)
{
    for (size_t i = 0; i < FILES; i++) {
        FILE *file = fopen(files[i], "w");
        if (file == NULL || fputs(OLD, file) < 0 || fclose(file) != 0)
            abort();
    }
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

void folder_remove(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* Leaves the directory as it is before every run. */
void folder_tidy(void)
{
    put_old_files();
    unlink("new.json");
}

static bool is_old(const char *name)
{
    char bytes[sizeof OLD + 1] = "";
    int file = open(name, O_RDONLY);
    ssize_t count = file >= 0 ? read(file, bytes, sizeof OLD) : -1;

    if (file >= 0)
        close(file);
    return count == (ssize_t)strlen(OLD) && memcmp(bytes, OLD, strlen(OLD)) == 0;
}

/* Whether a name is one of the files that stood here before, or a directory that may be. */
static bool is_known(const char *name)
{
    bool known = name[0] == '.' && (name[1] == '\0' || strcmp(name, "..") == 0);

    for (size_t i = 0; i < FILES; i++)
        known = known || strcmp(name, files[i]) == 0;
    return known || strcmp(name, "out") == 0 || strcmp(name, "made") == 0;
}

/* A second name for a file that is being written, unless it has none, and the place up to which it
 * is. */
static void keep(folder_open *open, int descriptor, const char *name, bool named)
{
    struct stat info;
    folder_file *file = &open->files[open->count];

    if (open->count == FOLDER_FILES || fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode))
        return;
    snprintf(file->name, sizeof file->name, "%s", name);
    snprintf(file->kept, sizeof file->kept, "../kept-%ld-%d", (long)getpid(), descriptor);
    file->descriptor = descriptor;
    file->size = info.st_size;
    file->place = lseek(descriptor, 0, SEEK_CUR);
    file->named = named && info.st_nlink > 0;
    if (file->named && link(file->name, file->kept) != 0)
        abort();
    open->count++;
}

void folder_keep(folder_open *open)
{
    DIR *all = opendir("/proc/self/fd");
    struct dirent *entry;

    open->count = 0;
    while (all != NULL && (entry = readdir(all)) != NULL) {
        char path[64], name[FOLDER_NAME] = "";
        snprintf(path, sizeof path, "/proc/self/fd/%.20s", entry->d_name);
        ssize_t length = readlink(path, name, sizeof name - 1);
        char *deleted = strstr(name, " (deleted)"); /* under its first name, not its second */
        if (deleted != NULL)
            *deleted = '\0';
        bool named = strstr(name, "/.reaudit-") != NULL;
        if (length > 0 && (named || deleted != NULL))
            keep(open, atoi(entry->d_name), name, named);
    }
    closedir(all);
}

void folder_restore(const folder_open *open)
{
    for (size_t i = 0; i < open->count; i++) {
        const folder_file *file = &open->files[i];
        if (ftruncate(file->descriptor, file->size) != 0 ||
            lseek(file->descriptor, file->place, SEEK_SET) != file->place ||
            (file->named &&
             ((unlink(file->name) != 0 && errno != ENOENT) || rename(file->kept, file->name) != 0)))
            abort();
    }
}

void folder_check(bool one_output, void (*complain)(const void *, const char *, const char *),
                  const void *context)
{
    DIR *folder = opendir(".");
    struct dirent *entry;

    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (!is_known(entry->d_name))
            complain(context, "left behind: ", entry->d_name);
    closedir(folder);
    for (size_t i = 0; one_output && i < FILES; i++)
        if (!is_old(files[i]))
            complain(context, "not as it was: ", files[i]);
}
