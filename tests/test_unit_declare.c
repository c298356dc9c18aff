#include <check.h>
#include <string.h>

#include "tests/support/run.h"
#include "tests/support/units.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

START_TEST(test_declare)
{
    double factor;
    declare("image");
    declare("gpu_hour");
    declare("query");
    declare("batch");
    ck_assert(ra_unit_convert(unit_of("1000 images"), unit_of("image"), &factor));
    ck_assert(factor == 1000);
    ck_assert(ra_unit_convert(unit_of("Wh/queries"), unit_of("Wh/query"), &factor));
    ck_assert(ra_unit_convert(unit_of("batches"), unit_of("batch"), &factor));
    ck_assert(ra_unit_convert(unit_of("kiloimage"), unit_of("image"), &factor));
    ck_assert(factor == 1000);
    ck_assert(!ra_unit_convert(unit_of("image"), unit_of("query"), NULL));
    ck_assert(!ra_unit_convert(unit_of("image"), unit_of("1"), NULL));
    ra_unit_problem problem;
    ck_assert_ptr_null(ra_unit_parse(units, "imgae", &problem));
    ck_assert_str_eq(problem.text, "unknown unit 'imgae': did you mean 'image'?");
    ck_assert_ptr_null(ra_unit_parse(units, "gpu_hour2e", &problem));
    ck_assert_ptr_nonnull(ra_unit_parse(units, "gpu_hour2", &problem));
}
END_TEST

static const struct {
    const char *name;
    size_t position;
    const char *message;
} bad_names[] = {
    {"", 0, "a thing to count needs a name"},
    {"Image", 0,
     "a thing to count is named by a lower-case letter, then letters, digits and underscores"},
    {"gpu hour", 3,
     "a thing to count is named by a lower-case letter, then letters, digits and underscores"},
    {"_image", 0,
     "a thing to count is named by a lower-case letter, then letters, digits and underscores"},
    {"8bit", 0,
     "a thing to count is named by a lower-case letter, then letters, digits and underscores"},
    {"caf\xC3\xA9", 3,
     "a thing to count is named by a lower-case letter, then letters, digits and underscores"},
    {"a100", 3, "the name of a unit cannot end in a digit, which is read as an exponent"},
    {"token", 0, "'token' is a unit already"},
    {"images", 0, "'images' is a unit already"},
    {"image", 0, "'image' is a unit already"},
    {"km", 0, "'km' is a unit already"},
    {"w", 0, "'w' is a unit already"},
    {"wh", 0, "'wh' is a unit already"},
    {"min", 0, "'min' is a unit already"},
    {"per", 0, "'per' cannot be the name of a unit"},
    {"since", 0, "'since' cannot be the name of a unit"},
    {"re", 0, "'re' cannot be the name of a unit"},
    {"ratio", 0, "'ratio' cannot be the name of a unit"},
    {"kb", 0, "'kb' cannot be the name of a unit"},
    {"hr", 0, "'hr' is a unit already"},
    {"bp", 0, "its plural 'bps' cannot be the name of a unit"},
    {"ye", 0, "its plural 'yes' is a unit already"},
};

START_TEST(test_bad_names)
{
    ra_unit_problem problem;
    declare("image");
    declare("yes");
    ck_assert_int_eq(ra_units_declare(units, bad_names[_i].name, &problem), RA_INVALID);
    ck_assert_str_eq(problem.text, bad_names[_i].message);
    ck_assert_uint_eq(problem.position, bad_names[_i].position);
}
END_TEST

START_TEST(test_long_name)
{
    char name[80] = {0};
    ra_unit_problem problem;
    memset(name, 'q', 65);
    ck_assert_int_eq(ra_units_declare(units, name, &problem), RA_INVALID);
    ck_assert_str_eq(problem.text, "a name has at most 64 letters");
    ck_assert_int_eq(ra_units_declare(units, name, NULL), RA_INVALID);
    name[64] = '\0';
    declare(name);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("unit_declare");
    TCase *cases = tcase_create("cases");
    tcase_add_checked_fixture(cases, units_set_up, units_tear_down);
    tcase_add_test(cases, test_declare);
    tcase_add_loop_test(cases, test_bad_names, 0, COUNT(bad_names));
    tcase_add_test(cases, test_long_name);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
