/* The arena: alignment, zeroes, its limit; and the codes that functions return. */
#include <check.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "models/arena.h"
#include "models/status.h"
#include "tests/support/run.h"

/* Blocks of many sizes are aligned, zeroed and apart from each other. */
START_TEST(test_blocks)
{
    ra_arena *arena = ra_arena_new((size_t)64 << 20);
    unsigned char *blocks[300];
    for (size_t i = 0; i < 300; i++) {
        size_t size = 1 + i * i;
        blocks[i] = ra_arena_alloc(arena, size, 1);
        ck_assert_ptr_nonnull(blocks[i]);
        ck_assert_uint_eq((uintptr_t)blocks[i] % alignof(max_align_t), 0);
        for (size_t b = 0; b < size; b += 97)
            ck_assert_uint_eq(blocks[i][b], 0);
        memset(blocks[i], (int)(i % 251) + 1, size);
    }
    for (size_t i = 0; i < 300; i++) {
        ck_assert_uint_eq(blocks[i][0], i % 251 + 1);
        ck_assert_uint_eq(blocks[i][i * i], i % 251 + 1);
    }
    ra_arena_free(arena);
}
END_TEST

START_TEST(test_limit)
{
    ra_arena *arena = ra_arena_new(1024);
    ck_assert_ptr_null(ra_arena_alloc(arena, 1025, 1));
    ck_assert_ptr_nonnull(ra_arena_alloc(arena, 512, 1));
    ck_assert_ptr_nonnull(ra_arena_alloc(arena, 0, 8));
    ck_assert_ptr_null(ra_arena_alloc(arena, 512, 1));
    ck_assert_ptr_nonnull(ra_arena_alloc(arena, 256, 1));
    ck_assert_ptr_null(ra_arena_alloc(arena, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(ra_arena_alloc(arena, SIZE_MAX, 1));
    ck_assert_ptr_null(ra_arena_text(arena, "", SIZE_MAX));
    ra_arena_free(arena);
    ra_arena_free(NULL);
}
END_TEST

START_TEST(test_text)
{
    ra_arena *arena = ra_arena_new(1024);
    ck_assert_str_eq(ra_arena_text(arena, "abcdef", 3), "abc");
    ck_assert_str_eq(ra_arena_text(arena, NULL, 0), "");
    ra_arena_free(arena);
}
END_TEST

START_TEST(test_status)
{
    ck_assert_int_eq(ra_status_exit(RA_OK), 0);
    ck_assert_int_eq(ra_status_exit(RA_USAGE), 2);
    ck_assert_int_eq(ra_status_exit(RA_INVALID), 3);
    ck_assert_int_eq(ra_status_exit(RA_INTERRUPTED), 4);
    ck_assert_str_eq(ra_status_text(RA_NOMEM), "out of memory");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("arena");
    TCase *tests = tcase_create("arena");
    tcase_add_test(tests, test_blocks);
    tcase_add_test(tests, test_limit);
    tcase_add_test(tests, test_text);
    tcase_add_test(tests, test_status);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
