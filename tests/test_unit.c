#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <udunits2.h>
#include <unistd.h>

#include "models/alloc.h"
#include "tests/support/files.h"
#include "tests/support/run.h"
#include "tests/support/units.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Factors are exact where both units are decimals of each other: no tolerance. */
static const struct {
    const char *from, *to;
    double factor;
} conversions[] = {
    {"lbCO2e", "kgCO2e", 0.45359237},
    {"lbCO2e", "tCO2e", 4.5359237e-4},
    {"stCO2e", "tCO2e", 0.90718474},
    {"tCO2e", "MtCO2e", 1e-6},
    {"GtCO2e", "gCO2e", 1e15},
    {"gCO2eq/kWh", "kgCO2e/MWh", 1},
    {"lbCO2e/MWh", "gCO2e/kWh", 0.45359237},
    {"kWh", "J", 3.6e6},
    {"MWh", "GJ", 3.6},
    {"TWh/year", "MW", 1e3 / 8.760},
    {"BTU", "J", 1055.05585262},
    {"therm", "BTU", 1e5},
    {"kcal", "J", 4184},
    {"toe", "GJ", 41.868},
    {"B", "bit", 8},
    {"GB", "bit", 8e9},
    {"KiB", "B", 1024},
    {"GiB", "B", 1073741824},
    {"Mbit/s", "kB/s", 125},
    {"mile", "m", 1609.344},
    {"ft", "m", 0.3048},
    {"ha", "m2", 1e4},
    {"acre", "m^2", 4046.8564224},
    {"hour.W", "kWh", 1e-3},
    {"hour W", "kWh", 1e-3},
    {"W*hour", "kWh", 1e-3},
    {"W\xC2\xB7h", "kWh", 1e-3},
    {"year", "hour", 8760},
    {"week", "hour", 168},
    {"month", "hour", 730},
    {"days", "s", 86400},
    {"ms", "s", 1e-3},
    {"\xC2\xB5s", "s", 1e-6},
    {"us", "s", 1e-6},
    {"%", "1", 0.01},
    {"1", "%", 100},
    {"ppm", "%", 1e-4},
    {"gal", "L", 3.785411784},
    {"gallons", "m3", 3.785411784e-3},
    {"L", "m3", 1e-3},
    {"t", "kg", 1000},
    {"metric_tons", "kg", 1000},
    {"short_ton", "lb", 2000},
    {"ton", "kg", 907.18474},
    {"long_ton", "lb", 2240},
    {"lbs", "g", 453.59237},
    {"Mg", "t", 1},
    {"kt", "kg", 1e6},
    {"mAh V", "mWh", 1},
    {"VA", "W", 1},
    {"kW h", "kWh", 1},
    {"Hz", "1/s", 1},
    {"EFLOP/s", "TFLOP/s", 1e6},
    {"kilowatt_hour", "kWh", 1},
    {"megabytes", "B", 1e6},
    {"people", "person", 1},
    {"pkm", "passenger.km", 1},
    {"tkm", "kg.m", 1e6},
    {"1e9 USD", "USD", 1e9},
    {"1000 km", "km", 1000},
    {"10^6 token", "token", 1e6},
    {"10**-3 USD", "USD", 1e-3},
    {"5km", "m", 5000},
    {"kWh/1000", "Wh", 1},
    {"gCO2e per kWh", "gCO2e/kWh", 1},
    {"km/hour", "m/s", 1 / 3.6},
    {"m s-2", "m/s^2", 1},
    {"m.s^-2", "m/s/s", 1},
    {"(m/s)^2", "m2/s2", 1},
    {"J/(kg.K)", "J/kg/K", 1},
    {"/hour", "1/h", 1},
    {"2.5e-3 kWh", "Wh", 2.5},
    {"1E3 W", "kW", 1},
    {"kW . h", "kWh", 1},
    {"kW\th", "kWh", 1},
    {"5EUR", "EUR", 5},
};

START_TEST(test_conversions)
{
    double factor = 0;
    ck_assert_msg(
        ra_unit_convert(unit_of(conversions[_i].from), unit_of(conversions[_i].to), &factor),
        "%s to %s", conversions[_i].from, conversions[_i].to);
    ck_assert_msg(factor == conversions[_i].factor, "%s to %s: %.17g, not %.17g",
                  conversions[_i].from, conversions[_i].to, factor, conversions[_i].factor);
}
END_TEST

/* UDUNITS-2's own reader must understand a text as ours does, or not at all. */
START_TEST(test_library_agrees)
{
    size_t agreed = 0;
    char *folder = make_folder();
    char *path = put_text(folder, "all.xml",
                          "<unit-system><import>" REAUDIT_SOURCE_DATA
                          "/datasets/unit-prefixes.xml</import><import>" UNITS_XML
                          "</import></unit-system>");
    ut_set_error_message_handler(ut_ignore);
    ut_system *system = ut_read_xml(path);
    for (size_t i = 0; i < COUNT(conversions); i++) {
        ut_unit *from = ut_parse(system, conversions[i].from, UT_UTF8);
        ut_unit *to = ut_parse(system, conversions[i].to, UT_UTF8);
        if (from && to) {
            cv_converter *converter = ut_get_converter(from, to);
            double factor = cv_convert_double(converter, 1);
            ck_assert_msg(fabs(factor / conversions[i].factor - 1) < 1e-14, "%s to %s: %.17g",
                          conversions[i].from, conversions[i].to, factor);
            cv_free(converter);
            agreed++;
        }
        ut_free(from);
        ut_free(to);
    }
    ut_free_system(system);
    free(path);
    free_folder(folder);
    ck_assert_uint_ge(agreed, COUNT(conversions) - 3);
}
END_TEST

static const struct {
    const char *a, *b;
} incompatible[] = {
    {"s", "Hz"},     {"kg", "kgCO2e"},
    {"J", "kg"},     {"W", "Wh"},
    {"token", "op"}, {"op", "FLOP"},
    {"USD", "EUR"},  {"person", "passenger"},
    {"1", "token"},  {"%", "m"},
    {"B", "1"},      {"kWh", "kW/h"},
    {"L", "m2"},     {"kgCO2e/kWh", "kWh/kgCO2e"},
    {"km", "pkm"},
};

START_TEST(test_incompatible)
{
    double factor = 42;
    const ra_unit *a = unit_of(incompatible[_i].a), *b = unit_of(incompatible[_i].b);
    ck_assert(!ra_unit_convert(a, b, &factor));
    ck_assert(!ra_unit_convert(b, a, NULL));
    ck_assert(factor == 42);
}
END_TEST

START_TEST(test_slash_is_left_to_right)
{
    double factor;
    ck_assert(ra_unit_convert(unit_of("kWh/1000 token"), unit_of("kWh.token"), &factor));
    ck_assert(factor == 1e-3);
    ck_assert(ra_unit_convert(unit_of("kWh/(1000 token)"), unit_of("kWh/token"), &factor));
    ck_assert(factor == 1e-3);
}
END_TEST

START_TEST(test_interning)
{
    const ra_unit *kwh = unit_of("kWh");
    ck_assert_ptr_eq(unit_of("  kWh "), kwh);
    ck_assert_ptr_eq(unit_of("1"), ra_unit_one(units));
    ck_assert_ptr_ne(unit_of("kW.hour"), unit_of("kW.h"));
    ck_assert_ptr_eq(ra_unit_multiply(units, unit_of("kW"), unit_of("hour")), unit_of("kW.hour"));
    ck_assert_ptr_eq(ra_unit_divide(units, kwh, kwh), ra_unit_one(units));
    /* Pointers last while the table grows. */
    for (int i = 0; i < 1000; i++) {
        char text[16];
        snprintf(text, sizeof text, "%d USD", i + 2);
        double factor;
        ck_assert(ra_unit_convert(unit_of(text), unit_of("USD"), &factor));
        ck_assert(factor == i + 2);
    }
    ck_assert_ptr_eq(unit_of("kWh"), kwh);
    ck_assert_str_eq(ra_unit_text(kwh), "kWh");
}
END_TEST

START_TEST(test_dimensionless)
{
    static const char *const with[] = {"m", "s-1", "token", "USD", "bit", "person"};
    static const char *const without[] = {"1", "%", "ppm", "1000", "kWh/J", "m/m", "Hz.s"};
    for (size_t i = 0; i < COUNT(with); i++)
        ck_assert_msg(!ra_unit_dimensionless(unit_of(with[i])), "%s", with[i]);
    for (size_t i = 0; i < COUNT(without); i++)
        ck_assert_msg(ra_unit_dimensionless(unit_of(without[i])), "%s", without[i]);
}
END_TEST

/* Every word that is listed can be written, and means what its definition says. */
START_TEST(test_list)
{
    size_t count = 0;
    const char *name, *definition;
    declare("image");
    for (; (name = ra_units_name(units, count, &definition)); count++) {
        ck_assert_msg(definition[0] != '\0', "%s", name);
        const ra_unit *unit = unit_of(name);
        double factor;
        if (strcmp(definition, "base unit") == 0)
            continue;
        ck_assert_msg(ra_unit_convert(unit, unit_of(definition), &factor), "%s", name);
        ck_assert_msg(factor == 1, "%s: %.17g", name, factor);
    }
    ck_assert_uint_gt(count, 100);
    ck_assert_str_eq(ra_units_name(units, count - 1, &definition), "image");
    ck_assert_str_eq(definition, "base unit");
    ck_assert_ptr_null(ra_units_name(units, count + 5, NULL));
    ck_assert_str_eq(ra_units_name(units, count - 1, NULL), "image");
}
END_TEST

static const struct {
    const char *word, *definition;
} definitions[] = {
    {"kg", "base unit"},
    {"lb", "0.45359237 kg"},
    {"hour", "3600 s"},
    {"%", "0.01"},
    {"lbCO2e", "453.59237 gCO2e"},
    {"long_ton", "1016.0469088 kg"},
    {"Wh", "3600 m2.kg.s-2"},
    {"KiB", "8192 bit"},
    {"pkm", "1000 m.passenger"},
};

START_TEST(test_definitions)
{
    const char *name, *definition;
    size_t i = 0;
    while ((name = ra_units_name(units, i, &definition)) && strcmp(name, definitions[_i].word) != 0)
        i++;
    ck_assert_ptr_nonnull(name);
    ck_assert_str_eq(definition, definitions[_i].definition);
}
END_TEST

/* Systems are apart: what one declares the other does not know. */
START_TEST(test_two_systems)
{
    ra_units *first = units;
    declare("image");
    units_set_up();
    ck_assert_ptr_null(ra_unit_parse(units, "image", NULL));
    declare("image");
    units_tear_down();
    units = first;
    unit_of("kWh/image");
}
END_TEST

START_TEST(test_bad_files)
{
    static const struct {
        const char *path;
        ra_status status;
        const char *message;
    } files[] = {
        {REAUDIT_SOURCE_DATA "/datasets/nowhere.xml", RA_IO, "cannot open"},
        {REAUDIT_SOURCE_DATA "/datasets", RA_IO, "is a directory"},
        {REAUDIT_SOURCE_DATA "/models/unit.h", RA_INVALID, "is not a valid database of units"},
    };
    for (size_t i = 0; i < COUNT(files); i++) {
        ra_units *none;
        ra_diag *diag = ra_diag_new();
        ck_assert_int_eq(ra_units_load(&none, files[i].path, diag), files[i].status);
        ck_assert_ptr_null(none);
        ck_assert_uint_eq(ra_diag_count(diag, RA_ERROR), 1);
        ck_assert_ptr_nonnull(strstr(ra_diag_message(diag, 0)->text, files[i].message));
        ra_diag_free(diag);
    }
    ra_units_free(NULL);
}
END_TEST

/* What words mean is read when one is asked for: then the units are those that were read at once, or
 * no word is known and an allocation counts as failed. */
START_TEST(test_opened)
{
    ra_units *late = NULL;
    ra_diag *diag = ra_diag_new();
    unsigned long failures = ra_alloc_failures();
    double factor = 0;

    ck_assert_int_eq(ra_units_open(&late, UNITS_XML, diag), RA_OK);
    const ra_unit *one = ra_unit_parse(late, "1", NULL);
    ck_assert_ptr_eq(one, ra_unit_one(late));
    ck_assert(ra_unit_dimensionless(one));
    const ra_unit *wh = ra_unit_parse(late, "kWh", NULL), *joule = ra_unit_parse(late, "MJ", NULL);
    ck_assert(wh && joule && ra_unit_convert(wh, joule, &factor));
    ck_assert_double_eq_tol(factor, 3.6, 1e-15);
    ra_units_free(late);
    ck_assert_uint_eq(ra_alloc_failures(), failures);

    char *folder = make_folder(), *path = put_text(folder, "none.xml",
        "<value>1e3</value><name>kilo</name><unit><singular>metre</singular>");
    ck_assert_int_eq(ra_units_open(&late, path, diag), RA_OK);
    ck_assert_ptr_nonnull(ra_unit_parse(late, "1", NULL));
    ck_assert_ptr_null(ra_unit_parse(late, "metre", NULL));
    ck_assert_uint_gt(ra_alloc_failures(), failures);
    ck_assert_uint_eq(ra_diag_count(diag, RA_ERROR), 0);
    ra_units_free(late);
    free(path);
    ra_diag_free(diag);
    free_folder(folder);
}
END_TEST

/* Words of somebody's own definitions that are no factor alone are told so, not missing memory. */
START_TEST(test_special_words)
{
    static const char *const words[] = {"warmth", "loudness", "date", "debt"};
    char *folder = make_folder();
    free(
        put_text(folder, "own.xml",
                 "<unit-system>"
                 "<prefix><value>1e3</value><name>kilo</name><symbol>k</symbol></prefix>"
                 "<unit><base/><name><singular>kelvin</singular></name><symbol>K</symbol></unit>"
                 "<unit><base/><name><singular>second</singular></name><symbol>s</symbol></unit>"
                 "<unit><def>K @ 273.15</def><name><singular>warmth</singular></name></unit>"
                 "<unit><def>lg(re 1 K)</def><name><singular>loudness</singular></name></unit>"
                 "<unit><def>s @ 19700101T000000</def><name><singular>date</singular></name></unit>"
                 "<unit><def>-2 K</def><name><singular>debt</singular></name></unit>"
                 "</unit-system>"));
    ra_units *own = NULL;
    ra_diag *diag = ra_diag_new();
    ra_unit_problem problem;
    unsigned long failures = ra_alloc_failures();
    ck_assert_int_eq(chdir(folder), 0);
    ck_assert_int_eq(ra_units_load(&own, "own.xml", diag), RA_OK);
    ck_assert_ptr_nonnull(ra_unit_parse(own, "kK", &problem));
    for (size_t i = 0; i < COUNT(words); i++) {
        char expected[120];
        snprintf(expected, sizeof expected,
                 "'%s' is not a factor alone: only units with a factor can be used", words[i]);
        ck_assert_ptr_null(ra_unit_parse(own, words[i], &problem));
        ck_assert_str_eq(problem.text, expected);
    }
    ck_assert_uint_eq(ra_alloc_failures(), failures);
    ra_units_free(own);
    /* Without prefixes of its own they stand beside it, in a file that is not there. */
    free(put_text(folder, "none.xml",
                  "<unit-system><unit><base/><name><singular>kelvin</singular></name>"
                  "<symbol>K</symbol></unit></unit-system>"));
    ck_assert_int_eq(ra_units_load(&own, "none.xml", diag), RA_IO);
    ck_assert_ptr_nonnull(strstr(ra_diag_message(diag, 0)->text, "cannot open"));
    ra_diag_free(diag);
    free_folder(folder);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("unit");
    TCase *cases = tcase_create("cases");
    tcase_add_checked_fixture(cases, units_set_up, units_tear_down);
    tcase_add_loop_test(cases, test_conversions, 0, COUNT(conversions));
    tcase_add_test(cases, test_library_agrees);
    tcase_add_loop_test(cases, test_incompatible, 0, COUNT(incompatible));
    tcase_add_test(cases, test_slash_is_left_to_right);
    tcase_add_test(cases, test_interning);
    tcase_add_test(cases, test_dimensionless);
    tcase_add_test(cases, test_list);
    tcase_add_loop_test(cases, test_definitions, 0, COUNT(definitions));
    tcase_add_test(cases, test_two_systems);
    tcase_add_test(cases, test_bad_files);
    tcase_add_test(cases, test_opened);
    tcase_add_test(cases, test_special_words);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
