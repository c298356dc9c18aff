#include "tests/fuzz/fuzz.h"

#include <string.h>
#include <unistd.h>

/* Inputs for which one system of units serves. */
#define UNITS_USES 500

char *fuzz_text(const uint8_t *bytes, size_t size)
{
    char *text = malloc(size + 1);
    FUZZ_PROMISE(text != NULL);
    if (size > 0)
        memcpy(text, bytes, size);
    text[size] = '\0';
    return text;
}

const char *fuzz_file(const uint8_t *bytes, size_t size)
{
    static FILE *file;
    static char path[64];
    if (file == NULL)
        file = tmpfile();
    FUZZ_PROMISE(file != NULL);
    int descriptor = fileno(file);
    FUZZ_PROMISE(ftruncate(descriptor, 0) == 0);
    FUZZ_PROMISE(pwrite(descriptor, bytes, size, 0) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    return path;
}

static ra_data *data;

static void close_data(void)
{
    ra_data_free(data);
}

ra_data *fuzz_data(void)
{
    if (data == NULL) {
        ra_diag *diag = ra_diag_new();
        FUZZ_PROMISE(ra_data_open(&data, REAUDIT_SOURCE_DATA, diag) == RA_OK);
        ra_diag_free(diag);
        atexit(close_data);
    }
    return data;
}

static ra_units *units;

static void close_units(void)
{
    ra_units_free(units);
}

ra_units *fuzz_units(void)
{
    static unsigned uses;
    static int registered;
    if (uses++ % UNITS_USES == 0) {
        ra_diag *diag = ra_diag_new();
        ra_units_free(units);
        units = NULL;
        FUZZ_PROMISE(ra_units_load(&units, REAUDIT_SOURCE_DATA "/datasets/units.xml", diag) ==
                     RA_OK);
        ra_diag_free(diag);
        if (!registered)
            registered = atexit(close_units) == 0;
    }
    return units;
}

/* No control character of a stranger reaches the terminal. */
static void check_line(const char *text)
{
    for (const char *p = text; p != NULL && *p != '\0'; p++)
        FUZZ_PROMISE((unsigned char)*p >= 32 && *p != 127);
}

void fuzz_end(ra_diag *diag, ra_status status)
{
    if (status == RA_INVALID || status == RA_USAGE)
        FUZZ_PROMISE(ra_diag_count(diag, RA_ERROR) > 0);
    if (status == RA_OK)
        FUZZ_PROMISE(ra_diag_count(diag, RA_ERROR) == 0);
    for (size_t i = 0; i < ra_diag_kept(diag); i++) {
        const ra_message *message = ra_diag_message(diag, i);
        check_line(message->text);
        check_line(message->pointer);
        check_line(message->excerpt);
    }
    ra_diag_free(diag);
}
