/* Numbers, and the messages about what a formula may not contain. */
#include "models/expr_core.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

ra_status ra_expr_fail(ra_expr_problem *problem, size_t position, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    problem->position = position;
    vsnprintf(problem->text, sizeof problem->text, format, args);
    va_end(args);
    return RA_INVALID;
}

/* Whether a byte continues a UTF-8 character, so that nothing may be cut before it. */
static bool continues(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

void ra_expr_quote(const char *text, size_t from, size_t until, char out[RA_EXPR_QUOTE])
{
    const size_t side = (RA_EXPR_QUOTE - 4) / 2;
    const size_t length = until - from;
    if (length < RA_EXPR_QUOTE) {
        memcpy(out, text + from, length);
        out[length] = '\0';
        return;
    }
    size_t head = side;
    size_t tail = until - side;
    while (head > 0 && continues(text[from + head]))
        head--;
    while (tail < until && continues(text[tail]))
        tail++;
    snprintf(out, RA_EXPR_QUOTE, "%.*s...%.*s", (int)head, text + from, (int)(until - tail),
             text + tail);
}

/* Characters that people paste, and what they stand for. */
static const struct {
    const char *found;
    const char *write;
} LOOKALIKES[] = {
    {"\xC3\x97", "*"},
    {"\xC2\xB7", "*"},
    {"\xE2\x8B\x85", "*"},
    {"\xC3\xB7", "/"},
    {"\xE2\x88\x92", "-"},
    {"\xE2\x80\x93", "-"},
    {"\xC2\xB2", "^2"},
    {"\xC2\xB3", "^3"},
    {"\xCF\x80", "pi"},
    {"\xE2\x89\xA4", "<="},
    {"\xE2\x89\xA5", ">="},
    {"\xE2\x89\xA0", "!="},
    {"**", "^"},
    {"=", "=="},
    {"<>", "!="},
};

/* Describes the character at `at`: "'x'", "byte 0x07" or "the end". */
static void describe(const char *text, size_t at, char *out, size_t size)
{
    const unsigned char c = (unsigned char)text[at];
    size_t length = 1;
    while (c != 0 && length < 4 && continues(text[at + length]))
        length++;
    if (c == '\0')
        snprintf(out, size, "the end");
    else if (c < 0x20 || c == 0x7F || !ra_text_valid(text + at, length))
        snprintf(out, size, "byte 0x%02X", c);
    else
        snprintf(out, size, "'%.*s'", (int)length, text + at);
}

/* Returns RA_INVALID with a hint where a lookalike of something that can be written stands. */
static ra_status fail_lookalike(ra_expr_problem *problem, const char *text, size_t at)
{
    for (size_t i = 0; i < sizeof LOOKALIKES / sizeof LOOKALIKES[0]; i++) {
        const char *found = LOOKALIKES[i].found;
        if (strncmp(text + at, found, strlen(found)) == 0)
            return ra_expr_fail(problem, at, "'%s': write '%s'", found, LOOKALIKES[i].write);
    }
    return RA_OK;
}

/* The last byte before `at` that is no space, or NUL. */
static char before(const char *text, size_t at)
{
    while (at > 0 && ra_expr_space(text[at - 1]))
        at--;
    return at > 0 ? text[at - 1] : '\0';
}

ra_status ra_expr_fail_operand(ra_expr_problem *problem, const char *text, size_t at)
{
    char found[16];
    const char c = text[at];
    /* An operator of two characters of which only the first is one of ours. */
    if (at > 0 && ((c == '*' && text[at - 1] == '*') || (c == '>' && text[at - 1] == '<')))
        return fail_lookalike(problem, text, at - 1);
    if (c == '+')
        return ra_expr_fail(problem, at, "'+' stands only between two values: leave it out");
    if (c == '[')
        return ra_expr_fail(problem, at, "a unit in brackets stands only behind a number");
    if (c == '.' && ra_expr_digit(text[at + 1]))
        return ra_expr_fail(problem, at, "a number starts with a digit: write 0%c%c", c,
                            text[at + 1]);
    if (c == '_')
        return ra_expr_fail(problem, at, "a name starts with a letter");
    if (c == '=' && before(text, at) == '\0')
        return ra_expr_fail(problem, at, "a formula starts without '='");
    if (fail_lookalike(problem, text, at) != RA_OK)
        return RA_INVALID;
    describe(text, at, found, sizeof found);
    return ra_expr_fail(problem, at, "expected a number, a name or '(', found %s", found);
}

ra_status ra_expr_fail_operator(ra_expr_problem *problem, const char *text, size_t at)
{
    char found[16];
    char word[RA_EXPR_QUOTE];
    const char c = text[at];
    size_t end = at;
    while (ra_expr_word(text[end]))
        end++;
    ra_expr_quote(text, at, end, word);
    if (c == ')')
        return ra_expr_fail(problem, at, "')' without a '(' before it");
    if (c == ',')
        return ra_expr_fail(problem, at, "',' stands only between the arguments of a function");
    if (c == '[')
        return ra_expr_fail(problem, at, "a unit in brackets stands only behind a number");
    if (c == '%')
        return ra_expr_fail(problem, at, "'%%': write the unit in brackets, 5 [%%], or 0.05");
    if (ra_expr_digit(c) && ra_expr_digit(before(text, at)))
        return ra_expr_fail(problem, at, "numbers are written without spaces: '%s' stands alone",
                            word);
    /* "3 kWh" is a quantity; "2e" and "0x10" are numbers gone wrong. */
    if (end > at && ra_expr_digit(before(text, at)) && c != '_' && c != 'e' && c != 'x')
        return ra_expr_fail(problem, at,
                            "expected an operator before '%s': write '*' to multiply, or [%s] if it "
                            "is a unit",
                            word, word);
    if (end > at)
        return ra_expr_fail(problem, at, "expected an operator before '%s': write '*' to multiply",
                            word);
    if (c == '(')
        return ra_expr_fail(problem, at, "expected an operator before '(': write '*' to multiply");
    if (fail_lookalike(problem, text, at) != RA_OK)
        return RA_INVALID;
    describe(text, at, found, sizeof found);
    return ra_expr_fail(problem, at, "expected an operator, found %s", found);
}

/* Moves behind a run of digits. */
static size_t skip_digits(const char *text, size_t at)
{
    while (ra_expr_digit(text[at]))
        at++;
    return at;
}

/* Finds the end of the number that starts at `from`: 0 | [1-9][0-9]*, then .[0-9]+, then an
 * exponent, which is left out where it has no digits. */
static ra_status scan_decimal(const char *text, size_t from, size_t *until,
                              ra_expr_problem *problem)
{
    size_t at = skip_digits(text, from);
    if (at > from + 1 && text[from] == '0')
        return ra_expr_fail(problem, from, "a number does not start with 0%c", text[from + 1]);
    if (text[at] == '.') {
        if (!ra_expr_digit(text[at + 1]))
            return ra_expr_fail(problem, at, "expected a digit behind the point");
        at = skip_digits(text, at + 1);
    }
    if (text[at] == 'e' || text[at] == 'E') {
        const size_t digits = text[at + 1] == '-' || text[at + 1] == '+' ? at + 2 : at + 1;
        if (ra_expr_digit(text[digits]))
            at = skip_digits(text, digits);
    }
    *until = at;
    return RA_OK;
}

/* Whether "1,000" stands there, which would be two arguments or a mistake. */
static bool grouped(const char *text, size_t comma)
{
    return text[comma] == ',' && ra_expr_digit(text[comma + 1]) && ra_expr_digit(text[comma + 2]) &&
           ra_expr_digit(text[comma + 3]) && !ra_expr_digit(text[comma + 4]);
}

ra_status ra_expr_number(const char *text, size_t *at, double *out, ra_expr_problem *problem)
{
    char word[RA_EXPR_MAX_LENGTH + 1];
    char quote[RA_EXPR_QUOTE];
    const size_t from = *at;
    size_t until = from;
    assert(ra_expr_digit(text[from]));
    if (scan_decimal(text, from, &until, problem) != RA_OK)
        return RA_INVALID;
    ra_expr_quote(text, from, until, quote);
    if (grouped(text, until))
        return ra_expr_fail(problem, until,
                            "'%s,%.3s': write numbers without commas (and a space behind the "
                            "comma between arguments)",
                            quote, text + until + 1);
    memcpy(word, text + from, until - from);
    word[until - from] = '\0';
    *out = ra_text_parse_number(word, NULL);
    if (!isfinite(*out))
        return ra_expr_fail(problem, from, "'%s' is too large", quote);
    if (*out == 0.0 && ra_expr_digit(word[strcspn(word, "123456789eE")]))
        return ra_expr_fail(problem, from, "'%s' is too small", quote);
    *at = until;
    return RA_OK;
}
