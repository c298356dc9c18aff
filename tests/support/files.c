#include "tests/support/files.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *join(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    ck_assert_ptr_nonnull(path);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

char *make_folder(void)
{
    const char *root = getenv("TMPDIR");
    char *path = join(root && *root ? root : "/tmp", "reaudit-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(path));
    return path;
}

static void remove_all(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0)
        return;
    DIR *folder = S_ISDIR(info.st_mode) ? opendir(path) : NULL;
    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        char *inner = join(path, entry->d_name);
        remove_all(inner);
        free(inner);
    }
    if (folder)
        closedir(folder);
    remove(path);
}

void free_folder(char *folder)
{
    remove_all(folder);
    free(folder);
}

char *put_file(const char *folder, const char *name, const char *bytes, size_t length)
{
    char *path = join(folder, name);
    for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    FILE *file = fopen(path, "wb");
    ck_assert_msg(file != NULL, "cannot write %s", path);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

char *put_text(const char *folder, const char *name, const char *text)
{
    return put_file(folder, name, text, strlen(text));
}

char *get_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "cannot read %s", path);
    size_t used = 0, room = 4096;
    char *bytes = malloc(room + 1);
    for (size_t got = 1; bytes && got > 0; used += got) {
        if (used == room)
            bytes = realloc(bytes, (room *= 2) + 1);
        got = bytes ? fread(bytes + used, 1, room - used, file) : 0;
    }
    ck_assert_ptr_nonnull(bytes);
    fclose(file);
    bytes[used] = '\0';
    if (length)
        *length = used;
    return bytes;
}

int count_files(const char *folder)
{
    DIR *directory = opendir(folder);
    int count = -2; /* "." and ".." */

    ck_assert_ptr_nonnull(directory);
    while (readdir(directory) != NULL)
        count++;
    closedir(directory);
    return count;
}

char *written_messages(const ra_diag *diag)
{
    char *text = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    ck_assert_ptr_nonnull(file);
    ra_diag_write(diag, file);
    fclose(file);
    return text;
}

char *first_message(const ra_diag *diag)
{
    char *text = written_messages(diag);
    text[strcspn(text, "\n")] = '\0';
    return text;
}
