/* Writing files: a whole one or none, and nothing left behind. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "models/text.h"
#include "reports/format.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

static ra_status write_whole(const ra_result *const *results, size_t count, FILE *out,
                             const ra_report_options *options, ra_diag *diag)
{
    (void)results;
    (void)count;
    (void)options;
    (void)diag;
    return fputs("whole\n", out) >= 0 ? RA_OK : RA_IO;
}

/* Half a report, and then the disk is full. */
static ra_status write_half(const ra_result *const *results, size_t count, FILE *out,
                            const ra_report_options *options, ra_diag *diag)
{
    write_whole(results, count, out, options, diag);
    return RA_IO;
}

static ra_status fill_file(const ra_result *const *results, size_t count, const char *path,
                           const ra_report_options *options, ra_diag *diag)
{
    FILE *file = fopen(path, "w");
    ra_status status = file != NULL ? write_whole(results, count, file, options, diag) : RA_IO;

    if (file != NULL)
        fclose(file);
    return status;
}

static ra_status fill_half(const ra_result *const *results, size_t count, const char *path,
                           const ra_report_options *options, ra_diag *diag)
{
    fill_file(results, count, path, options, diag);
    return RA_INTERNAL;
}

static const ra_format whole = {
    .name = "whole", .extension = ".w", .summary = "", .stream = write_whole};
static const ra_format half = {
    .name = "half", .extension = ".h", .summary = "", .stream = write_half};
static const ra_format binary = {
    .name = "binary", .extension = ".b", .summary = "", .file = fill_file};
static const ra_format binary_half = {
    .name = "binary", .extension = ".b", .summary = "", .file = fill_half};

static char *folder;
static ra_diag *diag;

static void set_up(void)
{
    folder = make_folder();
    diag = ra_diag_new();
}

static void tear_down(void)
{
    free_folder(folder);
    ra_diag_free(diag);
}

static char *path_of(const char *name)
{
    ra_text path = {0};

    ra_text_format(&path, "%s/%s", folder, name);
    ck_assert(!path.failed);
    return path.data;
}

static ra_status write_to(const ra_format *format, const char *path)
{
    ra_report_options options = {.width = 80};

    return ra_report_write(format, NULL, 0, path, &options, diag);
}

static void check_content(const char *path, const char *expected)
{
    size_t length;
    char *bytes = get_file(path, &length);

    ck_assert_str_eq(bytes, expected);
    free(bytes);
}

static void check_message(const char *part)
{
    char *message = first_message(diag);

    ck_assert_msg(strstr(message, part) != NULL, "'%s' is not in '%s'", part, message);
    free(message);
}

START_TEST(a_new_file_appears_whole)
{
    char *path = path_of("x");

    ck_assert_int_eq(write_to(_i == 0 ? &whole : &binary, path), RA_OK);
    check_content(path, "whole\n");
    ck_assert_int_eq(count_files(folder), 1);
    free(path);
}
END_TEST

START_TEST(an_old_file_is_replaced_and_keeps_its_permissions)
{
    char *path = put_text(folder, "x", "old");
    struct stat info;

    ck_assert_int_eq(chmod(path, 0640), 0);
    ck_assert_int_eq(write_to(_i == 0 ? &whole : &binary, path), RA_OK);
    check_content(path, "whole\n");
    ck_assert_int_eq(stat(path, &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0640);
    ck_assert_int_eq(count_files(folder), 1);
    free(path);
}
END_TEST

START_TEST(a_failure_leaves_the_old_file)
{
    char *path = put_text(folder, "x", "old");

    ck_assert_int_eq(write_to(_i == 0 ? &half : &binary_half, path), _i == 0 ? RA_IO : RA_INTERNAL);
    check_content(path, "old");
    ck_assert_int_eq(count_files(folder), 1);
    free(path);
}
END_TEST

START_TEST(a_failure_leaves_nothing_new)
{
    char *path = path_of("x");

    ck_assert_int_eq(write_to(&half, path), RA_IO);
    check_message("cannot write");
    ck_assert_int_eq(count_files(folder), 0);
    free(path);
}
END_TEST

START_TEST(a_link_stays_and_its_file_is_replaced)
{
    char *path = put_text(folder, "x", "old");
    char *link = path_of("link");
    struct stat info;

    ck_assert_int_eq(symlink("x", link), 0);
    ck_assert_int_eq(write_to(&whole, link), RA_OK);
    ck_assert_int_eq(lstat(link, &info), 0);
    ck_assert(S_ISLNK(info.st_mode));
    check_content(path, "whole\n");
    free(link);
    free(path);
}
END_TEST

START_TEST(a_link_that_leads_nowhere_is_refused)
{
    char *link = path_of("link");

    ck_assert_int_eq(symlink("nowhere", link), 0);
    ck_assert_int_eq(write_to(&whole, link), RA_IO);
    check_message("a symbolic link that leads nowhere");
    ck_assert_int_eq(count_files(folder), 1);
    free(link);
}
END_TEST

START_TEST(a_missing_folder_is_named)
{
    char *path = path_of("none/x");

    ck_assert_int_eq(write_to(&whole, path), RA_IO);
    check_message("none/x");
    check_message("No such file or directory");
    free(path);
}
END_TEST

START_TEST(a_folder_is_no_file)
{
    ck_assert_int_eq(write_to(&whole, folder), RA_IO);
    check_message("it is a directory");
}
END_TEST

START_TEST(a_device_is_written_to_and_not_replaced)
{
    struct stat info;

    ck_assert_int_eq(write_to(&whole, "/dev/null"), RA_OK);
    ck_assert_int_eq(stat("/dev/null", &info), 0);
    ck_assert(S_ISCHR(info.st_mode));
    ck_assert_int_eq(write_to(&binary, "/dev/null"), RA_IO);
    check_message("needs a file");
}
END_TEST

START_TEST(a_full_disk_is_noticed)
{
    ck_assert_int_eq(write_to(&whole, "/dev/full"), RA_IO);
    check_message("No space left on device");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("output");
    TCase *tests = tcase_create("output");

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, a_new_file_appears_whole, 0, 2);
    tcase_add_loop_test(tests, an_old_file_is_replaced_and_keeps_its_permissions, 0, 2);
    tcase_add_loop_test(tests, a_failure_leaves_the_old_file, 0, 2);
    tcase_add_test(tests, a_failure_leaves_nothing_new);
    tcase_add_test(tests, a_link_stays_and_its_file_is_replaced);
    tcase_add_test(tests, a_link_that_leads_nowhere_is_refused);
    tcase_add_test(tests, a_missing_folder_is_named);
    tcase_add_test(tests, a_folder_is_no_file);
    tcase_add_test(tests, a_device_is_written_to_and_not_replaced);
    tcase_add_test(tests, a_full_disk_is_noticed);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
