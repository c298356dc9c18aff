#include "models/unit_core.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Scales stay where neither they nor their product with a value overflow. */
#define LARGEST  1e200
#define SMALLEST 1e-200

static double power(double base, int exponent)
{
    double result = 1;
    for (int i = exponent < 0 ? -exponent : exponent; i > 0; i--)
        result *= base;
    return exponent < 0 ? 1 / result : result;
}

double ra_unit_product_value(const ra_unit_product *product)
{
    double above = product->number, below = 1;
    for (size_t i = 0; i < product->count; i++) {
        int exponent = product->factors[i].exponent;
        if (exponent > 0)
            above *= power(product->factors[i].atom->scale, exponent);
        else
            below *= power(product->factors[i].atom->scale, -exponent);
    }
    return above / below;
}

/* Factors between units are decimals or quotients of decimals, and come out of binary products
 * with errors in the last place. Where a decimal of 15 digits lies within two units of it, that
 * decimal is meant: 0.45359237, not 0.45359237000000003. */
double ra_unit_decimal(double value)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%.15g", value);
    double decimal = strtod(digits, NULL);
    return fabs(decimal - value) <= 2 * DBL_EPSILON * value ? decimal : value;
}

static bool in_range(const ra_unit_product *product)
{
    double value = ra_unit_product_value(product);
    return product->number >= SMALLEST && product->number <= LARGEST && value >= SMALLEST &&
           value <= LARGEST;
}

/* Two words of one unit ("hour", "h") are one factor, under the word that came first. */
static bool same_atom(const ra_unit *a, const ra_unit *b)
{
    return a == b || a->real == b->real;
}

static bool add_factor(ra_unit_product *product, const ra_unit *atom, int exponent)
{
    size_t i = 0;
    while (i < product->count && !same_atom(product->factors[i].atom, atom))
        i++;
    if (i == product->count) {
        if (i == RA_UNIT_MAX_FACTORS)
            return false;
        product->factors[product->count++] = (ra_unit_factor){atom, 0};
    }
    int sum = product->factors[i].exponent += exponent;
    if (sum == 0) {
        product->count--;
        for (; i < product->count; i++)
            product->factors[i] = product->factors[i + 1];
    }
    return sum >= -RA_UNIT_MAX_EXPONENT && sum <= RA_UNIT_MAX_EXPONENT;
}

static bool add_factors(ra_unit_product *product, double number, const ra_unit_factor *factors,
                        size_t count, int exponent)
{
    if (exponent < -RA_UNIT_MAX_EXPONENT || exponent > RA_UNIT_MAX_EXPONENT)
        return false;
    product->number *= power(number, exponent);
    for (size_t i = 0; i < count && exponent != 0; i++)
        if (!add_factor(product, factors[i].atom, factors[i].exponent * exponent))
            return false;
    return in_range(product);
}

bool ra_unit_product_times(ra_unit_product *product, const ra_unit *unit, int exponent)
{
    return add_factors(product, unit->number, unit->factors, unit->count, exponent);
}

bool ra_unit_product_merge(ra_unit_product *product, const ra_unit_product *other, int exponent)
{
    return add_factors(product, other->number, other->factors, other->count, exponent);
}

bool ra_unit_product_scale(ra_unit_product *product, double number, int exponent)
{
    return add_factors(product, number, NULL, 0, exponent);
}

/* Appends the factors whose exponents have this sign, with a dot between them. */
static void append_factors(const ra_unit_product *product, int sign, ra_text *out)
{
    const char *between = "";
    for (size_t i = 0; i < product->count; i++) {
        int exponent = product->factors[i].exponent * sign;
        if (exponent < 0)
            continue;
        ra_text_append(out, between);
        ra_text_append(out, product->factors[i].atom->text);
        if (exponent > 1)
            ra_text_format(out, "^%d", exponent);
        between = ".";
    }
}

void ra_unit_product_text(const ra_unit_product *product, ra_text *out)
{
    size_t above = 0;
    for (size_t i = 0; i < product->count; i++)
        above += product->factors[i].exponent > 0;
    size_t below = product->count - above;
    if (product->number != 1 || above == 0)
        ra_text_number(out, product->number);
    if (product->number != 1 && above > 0)
        ra_text_append(out, " ");
    append_factors(product, 1, out);
    if (below == 0)
        return;
    ra_text_append(out, below > 1 ? "/(" : "/");
    append_factors(product, -1, out);
    if (below > 1)
        ra_text_append(out, ")");
}
