/* Files that cannot be read: what they are, and that their reading ends in a message. */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "models/alloc.h"
#include "models/file.h"
#include "models/measured.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

static char *folder;
static ra_diag *diag;

/* Makes the folder the working directory, so that messages name files alone. */
static void set_up(void)
{
    folder = make_folder();
    diag = ra_diag_new();
    ck_assert_int_eq(chdir(folder), 0);
}

static void tear_down(void)
{
    ra_diag_free(diag);
    free_folder(folder);
}

static void expect(const char *expected)
{
    char *message = first_message(diag);
    ck_assert_str_eq(message, expected);
    free(message);
}

static void refuse(const char *path, size_t limit, const char *expected)
{
    char *bytes = NULL;
    size_t length = 0;
    ck_assert_int_eq(ra_file_load(&bytes, &length, path, limit, diag), RA_IO);
    ck_assert_ptr_null(bytes);
    expect(expected);
}

START_TEST(a_socket)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
    /* It cannot even be opened. */
    refuse("socket", 100, "socket: error: cannot open: No such device or address");
    close(fd);
}
END_TEST

START_TEST(a_device)
{
    refuse("/dev/null", 100, "/dev/null: error: is a device; only a regular file can be read");
}
END_TEST

START_TEST(too_large)
{
    char *bytes = NULL;
    size_t length = 0;
    free(put_text(folder, "four", "1234"));
    ck_assert_int_eq(ra_file_load(&bytes, &length, "four", 4, diag), RA_OK);
    ck_assert_uint_eq(length, 4);
    ck_assert_str_eq(bytes, "1234");
    ra_free(bytes);
    bytes = NULL;
    refuse("four", 3, "four: error: is too large");
}
END_TEST

/* The kernel's files have the size 0, whatever is read from them. */
START_TEST(more_than_its_size)
{
    refuse("/proc/self/status", 100, "/proc/self/status: error: grew while it was read");
}
END_TEST

/* The memory of a process is a regular file that cannot be read at its start. */
#define UNREADABLE "/proc/self/mem"

START_TEST(unreadable)
{
    refuse(UNREADABLE, 100, UNREADABLE ": error: cannot read: Input/output error");
}
END_TEST

START_TEST(unreadable_log)
{
    ra_measured *measured = NULL;
    ra_measured_column column = {0};
    ck_assert_int_eq(ra_measured_load(&measured, UNREADABLE, diag), RA_IO);
    ck_assert_ptr_null(measured);
    expect(UNREADABLE ": error: cannot be read to its end");
    ck_assert_int_eq(ra_measured_read_column(&column, UNREADABLE, "power", diag), RA_IO);
    ck_assert_int_eq(ra_measured_load(&measured, "missing", diag), RA_IO);
    ck_assert_ptr_null(measured);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("file");
    TCase *tests = tcase_create("file");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_socket);
    tcase_add_test(tests, a_device);
    tcase_add_test(tests, too_large);
    tcase_add_test(tests, more_than_its_size);
    tcase_add_test(tests, unreadable);
    tcase_add_test(tests, unreadable_log);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
