/* Products, quotients, powers and conversions of units. */
#include "models/unit_core.h"

#include <float.h>
#include <math.h>

/* The highest root that is tried for a broken exponent: x^(5/12) is. */
#define LARGEST_ROOT 12

static ra_unit_product product_of(const ra_unit *unit)
{
    ra_unit_product product = {.number = 1};
    ra_unit_product_times(&product, unit, 1);
    return product;
}

/* Returns the unit of a product under the product's own text. */
static const ra_unit *intern_product(ra_units *units, const ra_unit_product *product)
{
    ra_text text = {0};
    ra_unit_product_text(product, &text);
    const ra_unit *unit =
        text.failed ? NULL : ra_units_intern(units, text.data, text.length, product);
    ra_text_free(&text);
    return unit;
}

const ra_unit *ra_unit_multiply(ra_units *units, const ra_unit *a, const ra_unit *b)
{
    ra_unit_product product = product_of(a);
    return ra_unit_product_times(&product, b, 1) ? intern_product(units, &product) : NULL;
}

const ra_unit *ra_unit_divide(ra_units *units, const ra_unit *a, const ra_unit *b)
{
    ra_unit_product product = product_of(a);
    return ra_unit_product_times(&product, b, -1) ? intern_product(units, &product) : NULL;
}

/* Finds the smallest root with x = power / root for a whole power. */
static bool find_fraction(double x, int *power, int *root)
{
    for (*root = 1; *root <= LARGEST_ROOT; ++*root) {
        double whole = round(x * *root);
        if (fabs(x * *root - whole) <= 1e-12 * fabs(whole) + DBL_MIN &&
            fabs(whole) <= RA_UNIT_MAX_EXPONENT) {
            *power = (int)whole;
            return true;
        }
    }
    return false;
}

/* Writes unit^(power/root) where every exponent stays whole and the number stays 1. */
static bool divide_exponents(const ra_unit *unit, int power, int root, ra_unit_product *out)
{
    *out = (ra_unit_product){.number = 1};
    if (root > 1 && unit->number != 1)
        return false;
    for (size_t i = 0; i < unit->count; i++) {
        int exponent = unit->factors[i].exponent * power;
        if (exponent % root != 0)
            return false;
        if (!ra_unit_product_times(out, unit->factors[i].atom, exponent / root))
            return false;
    }
    return ra_unit_product_scale(out, unit->number, power);
}

const ra_unit *ra_unit_power(ra_units *units, const ra_unit *unit, double exponent)
{
    ra_unit_product product;
    int power, root;
    if (unit->count == 0 && unit->number == 1)
        return unit;
    if (!find_fraction(exponent, &power, &root))
        return NULL;
    if (divide_exponents(unit, power, root, &product))
        return intern_product(units, &product);
    if (root == 1 || unit->count == 0)
        return NULL;
    product = product_of(unit);
    ra_text text = {0};
    const ra_unit *result = NULL;
    if (ra_unit_product_root(&product, power, root, &text) && !text.failed)
        result = ra_unit_parse(units, text.data, NULL);
    ra_text_free(&text);
    return result;
}

bool ra_unit_convert(const ra_unit *from, const ra_unit *to, double *factor)
{
    ra_unit_product quotient = product_of(from);
    if (!ra_unit_product_times(&quotient, to, -1) || !ra_unit_product_dimensionless(&quotient))
        return false;
    if (factor)
        *factor = ra_unit_decimal(ra_unit_product_value(&quotient));
    return true;
}

bool ra_unit_dimensionless(const ra_unit *unit)
{
    ra_unit_product product = product_of(unit);
    return ra_unit_product_dimensionless(&product);
}

const char *ra_unit_text(const ra_unit *unit)
{
    return unit->text;
}
