#include "models/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/text.h"

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Appends the names, each with its NUL; *count is how many. */
static ra_status collect(ra_text *out, size_t *count, DIR *folder, const char *suffix,
                         bool (*keep)(const char *name, const void *context), const void *context)
{
    size_t tail = strlen(suffix);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        size_t start = out->length, length = strlen(entry->d_name);
        if (length <= tail || strcmp(entry->d_name + length - tail, suffix) != 0)
            continue;
        ra_text_append_bytes(out, entry->d_name, length - tail);
        if (out->failed)
            return RA_NOMEM;
        if (keep(out->data + start, context)) {
            ra_text_append_bytes(out, "", 1);
            ++*count;
        } else {
            out->length = start;
        }
    }
    return out->failed ? RA_NOMEM : RA_OK;
}

/* Makes the block: pointers, NULL, then the names themselves. */
static ra_status make_list(char ***names, const ra_text *joined, size_t count)
{
    char **list = ra_alloc((count + 1) * sizeof *list + joined->length);
    if (!list)
        return RA_NOMEM;
    char *name = (char *)(list + count + 1);
    if (joined->length)
        memcpy(name, joined->data, joined->length);
    for (size_t i = 0; i < count; i++) {
        list[i] = name;
        name += strlen(name) + 1;
    }
    list[count] = NULL;
    qsort(list, count, sizeof *list, compare_names);
    *names = list;
    return RA_OK;
}

ra_status ra_folder_list(char ***names, const char *path, const char *suffix,
                         bool (*keep)(const char *name, const void *context), const void *context)
{
    ra_text joined = {0};
    size_t count = 0;
    DIR *folder = opendir(path);
    if (!folder && errno != ENOENT)
        return RA_IO;
    ra_status status = RA_OK;
    if (folder) {
        status = collect(&joined, &count, folder, suffix, keep, context);
        closedir(folder);
    }
    if (status == RA_OK)
        status = make_list(names, &joined, count);
    ra_text_free(&joined);
    return status;
}
