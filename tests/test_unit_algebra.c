#include <check.h>
#include <math.h>
#include <stdio.h>
#include <udunits2.h>

#include "tests/support/run.h"
#include "tests/support/units.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Products and quotients print in the words they are made of. */
static const struct {
    const char *a;
    char operator;
    const char *b;
    const char *text;
} derived[] = {
    {"W", '*', "hour", "W.hour"},
    {"lbCO2e/kWh", '*', "kWh", "lbCO2e"},
    {"kWh", '*', "lbCO2e/kWh", "lbCO2e"},
    {"kWh", '*', "lbCO2e/MWh", "kWh.lbCO2e/MWh"},
    {"kWh", '/', "kWh", "1"},
    {"hours", '*', "W/hour", "W"},
    {"W", '/', "h", "W/h"},
    {"1", '/', "hour", "1/hour"},
    {"1", '*', "hour", "hour"},
    {"hour", '/', "1", "hour"},
    {"W", '/', "m.K", "W/(m.K)"},
    {"m2", '*', "m", "m^3"},
    {"1", '/', "m2", "1/m^2"},
    {"1e9 USD", '/', "kWh", "1000000000 USD/kWh"},
    {"1e9 USD", '/', "1e9 USD", "1"},
    {"1000 km", '*', "1000 km", "1000000 km^2"},
    {"1000 km", '/', "km", "1000"},
    {"%", '*', "W", "%.W"},
    {"1/hour", '/', "1000 km", "0.001/(hour.km)"},
};

START_TEST(test_derived)
{
    const ra_unit *a = unit_of(derived[_i].a), *b = unit_of(derived[_i].b);
    const ra_unit *unit =
        derived[_i].operator== '*' ? ra_unit_multiply(units, a, b) : ra_unit_divide(units, a, b);
    ck_assert_ptr_nonnull(unit);
    ck_assert_str_eq(ra_unit_text(unit), derived[_i].text);
    /* Its text reads back as itself, and it is what the factors say. */
    ck_assert_ptr_eq(unit_of(ra_unit_text(unit)), unit);
    double factor;
    const ra_unit *back = derived[_i].operator== '*' ? ra_unit_divide(units, unit, b)
                                                     : ra_unit_multiply(units, unit, b);
    ck_assert(ra_unit_convert(back, a, &factor));
    ck_assert(fabs(factor - 1) < 1e-15);
}
END_TEST

/* The definitions as UDUNITS-2 itself reads them, with the prefixes of the table above: the program
 * keeps those to itself. */
static ut_system *independent_units(void)
{
    ut_set_error_message_handler(ut_ignore);
    ut_system *system = ut_read_xml(UNITS_XML);
    ck_assert_int_eq(ut_add_symbol_prefix(system, "k", 1e3), UT_SUCCESS);
    ck_assert_int_eq(ut_add_symbol_prefix(system, "M", 1e6), UT_SUCCESS);
    return system;
}

/* The text of a derived unit must mean the same to UDUNITS-2. */
START_TEST(test_derived_text_reads_back)
{
    ut_system *system = independent_units();
    ut_unit *written = ut_parse(system, derived[_i].text, UT_UTF8);
    ut_unit *a = ut_parse(system, derived[_i].a, UT_UTF8);
    ut_unit *b = ut_parse(system, derived[_i].b, UT_UTF8);
    ut_unit *made = derived[_i].operator== '*' ? ut_multiply(a, b) : ut_divide(a, b);
    cv_converter *converter = ut_get_converter(written, made);
    ck_assert_ptr_nonnull(converter);
    ck_assert(fabs(cv_convert_double(converter, 1) - 1) < 1e-14);
    cv_free(converter);
    ut_free(written), ut_free(a), ut_free(b), ut_free(made);
    ut_free_system(system);
}
END_TEST

static const struct {
    const char *base;
    double exponent;
    const char *text; /* NULL: there is no such unit */
    const char *same; /* as this unit, times factor */
    double factor;
} powers[] = {
    {"m", 2, "m^2", "m2", 1},
    {"m^2", 0.5, "m", "m", 1},
    {"m3", 1.0 / 3, "m", "m", 1},
    {"m/s", -1, "s/m", "s/m", 1},
    {"m/s", 0, "1", "1", 1},
    {"m^4", -0.5, "1/m^2", "m-2", 1},
    {"kWh^2", 1.5, "kWh^3", "kWh3", 1},
    {"km", 2, "km^2", "m2", 1e6},
    {"1000 km", 2, "1000000 km^2", "km2", 1e6},
    {"ha", 0.5, "100 m", "m", 100},
    {"J/kg", 0.5, "m.s-1", "m/s", 1},
    {"1e4 m^2", 0.5, "100 m", "m", 100},
    {"MJ/J", 0.5, "1000", "1", 1000},
    {"%", 0.5, "0.1", "1", 0.1},
    {"%", 2, "%^2", "1", 1e-4},
    {"1", 0.3, "1", "1", 1},
    {"1", -7.25, "1", "1", 1},
    {"J/J", 0.785, "J/J", "1", 1},
    {"m", 0.5, NULL, NULL, 0},
    {"m", 1.0 / 7, NULL, NULL, 0},
    {"m", 0.3, NULL, NULL, 0},
    {"m", 2.385, NULL, NULL, 0},
    {"%", 0.385, NULL, NULL, 0},
    {"1000", 0.385, NULL, NULL, 0},
    {"m", 101, NULL, NULL, 0},
    {"m", 1e300, NULL, NULL, 0},
    {"m", NAN, NULL, NULL, 0},
    {"m", INFINITY, NULL, NULL, 0},
    {"km", 80, NULL, NULL, 0},
    {"m^50", 3, NULL, NULL, 0},
    {"m^50", -3, NULL, NULL, 0},
};

START_TEST(test_powers)
{
    const ra_unit *unit = ra_unit_power(units, unit_of(powers[_i].base), powers[_i].exponent);
    if (!powers[_i].text) {
        ck_assert_ptr_null(unit);
        return;
    }
    ck_assert_ptr_nonnull(unit);
    ck_assert_str_eq(ra_unit_text(unit), powers[_i].text);
    double factor;
    ck_assert(ra_unit_convert(unit, unit_of(powers[_i].same), &factor));
    ck_assert_msg(factor == powers[_i].factor, "%.17g", factor);
}
END_TEST

START_TEST(test_too_large)
{
    const ra_unit *high = unit_of("m^60"), *low = unit_of("m^-60");
    double factor = 42;
    ck_assert_ptr_null(ra_unit_multiply(units, high, high));
    ck_assert_ptr_null(ra_unit_divide(units, high, low));
    ck_assert(!ra_unit_convert(high, low, &factor));
    ck_assert(factor == 42);
}
END_TEST

/* A unit of more words than fit is refused, not cut. */
START_TEST(test_too_many_words)
{
    const ra_unit *product = ra_unit_one(units);
    for (int i = 0; i < 33; i++) {
        char name[8];
        snprintf(name, sizeof name, "c%c%cq", 'a' + i / 26, 'a' + i % 26);
        declare(name);
        const ra_unit *next = ra_unit_multiply(units, product, unit_of(name));
        ck_assert((next != NULL) == (i < 32));
        product = next ? next : product;
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("unit_algebra");
    TCase *cases = tcase_create("cases");
    tcase_add_checked_fixture(cases, units_set_up, units_tear_down);
    tcase_add_loop_test(cases, test_derived, 0, COUNT(derived));
    tcase_add_loop_test(cases, test_derived_text_reads_back, 0, COUNT(derived));
    tcase_add_loop_test(cases, test_powers, 0, COUNT(powers));
    tcase_add_test(cases, test_too_large);
    tcase_add_test(cases, test_too_many_words);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
