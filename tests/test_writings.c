/* Reports that are written side by side: the order, failures, and what is left behind. */
#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "models/text.h"
#include "reports/child.h"
#include "reports/writings.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

static char *folder;
static ra_diag *diag;
static ra_text done; /* names of the files that were put in their places */
static bool stop;

static char *path_of(const char *name)
{
    ra_text path = {0};

    ra_text_format(&path, "%s/%s", folder, name);
    ck_assert(!path.failed);
    return path.data;
}

static bool is_there(const char *name)
{
    char *path = path_of(name);
    bool there = access(path, F_OK) == 0;

    free(path);
    return there;
}

static bool make(const char *name, const char *text)
{
    char *path = path_of(name);
    FILE *file = fopen(path, "w");
    bool made = file != NULL && fputs(text, file) >= 0;

    made = file != NULL && fclose(file) == 0 && made;
    free(path);
    return made;
}

/* Waits for a file, ten seconds at most: who waits longer was not joined by what makes it. */
static bool wait_for(const char *name)
{
    const struct timespec pause = {.tv_nsec = 2000000};

    for (int i = 0; i < 5000 && !is_there(name); i++)
        nanosleep(&pause, NULL);
    return is_there(name);
}

/* A writer in a process of its own, which ends with `code` once the file "go" is there. */
static ra_status start_with(ra_child *child, const char *path, int code)
{
    int ends[2];

    ck_assert_int_eq(pipe(ends), 0);
    pid_t process = fork();
    if (process == 0) {
        FILE *file = wait_for("go") ? fopen(path, "w") : NULL;
        _exit(file != NULL && fputs("slow\n", file) >= 0 && fclose(file) == 0 ? code : 99);
    }
    close(ends[1]);
    *child = (struct ra_child){process, ends[0]};
    return process > 0 ? RA_OK : RA_IO;
}

static ra_status start_slow(const ra_result *const *results, size_t count, const char *path,
                            const ra_report_options *options, ra_child *child, ra_diag *words)
{
    (void)results, (void)count, (void)options, (void)words;
    return start_with(child, path, 0);
}

/* 2 is the library's code for a file that cannot be made. */
static ra_status start_failing(const ra_result *const *results, size_t count, const char *path,
                               const ra_report_options *options, ra_child *child, ra_diag *words)
{
    (void)results, (void)count, (void)options, (void)words;
    return start_with(child, path, 2);
}

/* Lets those go that wait. */
static ra_status write_go(const ra_result *const *results, size_t count, FILE *out,
                          const ra_report_options *options, ra_diag *words)
{
    (void)results, (void)count, (void)options, (void)words;
    return make("go", "") && fputs("text\n", out) >= 0 ? RA_OK : RA_IO;
}

static ra_status write_broken(const ra_result *const *results, size_t count, FILE *out,
                              const ra_report_options *options, ra_diag *words)
{
    (void)results, (void)count, (void)options;
    ra_diag_report(words, RA_ERROR, NULL, "broken");
    return make("go", "") && fputs("half", out) >= 0 ? RA_IO : RA_INTERNAL;
}

static const ra_format slow = {.name = "slow", .extension = ".s", .start = start_slow};
static const ra_format failing = {.name = "failing", .extension = ".f", .start = start_failing};
static const ra_format text = {.name = "text", .extension = ".t", .stream = write_go};
static const ra_format broken = {.name = "broken", .extension = ".b", .stream = write_broken};

static void set_up(void)
{
    folder = make_folder();
    diag = ra_diag_new();
    done = (ra_text){0};
    stop = false;
}

/* Whatever happened, no process is left that nobody waited for. */
static void tear_down(void)
{
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ck_assert_int_eq(errno, ECHILD);
    free_folder(folder);
    ra_diag_free(diag);
    ra_text_free(&done);
}

static void check_content(const char *name, const char *expected)
{
    char *path = path_of(name);
    size_t length;
    char *bytes = get_file(path, &length);

    ck_assert_str_eq(bytes, expected);
    free(bytes);
    free(path);
}

static void check_messages(const char *expected)
{
    char *messages = written_messages(diag);

    ck_assert_str_eq(messages, expected);
    free(messages);
}

static ra_writing *begin(const ra_format *format, const char *path)
{
    static const ra_report_options options = {.width = 80};
    ra_writing *writing = NULL;

    ck_assert_int_eq(ra_report_begin(&writing, format, NULL, 0, path, &options), RA_OK);
    ck_assert_ptr_nonnull(writing);
    return writing;
}

START_TEST(one_is_written_beside_another)
{
    char *x = path_of("x"), *y = path_of("y");
    ra_writing *first = begin(&slow, x), *second = begin(&text, y);

    /* Neither is in its place before its end. */
    ck_assert(!is_there("x") && !is_there("y"));
    ck_assert_int_eq(ra_report_end(second, diag), RA_OK);
    check_content("y", "text\n");
    ck_assert(!is_there("x"));
    ck_assert_int_eq(ra_report_end(first, diag), RA_OK);
    check_content("x", "slow\n");
    ck_assert_int_eq(count_files(folder), 3); /* and go */
    free(x);
    free(y);
}
END_TEST

START_TEST(what_went_wrong_is_told_at_the_end)
{
    char *x = put_text(folder, "x", "old");
    ra_writing *writing = begin(&broken, x);

    check_messages("");
    ck_assert_int_eq(ra_report_end(writing, diag), RA_IO);
    check_messages("error: broken\n");
    check_content("x", "old");
    ck_assert_int_eq(count_files(folder), 2);
    free(x);
}
END_TEST

START_TEST(what_is_given_up_leaves_nothing)
{
    char *x = put_text(folder, "x", "old"), *y = path_of("y");
    ra_writing *first = begin(&slow, x), *second = begin(&text, y);

    ra_report_cancel(first);
    ra_report_cancel(second);
    ra_report_cancel(NULL);
    check_content("x", "old");
    ck_assert_int_eq(count_files(folder), 2);
    free(x);
    free(y);
}
END_TEST

static void note_done(void *mark)
{
    const char *path = mark;

    ra_text_format(&done, "%s ", strrchr(path, '/') + 1);
}

static bool stopped(void)
{
    return stop;
}

typedef struct {
    const ra_format *format;
    const char *name;
} order;

/* Writes some files side by side. Returned: the status. */
static ra_status write_all(const order *orders, size_t count, int threads)
{
    static const ra_report_options options = {.width = 80};
    char *paths[8];
    ra_writings all;
    ra_status status = ra_writings_open(&all, threads, stopped);

    all.done = note_done;
    for (size_t i = 0; i < count; i++) {
        paths[i] = path_of(orders[i].name);
        if (status == RA_OK)
            status = ra_writings_add(&all, orders[i].format, NULL, 0, paths[i], &options, paths[i],
                                     diag);
    }
    if (status == RA_OK)
        status = ra_writings_finish(&all, diag);
    ra_writings_free(&all);
    for (size_t i = 0; i < count; i++)
        free(paths[i]);
    return status;
}

START_TEST(they_are_done_in_the_order_of_the_command_line)
{
    static const order orders[] = {
        {&slow, "a"}, {&text, "b"}, {&slow, "c"}, {&text, "d"}, {&slow, "e"}};

    ck_assert_int_eq(write_all(orders, 5, _i), RA_OK);
    ck_assert_str_eq(done.data, "a b c d e ");
    check_content("a", "slow\n");
    check_content("e", "slow\n");
    ck_assert_int_eq(count_files(folder), 6);
}
END_TEST

/* The third fails; the fourth was begun beside it and is given up, whose own words nobody needs. */
START_TEST(the_first_failure_ends_it)
{
    static const order orders[] = {{&text, "a"}, {&slow, "b"}, {&failing, "c"}, {&broken, "d"}};

    free(put_text(folder, "d", "old"));
    ck_assert_int_eq(write_all(orders, 4, _i), RA_IO);
    ck_assert_str_eq(done.data, "a b ");
    check_messages("error: cannot write the workbook: Error creating output xlsx file. Usually a "
                   "permissions error.\n");
    ck_assert(!is_there("c"));
    check_content("d", "old");
    ck_assert_int_eq(count_files(folder), 4);
}
END_TEST

START_TEST(one_thread_is_one_at_a_time)
{
    static const order orders[] = {{&text, "a"}, {&slow, "b"}};

    ck_assert_int_eq(write_all(orders, 2, 1), RA_OK);
    ck_assert_str_eq(done.data, "a b ");
}
END_TEST

START_TEST(an_interruption_leaves_nothing)
{
    static const order orders[] = {{&slow, "a"}, {&text, "b"}};

    stop = true;
    ck_assert_int_eq(write_all(orders, 2, 2), RA_OK);
    ck_assert_ptr_null(done.data);
    ck_assert_int_eq(count_files(folder), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("writings");
    TCase *tests = tcase_create("writings");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, one_is_written_beside_another);
    tcase_add_test(tests, what_went_wrong_is_told_at_the_end);
    tcase_add_test(tests, what_is_given_up_leaves_nothing);
    tcase_add_loop_test(tests, they_are_done_in_the_order_of_the_command_line, 2, 9);
    tcase_add_loop_test(tests, the_first_failure_ends_it, 1, 9);
    tcase_add_test(tests, one_thread_is_one_at_a_time);
    tcase_add_test(tests, an_interruption_leaves_nothing);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
