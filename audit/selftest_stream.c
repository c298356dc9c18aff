/* Reference cases about random numbers: known answers, seeds. */
#include <math.h>
#include <string.h>

#include "audit/selftest_kind.h"
#include "audit/stream.h"
#include "models/text.h"

/* --- Philox4x32-10: counter and key in hexadecimal words, as its vectors are printed --- */

/* Reads `count` words of eight hexadecimal digits with spaces between them. */
static bool read_words(const char *text, uint32_t *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        words[i] = 0;
        for (int digit = 0; digit < 8; digit++, text++) {
            static const char digits[] = "0123456789abcdef";
            const char *place = *text != '\0' ? strchr(digits, *text) : NULL;
            if (place == NULL) {
                return false;
            }
            words[i] = words[i] << 4 | (uint32_t)(place - digits);
        }
        if (*text != (i + 1 < count ? ' ' : '\0')) {
            return false;
        }
        text += i + 1 < count;
    }
    return true;
}

/* The text of a number's row of a list of texts; NULL with a message. */
static const ra_value *find_text(const ra_case_run *run, const ra_case_number *number,
                                 const char *key)
{
    const ra_value *array = NULL, *v;
    size_t row;

    if (!ra_value_get_array(run->which->at, key, true, &array, run->diag) ||
        !ra_case_row(run, number, ra_value_count(array), &row)) {
        return NULL;
    }
    for (v = ra_value_first(array); row > 0; row--) {
        v = ra_value_next(v);
    }
    if (ra_value_kind(v) != RA_STRING) {
        ra_value_report(v, run->diag, RA_ERROR, "'%s' must be a list of texts", key);
        return NULL;
    }
    return v;
}

static bool get_words(const ra_case_run *run, const ra_case_number *number, const char *key,
                      uint32_t *words, size_t count)
{
    const ra_value *text = find_text(run, number, key);

    if (text == NULL) {
        return false;
    }
    if (!read_words(ra_value_string(text), words, count)) {
        ra_value_report(text, run->diag, RA_ERROR, "must be %zu words of eight hexadecimal digits",
                        count);
        return false;
    }
    return true;
}

static ra_status open_nothing(ra_case_run *run)
{
    (void)run;
    return RA_OK;
}

static ra_status eval_philox(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    static const char *const known[] = {"output", NULL};
    uint32_t counter[4], key[2], out[4];
    char text[40];

    if (!get_words(run, number, "counters", counter, 4) ||
        !get_words(run, number, "keys", key, 2)) {
        return RA_INVALID;
    }
    if (strcmp(number->quantity, "output") != 0) {
        return ra_case_unknown(run, number, known);
    }
    ra_philox(counter, key, out);
    int length = snprintf(text, sizeof text, "%08x %08x %08x %08x", (unsigned)out[0],
                          (unsigned)out[1], (unsigned)out[2], (unsigned)out[3]);
    found->text = ra_arena_text(run->arena, text, (size_t)length);
    return found->text != NULL ? RA_OK : RA_NOMEM;
}

static const char *const philox_keys[] = {"counters", "keys", NULL};

const ra_case_kind ra_kind_philox = {.name = "philox",
                                     .keys = philox_keys,
                                     .open = open_nothing,
                                     .eval = eval_philox,
                                     .close = ra_case_close};

/* --- Seeds: numbers that the streams of two seeds have in common --- */

#define MOST_SEED 9007199254740992.0 /* the largest whole number up to which a file can say each */

static bool is_seed(double x)
{
    return x >= 0 && x <= MOST_SEED && x == floor(x);
}

static ra_status eval_seeds(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    static const char *const known[] = {"equal", NULL};
    double *pairs, u[RA_BLOCK], v[RA_BLOCK];
    size_t rows, columns, row, equal = 0;
    ra_status status = ra_case_matrix(run, "pairs", &pairs, &rows, &columns);

    if (status != RA_OK) {
        return status;
    }
    if (strcmp(number->quantity, "equal") != 0) {
        return ra_case_unknown(run, number, known);
    }
    if (!ra_case_row(run, number, rows, &row)) {
        return RA_INVALID;
    }
    const double *pair = pairs + columns * row;
    if (columns != 2 || !is_seed(pair[0]) || !is_seed(pair[1])) {
        ra_value_report(ra_value_find(run->which->at, "pairs"), run->diag, RA_ERROR,
                        "'pairs' must be rows of two whole numbers from 0 to 2^53");
        return RA_INVALID;
    }
    ra_stream_fill((uint64_t)pair[0], ra_stream_key(run->which->id), 0, u);
    ra_stream_fill((uint64_t)pair[1], ra_stream_key(run->which->id), 0, v);
    for (size_t i = 0; i < RA_BLOCK; i++) {
        equal += u[i] == v[i];
    }
    found->number = (double)equal;
    return RA_OK;
}

static const char *const seeds_keys[] = {"pairs", NULL};

const ra_case_kind ra_kind_seeds = {.name = "seeds",
                                    .keys = seeds_keys,
                                    .open = open_nothing,
                                    .eval = eval_seeds,
                                    .close = ra_case_close};
