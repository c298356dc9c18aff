#include "models/unit_scan.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longer words are cut in messages. */
#define LONGEST_SHOWN 48

/* Characters beyond ASCII that are not letters; people copy them from printed tables. */
static const struct {
    const char *bytes;
    char kind;
} characters[] = {
    {"\xC2\xA0", ' '},     /* no-break space */
    {"\xE2\x80\xAF", ' '}, /* narrow no-break space */
    {"\xC2\xB7", '*'},     /* middle dot */
    {"\xE2\x8B\x85", '*'}, /* dot operator */
    {"\xC3\x97", '*'},     /* multiplication sign */
    {"\xC2\xB9", '2'},     /* superscript one, two, three */
    {"\xC2\xB2", '2'},     {"\xC2\xB3", '2'},
    {"\xE2\x81", '2'},     /* the block of the other superscripts */
    {"\xE2\x88\x92", '-'}, /* minus sign */
};

static char classify(char c)
{
    if (c >= '0' && c <= '9')
        return '0';
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$')
        return 'a';
    if (c == ' ' || c == '\t')
        return ' ';
    return strchr(".*/^()%+-,@", c) ? c : '?';
}

static char peek(const ra_unit_scan *scan, size_t *length)
{
    size_t left = (size_t)(scan->end - scan->at);
    *length = 1;
    if (left == 0)
        return '\0';
    if ((unsigned char)*scan->at < 0x80)
        return classify(*scan->at);
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        size_t bytes = strlen(characters[i].bytes);
        if (left >= bytes && memcmp(scan->at, characters[i].bytes, bytes) == 0) {
            *length = bytes;
            return characters[i].kind;
        }
    }
    return 'a';
}

char ra_unit_scan_kind(const ra_unit_scan *scan)
{
    size_t length;
    return peek(scan, &length);
}

bool ra_unit_scan_skip(ra_unit_scan *scan, const char *kinds)
{
    const char *from = scan->at;
    size_t length;
    for (char k; (k = peek(scan, &length)) != '\0' && strchr(kinds, k);)
        scan->at += length;
    return scan->at > from;
}

bool ra_unit_scan_take(ra_unit_scan *scan, char kind)
{
    size_t length;
    if (peek(scan, &length) != kind)
        return false;
    scan->at += length;
    return true;
}

bool ra_unit_scan_fail(ra_unit_scan *scan, const char *at, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    scan->problem->lint = false;
    scan->problem->position = (size_t)(at - scan->text);
    vsnprintf(scan->problem->text, sizeof scan->problem->text, format, args);
    va_end(args);
    return false;
}

int ra_unit_scan_shown(const char *text, size_t length)
{
    if (length > LONGEST_SHOWN) {
        length = LONGEST_SHOWN;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    return (int)length;
}

bool ra_unit_scan_fail_here(ra_unit_scan *scan)
{
    static const struct {
        char kind;
        const char *text;
    } reasons[] = {
        {'\0', "the unit ends where another factor is expected"},
        {'0', "a number cannot follow a factor: write '1000', '1000 km' or 'm^2'"},
        {'2', "write an exponent as in 'm^2'"},
        {',', "write a number without commas"},
        {'@', "a unit with a shifted origin ('@') cannot be used"},
        {'-', "'-' is neither a sign nor a product here: write 'kW.h'"},
    };
    size_t length;
    char kind = peek(scan, &length);
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].kind == kind)
            return ra_unit_scan_fail(scan, scan->at, "%s", reasons[i].text);
    if ((unsigned char)*scan->at < ' ' || *scan->at == 0x7F)
        return ra_unit_scan_fail(scan, scan->at, "a unit holds no control characters");
    return ra_unit_scan_fail(scan, scan->at, "unexpected '%.*s' in a unit", (int)length, scan->at);
}

static bool digit_behind_point(const ra_unit_scan *scan)
{
    return scan->end - scan->at > 1 && scan->at[0] == '.' && classify(scan->at[1]) == '0';
}

bool ra_unit_scan_number(ra_unit_scan *scan, double *out)
{
    char digits[RA_UNIT_MAX_TEXT + 1];
    const char *from = scan->at;
    ra_unit_scan_skip(scan, "0");
    if (digit_behind_point(scan)) {
        scan->at++;
        ra_unit_scan_skip(scan, "0");
    }
    const char *mantissa_end = scan->at;
    if (scan->at < scan->end && (*scan->at == 'e' || *scan->at == 'E')) {
        scan->at++;
        if (!ra_unit_scan_take(scan, '+'))
            ra_unit_scan_take(scan, '-');
        if (!ra_unit_scan_skip(scan, "0"))
            scan->at = mantissa_end; /* the letter begins a word */
    }
    size_t length = (size_t)(scan->at - from);
    memcpy(digits, from, length);
    digits[length] = '\0';
    *out = strtod(digits, NULL);
    if (digit_behind_point(scan))
        return ra_unit_scan_fail(scan, scan->at, "write a number with one point at most");
    if (*out > 0 && isfinite(*out))
        return true;
    return ra_unit_scan_fail(scan, from, "'%.*s' cannot be a factor of a unit",
                             ra_unit_scan_shown(from, length), from);
}

bool ra_unit_scan_exponent(ra_unit_scan *scan, bool behind_number, int *exponent)
{
    const char *from = scan->at;
    bool caret = ra_unit_scan_take(scan, '^');
    if (!caret && scan->end - from > 1 && memcmp(from, "**", 2) == 0) {
        scan->at += 2;
        caret = true;
    }
    const char *sign = scan->at;
    bool negative = ra_unit_scan_take(scan, '-');
    if (!negative)
        ra_unit_scan_take(scan, '+');
    *exponent = 1;
    if (!caret && (behind_number || ra_unit_scan_kind(scan) != '0')) {
        scan->at = sign;
        return true;
    }
    const char *digits = scan->at;
    if (!ra_unit_scan_skip(scan, "0") || digit_behind_point(scan))
        return ra_unit_scan_fail(scan, from, "an exponent is a whole number, as in 'm^2'");
    int value = 0;
    for (; digits < scan->at && value <= RA_UNIT_MAX_EXPONENT; digits++)
        value = value * 10 + (*digits - '0');
    if (value == 0 || value > RA_UNIT_MAX_EXPONENT)
        return ra_unit_scan_fail(scan, from, "an exponent lies between 1 and %d, or -1 and -%d",
                                 RA_UNIT_MAX_EXPONENT, RA_UNIT_MAX_EXPONENT);
    *exponent = negative ? -value : value;
    return true;
}
