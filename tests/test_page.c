/* Pages of text: what a terminal may be shown, wrapping, tables, colour. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/page.h"
#include "tests/support/run.h"

#define ROWS(table) (int)(sizeof table / sizeof *table)

static const struct {
    const char *text, *utf8, *ascii;
} cleaned[] = {
    {"plain", "plain", "plain"},
    {"", "", ""},
    {"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m", "\\x1b[31mred\\x1b[0m"},
    {"bell\a del\x7f", "bell\\x07 del\\x7f", "bell\\x07 del\\x7f"},
    {"two\nlines\tapart", "two lines apart", "two lines apart"},
    {"\rback", "\\x0dback", "\\x0dback"},
    {"C1: \xc2\x9b"
     "31m",
     "C1: \\u{009b}31m", "C1: \\u{009b}31m"},
    {"turned \u202earound", "turned \\u{202e}around", "turned \\u{202e}around"},
    {"zero\u200bwidth", "zero\\u{200b}width", "zero\\u{200b}width"},
    {"no UTF-8: \xff\xc3", "no UTF-8: \\xff\\xc3", "no UTF-8: \\xff\\xc3"},
    {"H\u00f6lzle", "H\u00f6lzle", "Hoelzle"},
    {"caf\u00e9", "caf\u00e9", "cafe"},
    {"\u201cfive\u201d \u2013 5 \u00d7 2 \u2192 10", "\u201cfive\u201d \u2013 5 \u00d7 2 \u2192 10",
     "\"five\" - 5 x 2 -> 10"},
    {"\u4e2d", "\u4e2d", "?"},
};

START_TEST(text_cannot_act_on_a_terminal)
{
    ra_text utf8 = {0}, ascii = {0};

    ra_page_clean(&utf8, cleaned[_i].text, true);
    ra_page_clean(&ascii, cleaned[_i].text, false);
    ck_assert_str_eq(utf8.data != NULL ? utf8.data : "", cleaned[_i].utf8);
    ck_assert_str_eq(ascii.data != NULL ? ascii.data : "", cleaned[_i].ascii);
    ra_text_free(&utf8);
    ra_text_free(&ascii);
}
END_TEST

/* Makes a page, and compares it with what it must be. */
static ra_page new_page(int width, bool colour)
{
    ra_report_options options = {.width = width, .colour = colour, .utf8 = true};

    return ra_page_new(&options);
}

static void check_page(ra_page *page, const char *expected)
{
    ck_assert(!page->text.failed);
    ck_assert_str_eq(page->text.data != NULL ? page->text.data : "", expected);
    ra_page_free(page);
}

START_TEST(words_are_wrapped_and_indented)
{
    ra_page page = new_page(20, false);

    ra_page_put(&page, "Note: ");
    ra_page_wrap(&page, 2, "one two three four  five six");
    ra_page_line(&page);
    check_page(&page, "Note: one two three\n  four five six\n");
}
END_TEST

START_TEST(a_word_longer_than_the_line_is_broken)
{
    ra_page page = new_page(10, false);

    ra_page_wrap(&page, 2, "abc abcdefghijklmnopqrst z");
    ra_page_line(&page);
    check_page(&page, "abc\n  abcdefgh\n  ijklmnop\n  qrst z\n");
}
END_TEST

START_TEST(an_indent_beyond_the_line_still_ends)
{
    ra_page page = new_page(4, false);

    ra_page_wrap(&page, 8, "abc defghi");
    ra_page_line(&page);
    ck_assert_ptr_nonnull(strstr(page.text.data, "defghi"));
    ra_page_free(&page);
}
END_TEST

START_TEST(cells_are_aligned_and_lines_end_without_spaces)
{
    ra_page page = new_page(40, false);

    ra_page_left(&page, 6, "\u00e4bc");
    ra_page_right(&page, 6, "1.5");
    ra_page_left(&page, 8, "");
    ra_page_line(&page);
    ra_page_left(&page, 6, "abcdefgh");
    ra_page_right(&page, 2, "123456");
    ra_page_line(&page);
    check_page(&page, "\u00e4bc      1.5\nabcde\u2026 123456\n");
}
END_TEST

START_TEST(one_gap_between_parts)
{
    ra_page page = new_page(40, false);

    ra_page_gap(&page);
    ra_page_put(&page, "a");
    ra_page_line(&page);
    ra_page_gap(&page);
    ra_page_gap(&page);
    ra_page_heading(&page, "b");
    check_page(&page, "a\n\nb\n");
}
END_TEST

START_TEST(colour_is_switched_off_again)
{
    ra_page page = new_page(40, true);

    ra_page_style(&page, RA_STYLE_STRONG);
    ra_page_put(&page, "a");
    ra_page_style(&page, RA_STYLE_STRONG);
    ra_page_put(&page, "b");
    ra_page_line(&page);
    ra_page_put(&page, "c");
    check_page(&page, "\x1b[1mab\x1b[0m\nc");
}
END_TEST

START_TEST(no_colour_no_escapes)
{
    ra_page page = new_page(40, false);

    ra_page_style(&page, RA_STYLE_BAD);
    ra_page_put(&page, "a");
    ra_page_line(&page);
    check_page(&page, "a\n");
}
END_TEST

START_TEST(a_page_that_cannot_be_written_says_so)
{
    FILE *full = fopen("/dev/full", "w");
    ra_page page = new_page(40, false);

    ck_assert_ptr_nonnull(full);
    setvbuf(full, NULL, _IONBF, 0);
    ra_page_put(&page, "a");
    ck_assert_int_eq(ra_page_finish(&page, full), RA_IO);
    fclose(full);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("page");
    TCase *tests = tcase_create("page");

    tcase_add_loop_test(tests, text_cannot_act_on_a_terminal, 0, ROWS(cleaned));
    tcase_add_test(tests, words_are_wrapped_and_indented);
    tcase_add_test(tests, a_word_longer_than_the_line_is_broken);
    tcase_add_test(tests, an_indent_beyond_the_line_still_ends);
    tcase_add_test(tests, cells_are_aligned_and_lines_end_without_spaces);
    tcase_add_test(tests, one_gap_between_parts);
    tcase_add_test(tests, colour_is_switched_off_again);
    tcase_add_test(tests, no_colour_no_escapes);
    tcase_add_test(tests, a_page_that_cannot_be_written_says_so);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
