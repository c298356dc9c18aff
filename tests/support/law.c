#include "tests/support/law.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/files.h"

test_law read_law(const char *json, double value, double low, double high)
{
    test_law law = {ra_arena_new(1 << 24), ra_diag_new(), NULL};
    ra_json *document = NULL;
    ra_dist_figure figure = {.value = value, .low = low, .high = high, .unit = "W"};
    ck_assert_ptr_nonnull(law.arena);
    ck_assert_ptr_nonnull(law.diag);
    ck_assert_msg(ra_json_parse(&document, "law.json", json, strlen(json), law.diag) == RA_OK,
                  "not JSON: %s", json);
    law.dist = ra_dist_parse(ra_json_root(document), &figure, law.arena, law.diag);
    ra_json_free(document);
    return law;
}

test_law good_law(const char *json)
{
    test_law law = read_law(json, 2, 1.5, 2.5);
    if (!law.dist || ra_diag_count(law.diag, RA_WARNING)) {
        char *message = first_message(law.diag);
        ck_abort_msg("%s: %s", json, message);
    }
    return law;
}

void free_law(test_law *law)
{
    ra_arena_free(law->arena);
    ra_diag_free(law->diag);
}

void quote_json(const char *text, char *out, size_t size)
{
    ck_assert_uint_lt(strlen(text), size);
    for (; *text; text++, out++)
        *out = *text == '\'' ? '"' : *text;
    *out = '\0';
}
