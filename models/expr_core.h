/* What the files of the formula language share among themselves. */
#ifndef RA_EXPR_CORE_H
#define RA_EXPR_CORE_H

#include "models/expr.h"

/* Room for a piece of a formula in a message. */
#define RA_EXPR_QUOTE 72

/* Fills *problem and returns RA_INVALID. Longer messages are cut. */
ra_status ra_expr_fail(ra_expr_problem *problem, size_t position, const char *format, ...)
    RA_PRINTF(3, 4);

/* Copies the bytes [from, until) of the text; from long ones "..." stands for the middle. */
void ra_expr_quote(const char *text, size_t from, size_t until, char out[RA_EXPR_QUOTE]);

/* Where the formula breaks the grammar. Both fill *problem by what is found at `at` and return
 * RA_INVALID: the first where an operand (number, name, bracket) had to stand, the second where an
 * operator or the end had to. */
ra_status ra_expr_fail_operand(ra_expr_problem *problem, const char *text, size_t at);
ra_status ra_expr_fail_operator(ra_expr_problem *problem, const char *text, size_t at);

/* Reads a number at text[*at] and moves *at behind it. Returned: RA_OK or RA_INVALID. */
ra_status ra_expr_number(const char *text, size_t *at, double *out, ra_expr_problem *problem);

/* Character classes that no locale changes. */
static inline bool ra_expr_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool ra_expr_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool ra_expr_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool ra_expr_word(char c)
{
    return ra_expr_lower(c) || ra_expr_upper(c) || ra_expr_digit(c) || c == '_';
}
static inline bool ra_expr_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

#endif
