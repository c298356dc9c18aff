/* The operators between columns, and those with a number. The expressions are those of the scalar
 * functions in models/expr_ops.c: the same bits. */
#include "audit/kernels/variant.h"
#include "models/elementary.h"

#define COLUMNS(name, expression)                                                                  \
    void RA_KERNEL(name)(double *out, const double *a, const double *b, size_t n)                  \
    {                                                                                              \
        RA_INDEPENDENT RA_UNROLLED                                                                 \
        for (size_t i = 0; i < n; i++) {                                                           \
            out[i] = expression;                                                                   \
        }                                                                                          \
    }

COLUMNS(add, a[i] + b[i])
COLUMNS(subtract, a[i] - b[i])
COLUMNS(multiply, a[i] * b[i])
COLUMNS(divide, a[i] / b[i])

#define IMMEDIATE(name, expression)                                                                \
    void RA_KERNEL(name)(double *out, const double *a, double number, size_t n)                    \
    {                                                                                              \
        RA_INDEPENDENT RA_UNROLLED                                                                 \
        for (size_t i = 0; i < n; i++) {                                                           \
            out[i] = expression;                                                                   \
        }                                                                                          \
    }

IMMEDIATE(add_number, a[i] + number)
IMMEDIATE(subtract_number, a[i] - number)
IMMEDIATE(subtract_from, number - a[i])
IMMEDIATE(multiply_number, a[i] * number)
IMMEDIATE(divide_number, a[i] / number)
IMMEDIATE(divide_into, number / a[i])

void RA_KERNEL(put_number)(double *out, double number, size_t n)
{
    RA_UNROLLED
    for (size_t i = 0; i < n; i++) {
        out[i] = number;
    }
}

#define FUNCTION(name, function)                                                                   \
    void RA_KERNEL(name)(const double *x, double *y, size_t n)                                     \
    {                                                                                              \
        RA_INDEPENDENT                                                                             \
        for (size_t i = 0; i < n; i++) {                                                           \
            y[i] = function(x[i]);                                                                 \
        }                                                                                          \
    }

FUNCTION(exp, ra_exp)
FUNCTION(log, ra_log)
