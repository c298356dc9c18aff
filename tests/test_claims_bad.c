/* Every file of tests/claims_bad breaks one rule; the text beside it is what must be said, to the
 * letter. The status is that of invalid input. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "models/claim.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

#define FOLDER REAUDIT_SOURCE_DATA "/tests/claims_bad"
#define MOST   400

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t list(char **stems)
{
    size_t count = 0;
    DIR *folder = opendir(FOLDER);
    ck_assert_ptr_nonnull(folder);
    for (const struct dirent *e = readdir(folder); e && count < MOST; e = readdir(folder)) {
        size_t length = strlen(e->d_name);
        if (length < 6 || strcmp(e->d_name + length - 5, ".json") != 0)
            continue;
        stems[count] = strdup(e->d_name);
        stems[count++][length - 5] = '\0';
    }
    closedir(folder);
    qsort(stems, count, sizeof *stems, compare);
    return count;
}

/* Returns whether the file is refused with the messages that are expected; says what is not. */
static bool check_file(ra_data *data, const char *stem)
{
    char name[256], path[512];
    ra_claim *claim = NULL;
    ra_diag *diag = ra_diag_new();
    snprintf(name, sizeof name, "%s.json", stem);
    snprintf(path, sizeof path, "%s/%s.txt", FOLDER, stem);
    ra_status status = ra_claim_load(&claim, data, name, diag);
    char *messages = written_messages(diag), *expected = get_file(path, NULL);
    bool good = ra_status_exit(status) == 3 && !claim && strcmp(messages, expected) == 0;
    if (!good)
        fprintf(stderr, "%s: exit status %d, says\n%sexpected\n%s", name, ra_status_exit(status),
                messages, expected);
    free(messages);
    free(expected);
    ra_claim_free(claim);
    ra_diag_free(diag);
    return good;
}

START_TEST(every_file_says_what_is_wrong)
{
    char *stems[MOST];
    ra_data *data = NULL;
    ra_diag *diag = ra_diag_new();
    ck_assert_int_eq(ra_data_open(&data, REAUDIT_SOURCE_DATA, diag), RA_OK);
    /* Messages name the file as the user does: here without a folder. */
    ck_assert_int_eq(chdir(FOLDER), 0);
    size_t count = list(stems), wrong = 0;
    ck_assert_uint_ge(count, 100);
    for (size_t i = 0; i < count; i++) {
        wrong += !check_file(data, stems[i]);
        free(stems[i]);
    }
    ck_assert_uint_eq(wrong, 0);
    ra_data_free(data);
    ra_diag_free(diag);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bad claims");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    tcase_add_test(all, every_file_says_what_is_wrong);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
