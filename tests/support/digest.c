/* Digests of what kernels give. */
#include "tests/support/digest.h"

#include <check.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KERNELS = 64 };

static struct digest {
    const char *kernel;
    uint64_t value, numbers;
} digests[KERNELS];

static const char *path(void)
{
    return getenv("REAUDIT_DIGESTS");
}

/* The digest of a kernel, begun where it has none. */
static struct digest *digest_of(const char *kernel)
{
    size_t k = 0;

    while (digests[k].kernel != NULL && strcmp(digests[k].kernel, kernel) != 0) {
        k++;
        ck_assert(k < KERNELS);
    }
    if (digests[k].kernel == NULL) {
        digests[k] = (struct digest){kernel, UINT64_C(0xcbf29ce484222325), 0};
    }
    return &digests[k];
}

/* FNV-1a, a word at a time, with the high half folded into the low one. */
static void add_word(struct digest *digest, uint64_t word)
{
    uint64_t value = (digest->value ^ word) * UINT64_C(0x100000001b3);
    digest->value = value ^ value >> 32;
    digest->numbers++;
}

void digest_numbers(const char *kernel, const double *x, size_t n)
{
    struct digest *digest = path() ? digest_of(kernel) : NULL;

    for (size_t i = 0; digest != NULL && i < n; i++) {
        uint64_t word;
        memcpy(&word, &x[i], sizeof word);
        add_word(digest, isnan(x[i]) ? UINT64_MAX : word);
    }
}

void digest_integers(const char *kernel, const uint16_t *x, size_t n)
{
    struct digest *digest = path() ? digest_of(kernel) : NULL;

    for (size_t i = 0; digest != NULL && i < n; i++) {
        add_word(digest, x[i]);
    }
}

void digest_write(void)
{
    if (path() == NULL) {
        return;
    }
    FILE *file = fopen(path(), "w");
    ck_assert_msg(file != NULL, "%s cannot be written", path());
    for (size_t k = 0; k < KERNELS && digests[k].kernel != NULL; k++) {
        fprintf(file, "%s %" PRIu64 " %016" PRIx64 "\n", digests[k].kernel, digests[k].numbers,
                digests[k].value);
    }
    ck_assert_int_eq(fclose(file), 0);
}
