#include <check.h>
#include "models/unit.h"
#include "tests/support/run.h"

#define UNITS REAUDIT_SOURCE_DATA "/datasets/units.xml"
#define COUNT(table) (sizeof(table) / sizeof *(table))

static ra_units *units;

static void set_up(void)
{
    ra_diag *diag = ra_diag_new();
    ck_assert_int_eq(ra_units_load(&units, UNITS, diag), RA_OK);
    ra_diag_free(diag);
}

static void tear_down(void)
{
    ra_units_free(units);
}

/* Returns a unit that must be there; its text stands in the message where it is not. */
static const ra_unit *unit_of(const char *text)
{
    ra_unit_problem problem;
    const ra_unit *unit = ra_unit_parse(units, text, &problem);
    ck_assert_msg(unit != NULL, "'%s': %s", text, problem.text);
    return unit;
}

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
};

START_TEST(test_conversions)
{
    double factor = 0;
    ck_assert_msg(ra_unit_convert(unit_of(conversions[_i].from), unit_of(conversions[_i].to),
                                  &factor),
                  "%s to %s", conversions[_i].from, conversions[_i].to);
    ck_assert_msg(factor == conversions[_i].factor, "%s to %s: %.17g, not %.17g",
                  conversions[_i].from, conversions[_i].to, factor, conversions[_i].factor);
}
END_TEST

static Suite *suite(void)
{
    Suite *all = suite_create("unit");
    TCase *tables = tcase_create("tables");
    tcase_add_checked_fixture(tables, set_up, tear_down);
    tcase_add_loop_test(tables, test_conversions, 0, COUNT(conversions));
    suite_add_tcase(all, tables);
    return all;
}

int main(void)
{
    return run_suite(suite());
}
