/* The strict scanner: one pass over the text by recursive descent. It stops at the first fault,
 * since whatever follows one is guesswork. Every function returns false once it reported. */
#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "models/json_types.h"
#include "models/utf8.h"

typedef struct {
    const ra_locus *document;
    const char *text;
    size_t length, at;
    ra_json_place *places;
    size_t count, capacity;
    ra_status status;
    ra_diag *diag;
} scanner;

static bool scan_value(scanner *s, size_t key, int depth, char closing);

RA_PRINTF(3, 4)
static bool fail(scanner *s, size_t at, const char *format, ...)
{
    ra_locus place = *s->document;
    place.offset = at;
    va_list args;
    va_start(args, format);
    ra_diag_report_list(s->diag, RA_ERROR, &place, format, args);
    va_end(args);
    s->status = RA_INVALID;
    return false;
}

/* The byte at the place, or 0 at the end (a NUL in the text is refused before). */
static char peek(const scanner *s)
{
    return s->at < s->length ? s->text[s->at] : '\0';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

static void skip_space(scanner *s)
{
    while (is_space(peek(s)))
        s->at++;
}

/* Reports that the text ended too early, behind its last visible byte. */
static bool fail_end(scanner *s, const char *expected)
{
    size_t at = s->length;
    while (at > 0 && is_space(s->text[at - 1]))
        at--;
    return fail(s, at, "the text ends where %s should stand", expected);
}

/* Reports a byte that cannot stand here, with the reason where it is a common mistake. `closing`
 * is the bracket that would close the surrounding value. */
static bool fail_unexpected(scanner *s, const char *expected, char closing)
{
    size_t length = 0;
    uint32_t code = 0;
    char c = peek(s);
    if (s->at == s->length)
        return fail_end(s, expected);
    if (c == '\'')
        return fail(s, s->at, "strings and keys take double quotes, not single ones");
    if (c == '/' || c == '#')
        return fail(s, s->at, "JSON has no comments; use a \"note\"");
    if (closing && c == closing)
        return fail(s, s->at, "a comma before '%c'", c);
    while (is_letter(s->text[s->at + length]) && length < 30)
        length++;
    if (length == 0) {
        length = ra_utf8_decode(s->text + s->at, s->length - s->at, &code);
        length = length ? length : 1;
    }
    return fail(s, s->at, "expected %s, not '%.*s'", expected, (int)length, s->text + s->at);
}

static bool add_place(scanner *s, size_t key)
{
    if (s->count == RA_JSON_MAX_VALUES)
        return fail(s, s->at, "more than %u values", RA_JSON_MAX_VALUES);
    if (s->count == s->capacity) {
        size_t capacity = s->capacity ? 2 * s->capacity : 64;
        ra_json_place *places = ra_realloc(s->places, capacity * sizeof *places);
        if (!places)
            return s->status = RA_NOMEM, false;
        s->places = places;
        s->capacity = capacity;
    }
    s->places[s->count++] = (ra_json_place){(uint32_t)s->at, (uint32_t)key, 0};
    return true;
}

/* Reads four hexadecimal digits at `at`. Returns -1 where they are not. */
static long hex4(const scanner *s, size_t at)
{
    long value = 0;
    for (size_t i = at; i < at + 4; i++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        /* NOLINTNEXTLINE(bugprone-not-null-terminated-result): a NUL is no digit. */
        const char *digit = i < s->length ? memchr(digits, s->text[i], 32) : NULL;
        if (!digit)
            return -1;
        value = value << 4 | ((digit - digits) & 15);
    }
    return value;
}

/* A \u escape: a code unit that is not NUL, or a pair of surrogates. */
static bool scan_unicode(scanner *s)
{
    long unit = hex4(s, s->at + 2), low = -1;
    if (unit < 0)
        return fail(s, s->at, "\\u takes four hexadecimal digits");
    if (unit == 0)
        return fail(s, s->at, "a string may not contain \\u0000");
    if (unit < 0xD800 || unit > 0xDFFF)
        return s->at += 6, true;
    if (s->at + 8 <= s->length && s->text[s->at + 6] == '\\' && s->text[s->at + 7] == 'u')
        low = hex4(s, s->at + 8);
    if (unit > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return fail(s, s->at, "\\u%.4s is half of a surrogate pair", s->text + s->at + 2);
    return s->at += 12, true;
}

static bool scan_escape(scanner *s)
{
    char c = s->at + 1 < s->length ? s->text[s->at + 1] : '\0';
    if (c == 'u')
        return scan_unicode(s);
    if (c == '\0' || !strchr("\"\\/bfnrt", c))
        return fail(s, s->at, "unknown escape in a string; write \\\\ for a backslash");
    return s->at += 2, true;
}

static bool scan_character(scanner *s)
{
    uint32_t code = 0;
    size_t count = ra_utf8_decode(s->text + s->at, s->length - s->at, &code);
    if (count == 0)
        return fail(s, s->at, "not valid UTF-8");
    if (code == '\n' || code == '\r')
        return fail(s, s->at, "the string is not closed on its line");
    if (code < 0x20)
        return fail(s, s->at, "control character 0x%02X in a string; write \\u%04X", (unsigned)code,
                    (unsigned)code);
    return s->at += count, true;
}

/* Skips the characters of a string that need no thought: ASCII that can be seen. */
static void skip_plain(scanner *s)
{
    const unsigned char *c = (const unsigned char *)s->text + s->at;
    const unsigned char *end = (const unsigned char *)s->text + s->length;
    while (c < end && *c >= 0x20 && *c < 0x80 && *c != '"' && *c != '\\')
        c++;
    s->at = (size_t)((const char *)c - s->text);
}

static bool scan_string(scanner *s)
{
    size_t start = s->at++;
    for (skip_plain(s); s->at < s->length && s->text[s->at] != '"'; skip_plain(s)) {
        if (!(s->text[s->at] == '\\' ? scan_escape(s) : scan_character(s)))
            return false;
        if (s->at - start - 1 > RA_JSON_MAX_STRING)
            break;
    }
    if (s->at - start - 1 > RA_JSON_MAX_STRING)
        return fail(s, start, "string of more than 64 KiB");
    if (s->at == s->length)
        return fail(s, start, "the string is not closed");
    s->at++;
    return true;
}

/* Digits, at least one. `where` names the place for the message. */
static bool scan_digits(scanner *s, const char *where)
{
    if (!is_digit(peek(s)))
        return fail(s, s->at, "a number needs a digit %s", where);
    while (is_digit(peek(s)))
        s->at++;
    return true;
}

static bool scan_number_form(scanner *s)
{
    if (peek(s) == '-')
        s->at++;
    size_t first = s->at;
    if (!scan_digits(s, "behind '-'"))
        return false;
    if (s->text[first] == '0' && s->at > first + 1)
        return fail(s, first, "a number may not start with 0");
    if (peek(s) == '.') {
        s->at++;
        if (!scan_digits(s, "behind the point"))
            return false;
    }
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->at++;
        if (peek(s) == '+' || peek(s) == '-')
            s->at++;
        return scan_digits(s, "in the exponent");
    }
    return true;
}

/* Whether a digit other than 0 stands before the exponent. */
static bool is_nonzero(const char *text, size_t length)
{
    for (size_t i = 0; i < length && text[i] != 'e' && text[i] != 'E'; i++)
        if (text[i] >= '1' && text[i] <= '9')
            return true;
    return false;
}

static bool scan_number(scanner *s)
{
    size_t start = s->at;
    if (!scan_number_form(s))
        return false;
    if (s->at - start > RA_JSON_MAX_NUMBER)
        return fail(s, start, "number of more than %d characters", RA_JSON_MAX_NUMBER);
    double value = ra_text_parse_number(s->text + start, NULL);
    if (!isfinite(value))
        return fail(s, start, "number too large");
    if (value == 0 && is_nonzero(s->text + start, s->at - start))
        return fail(s, start, "number too small");
    s->places[s->count - 1].number = value;
    return true;
}

static bool scan_word(scanner *s, const char *word, char closing)
{
    size_t length = strlen(word);
    if (strncmp(s->text + s->at, word, length) != 0 || is_letter(s->text[s->at + length]) ||
        is_digit(s->text[s->at + length]))
        return fail_unexpected(s, "a value", closing);
    s->at += length;
    return true;
}

/* Whether the next thing stands on a later line and begins as a key or a value does. */
static bool forgot_comma(const scanner *s, size_t from)
{
    char c = peek(s);
    bool begins = c == '"' || c == '{' || c == '[' || c == '-' || is_digit(c) || is_letter(c);
    return begins && memchr(s->text + from, '\n', s->at - from);
}

/* What stands behind an element: a comma (more follows) or the closing bracket. */
static bool scan_separator(scanner *s, char closing, bool *more)
{
    size_t from = s->at;
    skip_space(s);
    char c = peek(s), expected[] = "',' or '?'";
    expected[8] = closing;
    if (forgot_comma(s, from))
        return fail(s, from, "expected %s here, before the next line", expected);
    if (c != ',' && c != closing)
        return fail_unexpected(s, expected, '\0');
    *more = c == ',';
    s->at++;
    return true;
}

static bool scan_member(scanner *s, int depth, bool first)
{
    skip_space(s);
    size_t key = s->at;
    if (peek(s) != '"')
        return fail_unexpected(s, "a key in double quotes", first ? '\0' : '}');
    if (!scan_string(s))
        return false;
    skip_space(s);
    if (peek(s) != ':')
        return fail_unexpected(s, "':' behind the key", '\0');
    s->at++;
    return scan_value(s, key, depth, '\0');
}

/* The inside of an object or array, behind its opening bracket. */
static bool scan_inside(scanner *s, int depth, char closing)
{
    size_t opening = s->at++;
    if (depth == RA_JSON_MAX_DEPTH)
        return fail(s, opening, "nested deeper than %d", RA_JSON_MAX_DEPTH);
    skip_space(s);
    if (peek(s) == closing)
        return s->at++, true;
    for (bool more = true, first = true; more; first = false) {
        bool good = closing == '}' ? scan_member(s, depth + 1, first)
                                   : scan_value(s, RA_JSON_NONE, depth + 1, first ? '\0' : ']');
        if (!good || !scan_separator(s, closing, &more))
            return false;
    }
    return true;
}

static bool scan_value(scanner *s, size_t key, int depth, char closing)
{
    skip_space(s);
    if (!add_place(s, key))
        return false;
    char c = peek(s);
    if (c == '{')
        return scan_inside(s, depth, '}');
    if (c == '[')
        return scan_inside(s, depth, ']');
    if (c == '"')
        return scan_string(s);
    if (c == '-' || is_digit(c))
        return scan_number(s);
    if (c == 't' || c == 'f')
        return scan_word(s, c == 't' ? "true" : "false", closing);
    if (c == 'n')
        return scan_word(s, "null", closing);
    return fail_unexpected(s, "a value", closing);
}

static bool scan_document(scanner *s)
{
    if (s->length > RA_JSON_MAX_TEXT)
        return fail(s, 0, "more than 16 MiB of text");
    if (s->length >= 3 && memcmp(s->text, "\xEF\xBB\xBF", 3) == 0)
        return fail(s, 0, "starts with a byte order mark; save it as UTF-8 without one");
    const char *nul = memchr(s->text, '\0', s->length);
    if (nul)
        return fail(s, (size_t)(nul - s->text), "a NUL byte; this is not a text");
    if (!scan_value(s, RA_JSON_NONE, 0, '\0'))
        return false;
    skip_space(s);
    if (s->at < s->length)
        return fail(s, s->at, "text behind the end of the value");
    return true;
}

ra_status ra_json_scan(ra_json_place **places, size_t *count, const ra_locus *document,
                       ra_diag *diag)
{
    scanner s = {.document = document,
                 .text = document->text,
                 .length = document->length,
                 .status = RA_OK,
                 .diag = diag};
    if (!scan_document(&s)) {
        ra_free(s.places);
        return s.status;
    }
    *places = s.places;
    *count = s.count;
    return RA_OK;
}
