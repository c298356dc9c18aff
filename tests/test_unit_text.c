#include <check.h>
#include <string.h>

#include "tests/support/run.h"
#include "tests/support/units.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Texts that are refused: where and why. */
static const struct {
    const char *text;
    size_t position;
    const char *message;
} refused[] = {
    {"", 0, "a unit is missing: write '1' for a plain number"},
    {" \t", 0, "a unit is missing: write '1' for a plain number"},
    {"kgCO2", 0, "'kgCO2' is not a unit: write 'kgCO2e' and note the basis"},
    {"lbCO2/kWh", 0, "'lbCO2' is not a unit: write 'lbCO2e' and note the basis"},
    {"W.h/kgCO2", 4, "'kgCO2' is not a unit: write 'kgCO2e' and note the basis"},
    {"kgCO2-eq", 0, "'kgCO2' is not a unit: write 'kgCO2e' and note the basis"},
    {"kgco2e", 0, "'kgco2e' is not a unit: write 'kgCO2e' and note the basis"},
    {"kg CO2e", 0, "write 'kgCO2e' in one word"},
    {"1e6 lb CO2e", 4, "write 'lbCO2e' in one word"},
    {"t CO2", 0, "write 'tCO2e' in one word and note the basis"},
    {"kg of CO2e", 3, "'of' is not a unit: write 'kgCO2e' in one word"},
    {"kg CO2x", 0, "write 'kgCO2e' in one word and note the basis"},
    {"MTCO2", 0,
     "'MTCO2' is not a unit: write 'kgCO2e', 'tCO2e', 'lbCO2e' or, for short tons, 'stCO2e'"},
    {"cow", 0, "unknown unit 'cow': things to count are declared in \"counts\""},
    {"coa2", 0, "unknown unit 'coa2': things to count are declared in \"counts\""},
    {"CO2e", 0,
     "'CO2e' is not a unit: write 'kgCO2e', 'tCO2e', 'lbCO2e' or, for short tons, 'stCO2e'"},
    {"tons CO2e", 5,
     "'CO2e' is not a unit: write 'kgCO2e', 'tCO2e', 'lbCO2e' or, for short tons, 'stCO2e'"},
    {"MTCO2e", 0, "'MTCO2e' may be metric tons or megatonnes: write 'tCO2e' or 'MtCO2e'"},
    {"mtCO2e", 0, "'mtCO2e' may be metric tons or millitonnes: write 'tCO2e'"},
    {"MT", 0, "'MT' may be metric tons or megatonnes: write 't' or 'Mt'"},
    {"KWh", 0, "unknown unit 'KWh': did you mean 'kWh'?"},
    {"gCO2e/kwh", 6, "unknown unit 'kwh': did you mean 'kWh'?"},
    {"Kg", 0, "unknown unit 'Kg': did you mean 'kg'?"},
    {"Hour", 0, "unknown unit 'Hour': did you mean 'hour'?"},
    {"kWhh", 0, "unknown unit 'kWhh': did you mean 'kWh'?"},
    {"tonnnes", 0, "unknown unit 'tonnnes': did you mean 'tonnes'?"},
    {"Wat", 0, "unknown unit 'Wat': did you mean 'watt'?"},
    {"kiloWat", 0, "unknown unit 'kiloWat': did you mean 'kilowatt'?"},
    {"Megawats", 0, "unknown unit 'Megawats': did you mean 'megawatt'?"},
    {"kiloxyz", 0, "unknown unit 'kiloxyz': things to count are declared in \"counts\""},
    {"GPU", 0, "unknown unit 'GPU': things to count are declared in \"counts\""},
    {"W/image", 2, "unknown unit 'image': things to count are declared in \"counts\""},
    {"mkm", 0, "unknown unit 'mkm': things to count are declared in \"counts\""},
    {"kmeter", 0, "unknown unit 'kmeter': did you mean 'meter'?"},
    {"K @ 273.15", 2, "a unit with a shifted origin ('@') cannot be used"},
    {"s since 1992-10-8", 2, "a unit with a shifted origin ('since') cannot be used"},
    {"K from 273", 2, "a unit with a shifted origin ('from') cannot be used"},
    {"K after 273", 2, "a unit with a shifted origin ('after') cannot be used"},
    {"K ref 273", 2, "a unit with a shifted origin ('ref') cannot be used"},
    {"lg(re 1 mW)", 0, "a logarithmic unit ('lg(') cannot be used"},
    {"ln(re 1)", 0, "a logarithmic unit ('ln(') cannot be used"},
    {"0.1 lb(re 1)", 4, "a logarithmic unit ('lb(') cannot be used"},
    {"dB", 0, "'dB' is a logarithmic unit: only units with a factor can be used"},
    {"degC", 0, "'degC' has an offset: write 'K' for a difference of temperatures"},
    {"°C", 0, "'°C' has an offset: write 'K' for a difference of temperatures"},
    {"Gb", 0, "'Gb' may be bit or byte: write 'bit' or 'B'"},
    {"Mbps", 0, "'Mbps' may be read in two ways: write 'bit/s'"},
    {"TFLOPS", 0, "'TFLOPS' may be a count or a rate: write 'FLOP' or 'FLOP/s'"},
    {"$/h", 0, "'$' may be any of several dollars: write 'USD'"},
    {"billion USD", 0, "'billion' is not a unit: write the scale as a number, '1e9 USD'"},
    {"per hour", 0, "'per' stands between two units: write '1/hour'"},
    {"1,000 km", 1, "write a number without commas"},
    {"1 000 km", 2, "a number cannot follow a factor: write '1000', '1000 km' or 'm^2'"},
    {"1.000.000 USD", 5, "write a number with one point at most"},
    {"m 2", 2, "a number cannot follow a factor: write '1000', '1000 km' or 'm^2'"},
    {".5 km", 0, "unexpected '.' in a unit"},
    {"2 .5 km", 2, "unexpected '.' in a unit"},
    {"0 km", 0, "'0' cannot be a factor of a unit"},
    {"1e400 km", 0, "'1e400' cannot be a factor of a unit"},
    {"-1 km", 0, "'-' is neither a sign nor a product here: write 'kW.h'"},
    {"kW-h", 2, "'-' is neither a sign nor a product here: write 'kW.h'"},
    {"m\xC2\xB2", 1, "write an exponent as in 'm^2'"},
    {"s\xE2\x81\xBB\xC2\xB9", 1, "write an exponent as in 'm^2'"},
    {"m^2.5", 1, "an exponent is a whole number, as in 'm^2'"},
    {"m2.5", 1, "an exponent is a whole number, as in 'm^2'"},
    {"m^x", 1, "an exponent is a whole number, as in 'm^2'"},
    {"m^0", 1, "an exponent lies between 1 and 100, or -1 and -100"},
    {"m^101", 1, "an exponent lies between 1 and 100, or -1 and -100"},
    {"m99999999999999999999", 1, "an exponent lies between 1 and 100, or -1 and -100"},
    {"kWh^99", 0, "the unit is too large"},
    {"m^60 m^60", 5, "the unit is too large"},
    {"1e150 1e150", 6, "a number cannot follow a factor: write '1000', '1000 km' or 'm^2'"},
    {"1e150*1e150", 6, "the unit is too large"},
    {"1e-150*1e-150", 7, "the unit is too large"},
    {"1/kWh^99", 2, "the unit is too large"},
    {"m^-60 m^-60", 6, "the unit is too large"},
    {"(m^50)^3", 0, "the unit is too large"},
    {"10^x km", 2, "an exponent is a whole number, as in 'm^2'"},
    {"(m)^x", 3, "an exponent is a whole number, as in 'm^2'"},
    {"m/", 2, "the unit ends where another factor is expected"},
    {"kWh per", 7, "the unit ends where another factor is expected"},
    {"m//s", 2, "unexpected '/' in a unit"},
    {"()", 1, "unexpected ')' in a unit"},
    {"(m", 0, "unclosed '('"},
    {"m)", 1, "unexpected ')' in a unit"},
    {"m=3", 1, "unexpected '=' in a unit"},
    {"m\x01", 1, "a unit holds no control characters"},
    {"m\x7f", 1, "a unit holds no control characters"},
    {"m\nkg", 1, "a unit holds no control characters"},
    {"m\xFF", 0, "the unit is not valid UTF-8"},
};

START_TEST(test_refused)
{
    ra_unit_problem problem;
    ck_assert_ptr_null(ra_unit_parse(units, refused[_i].text, &problem));
    ck_assert_str_eq(problem.text, refused[_i].message);
    ck_assert_msg(problem.position == refused[_i].position, "'%s': byte %zu", refused[_i].text,
                  problem.position);
    ck_assert(!problem.lint);
    ck_assert_ptr_null(ra_unit_parse(units, refused[_i].text, NULL));
}
END_TEST

/* Texts that are read with a warning. */
static const struct {
    const char *text;
    size_t position;
    const char *message;
} doubtful[] = {
    {"kt", 0, "'kt' is read as kilotonne (1,000 t), not as knot"},
    {"tCO2e/a", 6, "'a' is read as year (8,760 h), not as are (100 m^2)"},
    {"ton", 0, "'ton' is read as the short ton of 2,000 lb: write 't' for the metric ton"},
    {"kg/tons", 3, "'tons' is read as the short ton of 2,000 lb: write 't' for the metric ton"},
    {"gal", 0, "'gal' is read as the US gallon (3.785 L)"},
    {"Mgal", 0, "'Mgal' is read as the US gallon (3.785 L)"},
    {"kW H", 3, "'H' is read as henry: write 'h' or 'hour' for time"},
    {"kWh/year", 4,
     "'year' is read as 8,760 h: write the hours where the source means another year"},
    {"years", 0, "'years' is read as 8,760 h: write the hours where the source means another year"},
    {"yr", 0, "'yr' is read as 8,760 h: write the hours where the source means another year"},
    {"month", 0, "'month' is read as 730 h (a twelfth of 8,760 h)"},
    {"year.month", 0,
     "'year' is read as 8,760 h: write the hours where the source means another year"},
    {"kWh/1000 token", 4, "'/1000 token' divides by its first factor alone: write '/(1000 token)'"},
    {"/1000 token", 1, "'/1000 token' divides by its first factor alone: write '/(1000 token)'"},
    {"W/m K", 2, "'/m K' divides by its first factor alone: write '/(m K)'"},
};

START_TEST(test_doubtful)
{
    ra_unit_problem problem;
    /* Twice: a warning belongs to the text, not to its first reading. */
    for (int i = 0; i < 2; i++) {
        const ra_unit *unit = ra_unit_parse(units, doubtful[_i].text, &problem);
        ck_assert_ptr_nonnull(unit);
        ck_assert_str_eq(ra_unit_text(unit), doubtful[_i].text);
        ck_assert_str_eq(problem.text, doubtful[_i].message);
        ck_assert_uint_eq(problem.position, doubtful[_i].position);
        ck_assert(problem.lint);
    }
}
END_TEST

static const char *const undoubted[] = {
    "kWh",    "lbCO2e/kWh", "W/(m K)", "1000 km/h", "gCO2e/kWh.h", "hour", "ha", "Mt",
    "gallon", "t",          "Pa",      "min",       "day",         "%",    "GB", "10 kWh/(1000 km)",
    "km person", "gCO2e per(kWh)",
};

START_TEST(test_undoubted)
{
    ra_unit_problem problem;
    ck_assert_ptr_nonnull(ra_unit_parse(units, undoubted[_i], &problem));
    ck_assert_str_eq(problem.text, "");
    ck_assert(!problem.lint);
}
END_TEST

START_TEST(test_limits)
{
    char text[256];
    ra_unit_problem problem;
    memset(text, 'm', sizeof text);
    text[201] = '\0';
    ck_assert_ptr_null(ra_unit_parse(units, text, &problem));
    ck_assert_str_eq(problem.text, "a unit has at most 200 bytes");
    text[200] = '\0';
    ck_assert_ptr_null(ra_unit_parse(units, text, &problem));
    ck_assert_str_eq(problem.text,
                     "unknown unit 'mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm':"
                     " things to count are declared in \"counts\"");
    /* Brackets as deep as a text allows. */
    memset(text, '(', 99);
    text[99] = 'm';
    memset(text + 100, ')', 99);
    text[199] = '\0';
    ck_assert(ra_unit_convert(unit_of(text), unit_of("m"), NULL));
    /* A long word is not cut inside a character. */
    for (size_t i = 0; i < 100; i++)
        memcpy(text + 1 + 2 * i, "\xC3\xA9", 2);
    text[0] = 'm';
    text[199] = '\0';
    ck_assert_ptr_null(ra_unit_parse(units, text, &problem));
    ck_assert(ra_text_valid(problem.text, strlen(problem.text)));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("unit_text");
    TCase *cases = tcase_create("cases");
    tcase_add_checked_fixture(cases, units_set_up, units_tear_down);
    tcase_add_loop_test(cases, test_refused, 0, COUNT(refused));
    tcase_add_loop_test(cases, test_doubtful, 0, COUNT(doubtful));
    tcase_add_loop_test(cases, test_undoubted, 0, COUNT(undoubted));
    tcase_add_test(cases, test_limits);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
