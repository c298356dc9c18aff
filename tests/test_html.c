#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "reports/html.h"

static ra_text text;

static void setup(void)
{
    text = (ra_text){0};
}

static void teardown(void)
{
    ra_text_free(&text);
}

static void expect(const char *wanted)
{
    ck_assert(!text.failed);
    ck_assert_str_eq(text.data, wanted);
    ra_text_free(&text);
}

START_TEST(test_markup_is_text)
{
    ra_html_text(&text, "a < b & \"c\" > 'd' </script>");
    expect("a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39; &lt;/script&gt;");
    ra_html_text(&text, "{{x}} `y` ${z}");
    expect("{{x}} `y` ${z}");
}
END_TEST

START_TEST(test_hidden_characters_are_spelled)
{
    ra_html_text(&text, "\x1b[2J\u202e \u2028\n\u200b");
    expect("\\x1b[2J\\u{202e} \\u{2028} \\u{200b}");
}
END_TEST

START_TEST(test_nothing_is_nothing)
{
    ra_text_append(&text, "x");
    ra_html_text(&text, NULL);
    ra_html_text(&text, "");
    expect("x");
}
END_TEST

START_TEST(test_elements)
{
    ra_text piece = {0};
    ra_text_append(&piece, "1 < 2");
    ra_html_element(&text, "td", "number", &piece);
    ck_assert_ptr_null(piece.data);
    ra_html_put(&text, "p", NULL, "&");
    expect("<td class=\"number\">1 &lt; 2</td><p>&amp;</p>");
}
END_TEST

/* Only addresses of the web become links. */
START_TEST(test_links)
{
    static const char *const refused[] = {"javascript:alert(1)",
                                          "JAVASCRIPT:alert(1)",
                                          "data:text/html,x",
                                          " https://example.org/",
                                          "//example.org",
                                          "file:///etc",
                                          ""};
    ra_html_link(&text, "https://example.org/?a=1&b=\"", "<b>");
    expect("<a href=\"https://example.org/?a=1&amp;b=&quot;\" rel=\"noreferrer\">&lt;b&gt;</a>");
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        ra_html_link(&text, refused[i], "x");
        expect("x");
    }
    ra_html_link(&text, NULL, "x");
    expect("x");
}
END_TEST

/* RFC 4648, section 10. */
START_TEST(test_base64)
{
    static const char *const vectors[][2] = {{"f", "Zg=="},         {"fo", "Zm8="},
                                             {"foo", "Zm9v"},       {"foob", "Zm9vYg=="},
                                             {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
    static const unsigned char bytes[] = {0xff, 0xfe, 0xfd, 0x00};

    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        ra_html_base64(&text, vectors[i][0], strlen(vectors[i][0]));
        expect(vectors[i][1]);
    }
    ra_html_base64(&text, bytes, sizeof bytes);
    expect("//79AA==");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("html");
    TCase *tests = tcase_create("html");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, test_markup_is_text);
    tcase_add_test(tests, test_hidden_characters_are_spelled);
    tcase_add_test(tests, test_nothing_is_nothing);
    tcase_add_test(tests, test_elements);
    tcase_add_test(tests, test_links);
    tcase_add_test(tests, test_base64);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
