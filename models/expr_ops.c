/* The table of operators: one row says everything that any walk needs to know of an operator.
 *
 * `scalar` and `block` of a row are made from the same expression, so that they give the same bits;
 * a block function is a plain loop over columns, which the compiler turns into vector code where
 * the machine has the operation. Comparisons and choices let a NaN through rather than take it for
 * "no", so that a trial without a value stays one. */
#include "models/expr.h"

#include <math.h>
#include <string.h>

#include "models/elementary.h"

static const double PI = 3.14159265358979323846;
static const double LN_2 = 0.69314718055994530942;
static const double LN_10 = 2.30258509299404568402;

/* A block may be computed in place, which is no dependence from one element to another. */
#if defined(__GNUC__) && !defined(__clang__)
#define INDEPENDENT _Pragma("GCC ivdep")
#else
#define INDEPENDENT
#endif

/* The scalar function of an expression in a, b and c, and the loop over the columns x, y and z, in
 * which `first`, `second` and `third` say what takes their places. */
#define FUNCTION(id, expression, first, second, third)                                             \
    static double id(double a, double b, double c)                                                 \
    {                                                                                              \
        (void)a, (void)b, (void)c;                                                                 \
        return expression;                                                                         \
    }                                                                                              \
    static void id##_block(double *out, const double *x, const double *y, const double *z,         \
                           size_t n)                                                               \
    {                                                                                              \
        (void)x, (void)y, (void)z;                                                                 \
        INDEPENDENT                                                                                \
        for (size_t i = 0; i < n; i++)                                                             \
            out[i] = id(first, second, third);                                                     \
    }

#define FUNCTION_0(id, expression) FUNCTION(id, expression, 0.0, 0.0, 0.0)
#define FUNCTION_1(id, expression) FUNCTION(id, expression, x[i], 0.0, 0.0)
#define FUNCTION_2(id, expression) FUNCTION(id, expression, x[i], y[i], 0.0)
#define FUNCTION_3(id, expression) FUNCTION(id, expression, x[i], y[i], z[i])

/* Partial derivatives by a, b and c at the value y. */
#define PARTIAL(id, da, db, dc)                                                                    \
    static void id##_partial(double a, double b, double c, double y, double d[3])                  \
    {                                                                                              \
        (void)a, (void)b, (void)c, (void)y;                                                        \
        d[0] = da;                                                                                 \
        d[1] = db;                                                                                 \
        d[2] = dc;                                                                                 \
    }

/* Whether the first (or only) of two numbers is the one that counts; a NaN counts. */
#define IS_LESS(a, b)         ((a) < (b) || (a) != (a))
#define IS_MORE(a, b)         ((a) > (b) || (a) != (a))
#define TRUTH(a, relation, b) ((a) != (a) || (b) != (b) ? (a) + (b) : ((a)relation(b)) ? 1.0 : 0.0)

FUNCTION_2(add, a + b)
PARTIAL(add, 1.0, 1.0, 0.0)

FUNCTION_2(subtract, a - b)
PARTIAL(subtract, 1.0, -1.0, 0.0)

FUNCTION_2(multiply, (a * b))
PARTIAL(multiply, b, a, 0.0)

FUNCTION_2(divide, a / b)
PARTIAL(divide, 1.0 / b, -y / b, 0.0) /* d(a/b)/db = -a / b^2 */

/* d(a^b)/da = b a^(b-1), which is 0 and not 0 * infinity for b = 0;
 * d(a^b)/db = a^b ln a, whose limit at a = 0 is 0 for b > 0. */
FUNCTION_2(power, pow(a, b))
PARTIAL(power, b == 0.0 ? 0.0 : b * pow(a, b - 1.0), a == 0.0 && b > 0.0 ? 0.0 : y * log(a), 0.0)

FUNCTION_1(negate, -a)
PARTIAL(negate, -1.0, 0.0, 0.0)

FUNCTION_1(exponential, ra_exp(a))
PARTIAL(exponential, y, 0.0, 0.0)

FUNCTION_1(logarithm, ra_log(a))
PARTIAL(logarithm, 1.0 / a, 0.0, 0.0)

FUNCTION_1(logarithm_2, log2(a))
PARTIAL(logarithm_2, 1.0 / (a * LN_2), 0.0, 0.0)

FUNCTION_1(logarithm_10, log10(a))
PARTIAL(logarithm_10, 1.0 / (a * LN_10), 0.0, 0.0)

FUNCTION_1(root, sqrt(a))
PARTIAL(root, 0.5 / y, 0.0, 0.0)

FUNCTION_1(sine, sin(a))
PARTIAL(sine, cos(a), 0.0, 0.0)

FUNCTION_1(cosine, cos(a))
PARTIAL(cosine, -sin(a), 0.0, 0.0)

FUNCTION_1(arcsine, asin(a))
PARTIAL(arcsine, 1.0 / sqrt((1.0 - a) * (1.0 + a)), 0.0, 0.0)

/* At the kink of abs, min and max the derivative is that from the right, or by the first. */
FUNCTION_1(absolute, fabs(a))
PARTIAL(absolute, a < 0.0 ? -1.0 : 1.0, 0.0, 0.0)

FUNCTION_2(minimum, IS_LESS(a, b) ? a : b)
PARTIAL(minimum, a <= b ? 1.0 : 0.0, a <= b ? 0.0 : 1.0, 0.0)

FUNCTION_2(maximum, IS_MORE(a, b) ? a : b)
PARTIAL(maximum, a >= b ? 1.0 : 0.0, a >= b ? 0.0 : 1.0, 0.0)

FUNCTION_3(choose, a != a ? a : a != 0.0 ? b : c)
PARTIAL(choose, 0.0, a != 0.0 ? 1.0 : 0.0, a != 0.0 ? 0.0 : 1.0)

FUNCTION_0(pi, PI)

FUNCTION_2(less, TRUTH(a, <, b))
FUNCTION_2(less_equal, TRUTH(a, <=, b))
FUNCTION_2(more, TRUTH(a, >, b))
FUNCTION_2(more_equal, TRUTH(a, >=, b))
FUNCTION_2(equal, TRUTH(a, ==, b))
FUNCTION_2(unequal, TRUTH(a, !=, b))
PARTIAL(nothing, 0.0, 0.0, 0.0)

/* Columns: name, arity, infix, precedence, unit rule; scalar, block, partial; Excel, JavaScript,
 * LaTeX. */
#define CALCULATION(id) id, id##_block, id##_partial
#define FLAT(id)        id, id##_block, nothing_partial

static const ra_op OPS[] = {
    [RA_OP_NUMBER] = {"number", 0, false, 0, RA_RULE_LEAF, NULL, NULL, NULL, {"%n", "%n", "%n"}},
    [RA_OP_NAME] = {"name", 0, false, 0, RA_RULE_LEAF, NULL, NULL, NULL, {NULL, NULL, NULL}},
    [RA_OP_CONVERT] = {"convert",
                       1,
                       false,
                       3,
                       RA_RULE_LEAF,
                       CALCULATION(multiply),
                       {"(%l*%n)", "(%l * %n)", "%l \\cdot %n"}},
    [RA_OP_ADD] =
        {"+", 2, true, 2, RA_RULE_SAME, CALCULATION(add), {"%l+%r", "%l + %r", "%l + %r"}},
    [RA_OP_SUBTRACT] =
        {"-", 2, true, 2, RA_RULE_SAME, CALCULATION(subtract), {"%l-%r", "%l - %r", "%l - %r"}},
    [RA_OP_MULTIPLY] = {"*",
                        2,
                        true,
                        3,
                        RA_RULE_PRODUCT,
                        CALCULATION(multiply),
                        {"%l*%r", "%l * %r", "%l \\cdot %r"}},
    [RA_OP_DIVIDE] = {"/",
                      2,
                      true,
                      3,
                      RA_RULE_QUOTIENT,
                      CALCULATION(divide),
                      {"%l/%r", "%l / %r", "\\frac{%1}{%2}"}},
    [RA_OP_POWER] =
        {"^", 2, true, 5, RA_RULE_POWER, CALCULATION(power), {"%a^%b", "%a ** %b", "%a^{%2}"}},
    [RA_OP_NEGATE] = {"-", 1, false, 4, RA_RULE_SAME, CALCULATION(negate), {"-%a", "-%a", "-%r"}},

    {"<", 2, true, 1, RA_RULE_COMPARE, FLAT(less), {"%l<%r", "%l < %r", "%l < %r"}},
    {"<=", 2, true, 1, RA_RULE_COMPARE, FLAT(less_equal), {"%l<=%r", "%l <= %r", "%l \\le %r"}},
    {">", 2, true, 1, RA_RULE_COMPARE, FLAT(more), {"%l>%r", "%l > %r", "%l > %r"}},
    {">=", 2, true, 1, RA_RULE_COMPARE, FLAT(more_equal), {"%l>=%r", "%l >= %r", "%l \\ge %r"}},
    {"==", 2, true, 1, RA_RULE_COMPARE, FLAT(equal), {"%l=%r", "%l === %r", "%l = %r"}},
    {"!=", 2, true, 1, RA_RULE_COMPARE, FLAT(unequal), {"%l<>%r", "%l !== %r", "%l \\ne %r"}},

    {"exp",
     1,
     false,
     0,
     RA_RULE_DIMENSIONLESS,
     CALCULATION(exponential),
     {"EXP(%1)", "Math.exp(%1)", "\\exp\\left(%1\\right)"}},
    {"log",
     1,
     false,
     0,
     RA_RULE_DIMENSIONLESS,
     CALCULATION(logarithm),
     {"LN(%1)", "Math.log(%1)", "\\ln\\left(%1\\right)"}},
    {"log10",
     1,
     false,
     0,
     RA_RULE_DIMENSIONLESS,
     CALCULATION(logarithm_10),
     {"LOG10(%1)", "Math.log10(%1)", "\\log_{10}\\left(%1\\right)"}},
    {"log2",
     1,
     false,
     0,
     RA_RULE_DIMENSIONLESS,
     CALCULATION(logarithm_2),
     {"LOG(%1,2)", "Math.log2(%1)", "\\log_{2}\\left(%1\\right)"}},
    {"sqrt",
     1,
     false,
     0,
     RA_RULE_ROOT,
     CALCULATION(root),
     {"SQRT(%1)", "Math.sqrt(%1)", "\\sqrt{%1}"}},
    {"sin",
     1,
     false,
     0,
     RA_RULE_DIMENSIONLESS,
     CALCULATION(sine),
     {"SIN(%1)", "Math.sin(%1)", "\\sin\\left(%1\\right)"}},
    {"cos",
     1,
     false,
     0,
     RA_RULE_DIMENSIONLESS,
     CALCULATION(cosine),
     {"COS(%1)", "Math.cos(%1)", "\\cos\\left(%1\\right)"}},
    {"asin",
     1,
     false,
     0,
     RA_RULE_DIMENSIONLESS,
     CALCULATION(arcsine),
     {"ASIN(%1)", "Math.asin(%1)", "\\arcsin\\left(%1\\right)"}},
    {"abs",
     1,
     false,
     0,
     RA_RULE_SAME,
     CALCULATION(absolute),
     {"ABS(%1)", "Math.abs(%1)", "\\left|%1\\right|"}},
    {"min",
     2,
     false,
     0,
     RA_RULE_SAME,
     CALCULATION(minimum),
     {"MIN(%*)", "Math.min(%*)", "\\min\\left(%*\\right)"}},
    {"max",
     2,
     false,
     0,
     RA_RULE_SAME,
     CALCULATION(maximum),
     {"MAX(%*)", "Math.max(%*)", "\\max\\left(%*\\right)"}},
    {"if",
     3,
     false,
     0,
     RA_RULE_CHOOSE,
     CALCULATION(choose),
     {"IF(%1,%2,%3)", "(%1 ? %2 : %3)",
      "\\begin{cases} %2 & \\text{if } %1 \\\\ %3 & \\text{otherwise} \\end{cases}"}},
    {"pi", 0, false, 0, RA_RULE_DIMENSIONLESS, FLAT(pi), {"PI()", "Math.PI", "\\pi"}},
};

const ra_op *ra_op_at(int op)
{
    const int count = (int)(sizeof OPS / sizeof OPS[0]);
    return op >= 0 && op < count ? &OPS[op] : NULL;
}

int ra_op_find(const char *name)
{
    for (int op = RA_OP_FIRST_OTHER; ra_op_at(op) != NULL; op++)
        if (!OPS[op].infix && strcmp(OPS[op].name, name) == 0)
            return op;
    return -1;
}
