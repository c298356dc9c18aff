/* Runs every file of the folders that are named through a target, without libFuzzer. */
#include <dirent.h>
#include <string.h>
#include <time.h>

#include "tests/fuzz/fuzz.h"

#define MOST_BYTES   ((size_t)1 << 20)
#define MOST_SECONDS 1.0 /* of processor time for one input */

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void replay_file(const char *path)
{
    static uint8_t bytes[MOST_BYTES];
    FILE *file = fopen(path, "rb");
    FUZZ_PROMISE(file != NULL);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    FUZZ_PROMISE(!ferror(file) && size < sizeof bytes);
    fclose(file);
    /* A copy of its own size, so that a byte read behind the end is seen. */
    uint8_t *copy = malloc(size > 0 ? size : 1);
    FUZZ_PROMISE(copy != NULL);
    memcpy(copy, bytes, size);
    double start = seconds();
    LLVMFuzzerTestOneInput(copy, size);
    if (seconds() - start > MOST_SECONDS) {
        fprintf(stderr, "%s: took %.1f s\n", path, seconds() - start);
        exit(1);
    }
    free(copy);
}

static int replay_folder(const char *folder)
{
    int count = 0;
    DIR *entries = opendir(folder);
    FUZZ_PROMISE(entries != NULL);
    for (struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        char path[4096];
        if (entry->d_name[0] == '.')
            continue;
        int length = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        FUZZ_PROMISE(length > 0 && (size_t)length < sizeof path);
        fprintf(stderr, "%s\n", path); /* the last one named is the one that fails */
        replay_file(path);
        count++;
    }
    closedir(entries);
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; i++)
        count += replay_folder(argv[i]);
    printf("%d inputs\n", count);
    return count > 0 ? 0 : 1;
}
