/* Memory: malloc, calloc, realloc and strdup, of which those that chosen libraries make can fail.
 */
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/faults/interpose.h"

/* glibc's own, under the names that stay when the others are replaced. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);

#define MOST_RANGES 32

static struct {
    uintptr_t from, until;
} ranges[MOST_RANGES];
static size_t range_count;

static bool is_chosen(const char *file)
{
    const char *chosen = getenv("FAULT_IN");

    while (chosen != NULL && *chosen != '\0') {
        char name[60];
        size_t length = strcspn(chosen, ",");
        if (length < sizeof name) {
            memcpy(name, chosen, length);
            name[length] = '\0';
            if (strstr(file, name) != NULL)
                return true;
        }
        chosen += length + (chosen[length] == ',');
    }
    return false;
}

static int note_library(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    (void)context;
    if (!is_chosen(*info->dlpi_name ? info->dlpi_name : "program"))
        return 0;
    for (int i = 0; i < info->dlpi_phnum && range_count < MOST_RANGES; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || (part->p_flags & PF_X) == 0)
            continue;
        ranges[range_count].from = info->dlpi_addr + part->p_vaddr;
        ranges[range_count++].until = info->dlpi_addr + part->p_vaddr + part->p_memsz;
    }
    return 0;
}

/* A library may be opened later: there is none of it so far. */
void fault_find_libraries(void)
{
    range_count = 0;
    dl_iterate_phdr(note_library, NULL);
}

void *dlopen(const char *name, int flags)
{
    void *found = dlsym(RTLD_NEXT, "dlopen");
    void *(*own)(const char *, int);

    memcpy(&own, &found, sizeof own);
    void *library = own(name, flags);
    fault_find_libraries();
    return library;
}

static bool fails(const void *caller)
{
    uintptr_t at = (uintptr_t)caller;

    for (size_t i = 0; i < range_count; i++)
        if (at >= ranges[i].from && at < ranges[i].until && fault_hits()) {
            errno = ENOMEM;
            return true;
        }
    return false;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(memory, size);
}

char *strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);

    return copy != NULL ? memcpy(copy, text, size) : NULL;
}
