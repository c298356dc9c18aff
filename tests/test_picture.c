/* Pictures of charts: their kinds, text, and gnuplot as a child. */
/* setenv, mkdtemp and nanosleep belong to POSIX. */
#define _POSIX_C_SOURCE 200809L

#include <check.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "reports/picture.h"
#include "tests/support/run.h"

typedef struct {
    const char *path;
    ra_chart chart;
} path_case;

static const path_case paths[] = {
    {"ladder.svg", RA_CHART_LADDER},
    {"bloom-tornado.png", RA_CHART_TORNADO},
    {"out/fan.pdf", RA_CHART_FAN},
    {"fan/picture.pdf", RA_CHART_ANY},      /* the folder is not the name */
    {"bloom_Uncertainty.svg", RA_CHART_FAN},
    {"sensitivity.de.svg", RA_CHART_TORNADO},
    {"tornado-or-ladder.svg", RA_CHART_LADDER}, /* the last word */
    {"infant.svg", RA_CHART_ANY},           /* a part of a word is no word */
    {"all claims.svg", RA_CHART_CORPUS},
    {".svg", RA_CHART_ANY},
    {"", RA_CHART_ANY},
};

START_TEST(chart_of_path)
{
    ck_assert_int_eq(ra_chart_of_path(paths[_i].path), paths[_i].chart);
}
END_TEST

START_TEST(chart_names)
{
    for (int i = RA_CHART_ANY + 1; i < RA_CHARTS; i++)
        ck_assert_int_eq(ra_chart_find(ra_chart_name((ra_chart)i)), i);
    ck_assert_int_eq(ra_chart_find("ladders"), RA_CHART_ANY);
    ck_assert_int_eq(ra_chart_find("any"), RA_CHART_ANY);
}
END_TEST

/* By hand from the widths of Helvetica: H 722, a 556, l 222, o 556, space 278. */
START_TEST(text_widths)
{
    ck_assert_double_eq_tol(ra_picture_measure("Hallo ", false), 2.556, 1e-12);
    ck_assert_double_eq_tol(ra_picture_measure("", false), 0, 1e-12);
    ck_assert_double_gt(ra_picture_measure("Hallo", true), ra_picture_measure("Hallo", false));
    /* A combining accent takes no room, a Chinese character a whole size. */
    ck_assert_double_eq_tol(ra_picture_measure("e\u0301", false), 0.556, 1e-12);
    ck_assert_double_gt(ra_picture_measure("\u6587", false), 1);
}
END_TEST

typedef struct {
    const char *text;
    double width;
    int most;
    const char *lines;
} wrap_case;

static const wrap_case wraps[] = {
    {"", 10, 3, ""},
    {"one two", 100, 3, "one two"},
    {"one two", 2, 3, "one\ntwo"},
    {"  one   two  ", 2, 3, "one\ntwo"},
    {"one two three", 2, 2, "one\ntw\u2026"},       /* cut off with an ellipsis */
    {"mmmm", 1.7, 9, "mm\nmm"},                     /* m 833: a word longer than a line is broken */
    {"m", 0.1, 9, "m"},                             /* at least one character goes on a line */
    {"up 90 % or \u00f7 2.5", 2.6, 9, "up\n90 %\nor\n\u00f7 2.5"}, /* signs stay with their numbers */
    {"a\nb\tc", 100, 3, "a b c"},
    {"\x1b[2Jx", 100, 3, "\\x1b[2Jx"},
};

START_TEST(text_lines)
{
    const wrap_case *c = &wraps[_i];
    ra_text out = {0};
    int lines = ra_picture_wrap(&out, c->text, c->width, c->most, false), expected = *c->lines != '\0';

    for (const char *p = c->lines; *p != '\0'; p++)
        expected += *p == '\n';
    ck_assert_str_eq(out.data != NULL ? out.data : "", c->lines);
    ck_assert_int_eq(lines, expected);
    ra_text_free(&out);
}
END_TEST

/* No byte of a text can end the string, start a command of the shell, a macro or markup. */
START_TEST(text_quoted)
{
    ra_text out = {0};
    char all[256];

    ra_picture_quote(&out, "a`b\"c'd\\e{f}g^h_i@j", 19);
    ck_assert_str_eq(out.data, "\"a\\140b\\042c\\047d\\134e\\173f\\175g\\136h\\137i\\100j\"");
    ra_text_free(&out);
    for (int i = 0; i < 256; i++)
        all[i] = (char)i;
    ra_picture_quote(&out, all, sizeof all);
    for (size_t i = 1; i + 1 < out.length; i++) {
        ck_assert_ptr_null(strchr("\"`'$@{}^_&~#\n\r\t", out.data[i]));
        if (out.data[i] == '\\') /* three digits follow each */
            ck_assert_uint_eq(strspn(out.data + i + 1, "01234567") >= 3, 1);
    }
    ra_text_free(&out);
}
END_TEST

/* A folder that has a program called gnuplot and nothing else; it is the whole PATH. */
static char folder[] = "/tmp/reaudit-gnuplot-XXXXXX";

static void set_up(void)
{
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(setenv("PATH", folder, 1), 0);
}

static void tear_down(void)
{
    char path[64];

    snprintf(path, sizeof path, "%s/gnuplot", folder);
    unlink(path);
    rmdir(folder);
}

static void pretend(const char *script)
{
    char path[64];
    FILE *file;

    snprintf(path, sizeof path, "%s/gnuplot", folder);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "#!/bin/sh\n%s\n", script);
    fclose(file);
    ck_assert_int_eq(chmod(path, 0755), 0);
}

typedef struct {
    const char *program; /* NULL: there is none */
    ra_status status;
    const char *drawn;
    const char *message; /* a part of it */
} child_case;

static const child_case children[] = {
    {"/bin/cat", RA_OK, "the script", NULL},
    {"echo picture; echo a warning >&2", RA_OK, "picture\n", NULL},
    {"exit 1", RA_IO, "", "status 1: it says nothing"},
    {"echo first >&2; echo '\033[31mlast words' >&2; exit 3", RA_IO, "", "status 3: \\x1B[31mlast words"},
    {"kill -9 $$", RA_IO, "", "stopped by signal 9"},
    {"/bin/sleep 60", RA_IO, "", "not done after 0.3 seconds"},
    {"exec >&- 2>&-; exec /bin/sleep 60", RA_IO, "", "not done after 0.3 seconds"},
    {NULL, RA_IO, "", "which is not installed"},
};

START_TEST(child)
{
    const child_case *c = &children[_i];
    ra_text script = {0}, out = {0};
    ra_diag *diag = ra_diag_new();
    struct timespec before, after;

    if (c->program != NULL)
        pretend(c->program);
    ra_text_append(&script, "the script");
    clock_gettime(CLOCK_MONOTONIC, &before);
    ck_assert_int_eq(ra_gnuplot_run(&script, _i == 5 || _i == 6 ? 0.3 : 30, NULL, &out, diag), c->status);
    clock_gettime(CLOCK_MONOTONIC, &after);
    ck_assert_int_le(after.tv_sec - before.tv_sec, 20);
    ck_assert_str_eq(out.data != NULL ? out.data : "", c->drawn);
    if (c->message != NULL)
        ck_assert_ptr_nonnull(strstr(ra_diag_message(diag, 0)->text, c->message));
    ck_assert_uint_eq(ra_diag_count(diag, RA_ERROR), c->message != NULL);
    /* It has ended and is nobody's child any more. */
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ra_text_free(&script);
    ra_text_free(&out);
    ra_diag_free(diag);
}
END_TEST

/* A script and a picture that are larger than any pipe: neither waits for the other. */
START_TEST(child_with_much)
{
    ra_text script = {0}, out = {0};
    ra_diag *diag = ra_diag_new();

    pretend("/bin/cat");
    while (script.length < 3000000)
        ra_text_append(&script, "0123456789abcdef\n");
    ck_assert_int_eq(ra_gnuplot_run(&script, 60, NULL, &out, diag), RA_OK);
    ck_assert_uint_eq(out.length, script.length);
    ck_assert_int_eq(memcmp(out.data, script.data, out.length), 0);
    ra_text_free(&script);
    ra_text_free(&out);
    ra_diag_free(diag);
}
END_TEST

/* It ends before it has read its script: we do not end with it. */
START_TEST(child_that_reads_nothing)
{
    ra_text script = {0}, out = {0};
    ra_diag *diag = ra_diag_new();

    pretend("exec <&-; echo done");
    while (script.length < 1000000)
        ra_text_append(&script, "0123456789abcdef\n");
    ck_assert_int_eq(ra_gnuplot_run(&script, 60, NULL, &out, diag), RA_OK);
    ck_assert_str_eq(out.data, "done\n");
    ra_text_free(&script);
    ra_text_free(&out);
    ra_diag_free(diag);
}
END_TEST

static bool always(void)
{
    return true;
}

START_TEST(child_interrupted)
{
    ra_text script = {0}, out = {0};
    ra_diag *diag = ra_diag_new();

    pretend("/bin/sleep 60");
    ra_text_append(&script, "x");
    ck_assert_int_eq(ra_gnuplot_run(&script, 60, always, &out, diag), RA_INTERRUPTED);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ra_text_free(&script);
    ra_text_free(&out);
    ra_diag_free(diag);
}
END_TEST

/* The locale and what gnuplot would read of the environment do not reach it; the rest does. */
START_TEST(child_environment)
{
    ra_text script = {0}, out = {0};
    ra_diag *diag = ra_diag_new();

    setenv("LC_NUMERIC", "de_DE.UTF-8", 1);
    setenv("LANG", "de_DE.UTF-8", 1);
    setenv("GNUTERM", "dumb", 1);
    setenv("REAUDIT_TEST", "kept", 1);
    pretend("echo \"$LC_ALL|$LC_NUMERIC|$LANG|$GNUTERM|$REAUDIT_TEST|$*\"");
    ra_text_append(&script, "x");
    ck_assert_int_eq(ra_gnuplot_run(&script, 60, NULL, &out, diag), RA_OK);
    ck_assert_str_eq(out.data, "C.UTF-8||||kept|--default-settings\n");
    ra_text_free(&script);
    ra_text_free(&out);
    ra_diag_free(diag);
}
END_TEST

/* The axis of a picture with two values. */
typedef struct {
    double low, high;
    bool wanted, log;
    double tick; /* one that must be there */
} axis_case;

static const axis_case axes[] = {
    {7096, 626155, true, true, 100000}, {24.69, 57.3, true, false, 30}, {-2, 48, true, false, 0},
    {0.1, 0.8, false, false, 0.4},      {1e-12, 1e12, true, true, 1},    {5, 5, true, false, 5},
    {0, 1, true, false, 0.6},
};

START_TEST(axis)
{
    const axis_case *c = &axes[_i];
    ra_picture picture = {0};
    ra_picture_layout layout = {0};
    bool found = false;

    ck_assert(ra_picture_reserve(&picture, 1));
    picture.log = c->wanted;
    ra_picture_part_add(ra_picture_add(&picture, "row"), RA_SHAPE_BAR, c->low, c->high, 0, 0);
    ck_assert(ra_picture_layout_find(&layout, &picture, RA_CANVAS_PRINT));
    ck_assert_int_eq(layout.log, c->log);
    ck_assert_double_lt(layout.low, layout.high);
    ck_assert_double_le(layout.low, c->low);
    ck_assert_double_ge(layout.high, c->high);
    for (int i = 0; i < layout.tick_count; i++) {
        found = found || fabs(layout.ticks[i] - c->tick) < 1e-9;
        ck_assert(layout.ticks[i] >= layout.low && layout.ticks[i] <= layout.high);
    }
    ck_assert(found);
    ck_assert_double_eq_tol(ra_picture_layout_value(&layout, ra_picture_layout_place(&layout, c->low)), c->low,
                            1e-9 * fabs(c->low) + 1e-12);
    ra_picture_layout_free(&layout);
    ra_picture_free(&picture);
}
END_TEST

/* Rows that have no room are left out, from the middle or from the end, and that is said. */
START_TEST(rows_left_out)
{
    for (int both = 0; both < 2; both++) {
        ra_picture picture = {0};
        ra_picture_layout layout = {0};
        ck_assert(ra_picture_reserve(&picture, 200));
        picture.both_ends = both;
        picture.least = 2;
        for (int i = 0; i < 200; i++)
            ra_picture_part_add(ra_picture_add(&picture, "row"), RA_SHAPE_DOT, i + 1, i + 1, 0, 0);
        ck_assert(ra_picture_layout_find(&layout, &picture, RA_CANVAS_SOCIAL));
        ck_assert_uint_ge(layout.head, 5);
        ck_assert_uint_lt(layout.head + layout.tail, 60);
        ck_assert_int_eq(layout.tail > 0, both);
        ck_assert_uint_eq(ra_picture_layout_row(&layout, &picture, 0), 0);
        if (both)
            ck_assert_uint_eq(ra_picture_layout_row(&layout, &picture, layout.head + layout.tail - 1), 199);
        ck_assert_ptr_nonnull(strstr(layout.note.data, "not shown"));
        ck_assert_double_le(layout.bottom, layout.credits_top);
        ra_picture_layout_free(&layout);
        ra_picture_free(&picture);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("picture");
    TCase *kinds = tcase_create("kinds"), *text = tcase_create("text"), *gnuplot = tcase_create("gnuplot"),
          *layout = tcase_create("layout");

    tcase_add_loop_test(kinds, chart_of_path, 0, sizeof paths / sizeof *paths);
    tcase_add_test(kinds, chart_names);
    tcase_add_test(text, text_widths);
    tcase_add_loop_test(text, text_lines, 0, sizeof wraps / sizeof *wraps);
    tcase_add_test(text, text_quoted);
    tcase_add_checked_fixture(gnuplot, set_up, tear_down);
    tcase_set_timeout(gnuplot, 60);
    tcase_add_loop_test(gnuplot, child, 0, sizeof children / sizeof *children);
    tcase_add_test(gnuplot, child_with_much);
    tcase_add_test(gnuplot, child_that_reads_nothing);
    tcase_add_test(gnuplot, child_interrupted);
    tcase_add_test(gnuplot, child_environment);
    tcase_add_loop_test(layout, axis, 0, sizeof axes / sizeof *axes);
    tcase_add_test(layout, rows_left_out);
    suite_add_tcase(suite, kinds);
    suite_add_tcase(suite, text);
    suite_add_tcase(suite, gnuplot);
    suite_add_tcase(suite, layout);
    return run_suite(suite);
}
