/* Reading a unit as a person writes it:
 *
 *     unit     = [ "/" ] factor { [ "." | "*" | "/" | "per" ] factor }   from left to right
 *     factor   = ( number | word | "(" unit ")" ) [ exponent ]
 *     exponent = [ "^" | "**" ] [ "+" | "-" ] digits                     directly behind
 *
 * Nothing between two factors means a product. This is the grammar of UDUNITS-2 without its
 * shifted, logarithmic and time units; reading it here gives every message its place and keeps the
 * author's words for derived units. */
#include "models/unit_scan.h"

#include <stdio.h>
#include <string.h>

#define fail  ra_unit_scan_fail
#define shown ra_unit_scan_shown

/* Finds "CO2" in a word, without regard to capitals. */
static const char *find_carbon(const char *word, size_t length)
{
    for (; length >= 3; word++, length--)
        if ((word[0] | 32) == 'c' && (word[1] | 32) == 'o' && word[2] == '2')
            return word;
    return NULL;
}

/* Says how to write an amount of CO2: of the mass in front of "CO2", in the same word or before. */
static bool fail_carbon(ra_unit_scan *scan, const char *at, size_t length, const char *carbon)
{
    char wanted[RA_UNIT_MAX_TEXT + 8];
    bool apart = carbon == at && scan->word;
    const char *mass = apart ? scan->word : at;
    int mass_length = (int)(apart ? scan->word_length : (size_t)(carbon - at));
    int size = snprintf(wanted, sizeof wanted, "%.*sCO2e", mass_length, mass);
    if (!ra_units_atom(scan->units, wanted, (size_t)size) ||
        ra_unit_refusal(ra_units_words(scan->units), wanted, (size_t)size))
        return fail(scan, at,
                    "'%.*s' is not a unit: write 'kgCO2e', 'tCO2e', 'lbCO2e' or, for short tons, "
                    "'stCO2e'",
                    shown(at, length), at);
    bool basis = length == 4 && memcmp(at, "CO2e", 4) == 0;
    if (apart)
        return fail(scan, mass, "write '%s' in one word%s", wanted,
                    basis ? "" : " and note the basis");
    return fail(scan, at, "'%.*s' is not a unit: write '%s' and note the basis", shown(at, length),
                at, wanted);
}

static bool fail_unknown(ra_unit_scan *scan, const char *at, size_t length)
{
    const char *carbon = find_carbon(at, length);
    if (carbon)
        return fail_carbon(scan, at, length, carbon);
    char word[RA_UNIT_MAX_TEXT + 1];
    memcpy(word, at, length);
    word[length] = '\0';
    ra_text nearest = {0};
    ra_unit_words_nearest(ra_units_words(scan->units), word, &nearest);
    if (nearest.data && strcmp(nearest.data, word) == 0)
        fail(scan, at, "'%.*s' is not a factor alone: only units with a factor can be used",
             shown(at, length), at);
    else if (nearest.data)
        fail(scan, at, "unknown unit '%.*s': did you mean '%s'?", shown(at, length), at,
             nearest.data);
    else
        fail(scan, at, "unknown unit '%.*s': things to count are declared in \"counts\"",
             shown(at, length), at);
    ra_text_free(&nearest);
    return false;
}

/* Refuses what UDUNITS-2 reads as a unit with an offset or a logarithm. */
static bool fail_special(ra_unit_scan *scan, const char *at, size_t length)
{
    static const char *const shifts[] = {"since", "from", "after", "ref"};
    static const char *const logarithms[] = {"lg", "ln", "lb", "re"};
    for (size_t i = 0; i < 4; i++) {
        if (strlen(shifts[i]) == length && memcmp(shifts[i], at, length) == 0)
            return !fail(scan, at, "a unit with a shifted origin ('%s') cannot be used", shifts[i]);
        if (strlen(logarithms[i]) == length && memcmp(logarithms[i], at, length) == 0 &&
            at[length] == '(')
            return !fail(scan, at, "a logarithmic unit ('%s(') cannot be used", logarithms[i]);
    }
    return false;
}

/* Reads a word, whose last digits are its exponent. */
static bool read_word(ra_unit_scan *scan, ra_unit_product *product, int sign)
{
    const ra_unit_words *words = ra_units_words(scan->units);
    const char *from = scan->at;
    if (!ra_unit_scan_take(scan, '%'))
        ra_unit_scan_skip(scan, "a0");
    size_t whole = (size_t)(scan->at - from), length = whole;
    const char *refusal = ra_unit_refusal(words, from, whole);
    if (refusal)
        return fail(scan, from, "'%.*s' %s", shown(from, whole), from, refusal);
    while (length > 1 && from[length - 1] >= '0' && from[length - 1] <= '9')
        length--;
    if (fail_special(scan, from, length))
        return false;
    const ra_unit *atom = ra_units_atom(scan->units, from, length);
    if (!atom)
        return fail_unknown(scan, from, whole);
    const char *doubt = ra_unit_doubt(words, from, length);
    if (doubt && !scan->problem->text[0]) {
        fail(scan, from, "'%.*s' %s", shown(from, length), from, doubt);
        scan->problem->lint = true;
    }
    int exponent;
    scan->at = from + length;
    if (!ra_unit_scan_exponent(scan, false, &exponent))
        return false;
    scan->word = exponent == 1 ? from : NULL;
    scan->word_length = length;
    if (ra_unit_product_times(product, atom, sign * exponent))
        return true;
    return fail(scan, from, "the unit is too large");
}

static bool read_number(ra_unit_scan *scan, ra_unit_product *product, int sign)
{
    const char *from = scan->at;
    double value;
    int exponent;
    if (!ra_unit_scan_number(scan, &value) || !ra_unit_scan_exponent(scan, true, &exponent))
        return false;
    if (ra_unit_product_scale(product, value, sign * exponent))
        return true;
    return fail(scan, from, "the unit is too large");
}

static bool read_unit(ra_unit_scan *scan, ra_unit_product *product);

static bool read_brackets(ra_unit_scan *scan, ra_unit_product *product, int sign)
{
    const char *from = scan->at++;
    ra_unit_product inner = {.number = 1};
    int exponent;
    if (!read_unit(scan, &inner))
        return false;
    if (!ra_unit_scan_take(scan, ')'))
        return fail(scan, from, "unclosed '('");
    if (!ra_unit_scan_exponent(scan, false, &exponent))
        return false;
    if (ra_unit_product_merge(product, &inner, sign * exponent))
        return true;
    return fail(scan, from, "the unit is too large");
}

/* Reads one factor and multiplies the product with it, or divides. */
static bool read_factor(ra_unit_scan *scan, ra_unit_product *product, int sign)
{
    char kind = ra_unit_scan_kind(scan);
    if (kind == 'a' || kind == '%')
        return read_word(scan, product, sign);
    scan->word = NULL;
    if (kind == '(')
        return read_brackets(scan, product, sign);
    if (kind == '0')
        return read_number(scan, product, sign);
    return ra_unit_scan_fail_here(scan);
}

static bool take_per(ra_unit_scan *scan)
{
    if (scan->end - scan->at < 3 || memcmp(scan->at, "per", 3) != 0)
        return false;
    ra_unit_scan behind = *scan;
    behind.at += 3;
    char kind = ra_unit_scan_kind(&behind);
    if (kind != ' ' && kind != '(' && kind != '\0')
        return false;
    scan->at = behind.at;
    return true;
}

/* "2 .5 km" must not become 2 times 5 km. */
static bool point_of_number(const ra_unit_scan *scan)
{
    return scan->end - scan->at > 1 && scan->at[0] == '.' && scan->at[1] >= '0' &&
           scan->at[1] <= '9';
}

typedef enum { DIVIDE, MULTIPLY, NEXT_TO } joint;

/* Reads what stands between two factors. */
static joint read_joint(ra_unit_scan *scan)
{
    joint found = NEXT_TO;
    ra_unit_scan_skip(scan, " ");
    if (ra_unit_scan_take(scan, '/') || take_per(scan))
        found = DIVIDE;
    else if (!point_of_number(scan) &&
             (ra_unit_scan_take(scan, '.') || ra_unit_scan_take(scan, '*')))
        found = MULTIPLY;
    if (found != NEXT_TO)
        scan->word = NULL;
    ra_unit_scan_skip(scan, " ");
    return found;
}

/* "kg/1000 image" is read as (kg/1000) image, which nobody means. */
static void warn_divisor(ra_unit_scan *scan, const char *divisor)
{
    int length = shown(divisor, (size_t)(scan->at - divisor));
    fail(scan, divisor, "'/%.*s' divides by its first factor alone: write '/(%.*s)'", length,
         divisor, length, divisor);
    scan->problem->lint = true;
}

/* Reads factors up to the end of the text or a closing bracket. */
static bool read_unit(ra_unit_scan *scan, ra_unit_product *product)
{
    ra_unit_scan_skip(scan, " ");
    joint before = ra_unit_scan_take(scan, '/') ? DIVIDE : MULTIPLY;
    ra_unit_scan_skip(scan, " ");
    const char *divisor = NULL;
    for (;;) {
        /* "1 000 km" and "m 2" are more likely to be mistakes than products. */
        if (before == NEXT_TO && ra_unit_scan_kind(scan) == '0')
            return ra_unit_scan_fail_here(scan);
        if (before != NEXT_TO)
            divisor = before == DIVIDE ? scan->at : NULL;
        if (!read_factor(scan, product, before == DIVIDE ? -1 : 1))
            return false;
        if (before == NEXT_TO && divisor)
            warn_divisor(scan, divisor);
        before = read_joint(scan);
        char next = ra_unit_scan_kind(scan);
        if (before == NEXT_TO && (next == '\0' || next == ')'))
            return true;
    }
}

const ra_unit *ra_unit_parse(ra_units *units, const char *text, ra_unit_problem *problem)
{
    ra_unit_problem ignored;
    ra_unit_scan scan = {.units = units, .text = text, .at = text};
    scan.problem = problem ? problem : &ignored;
    *scan.problem = (ra_unit_problem){0};
    scan.end = text + strlen(text);
    if (scan.end - text > RA_UNIT_MAX_TEXT) {
        fail(&scan, text, "a unit has at most %d bytes", RA_UNIT_MAX_TEXT);
        return NULL;
    }
    if (!ra_text_valid(text, (size_t)(scan.end - text))) {
        fail(&scan, text, "the unit is not valid UTF-8");
        return NULL;
    }
    while (scan.end > text && (scan.end[-1] == ' ' || scan.end[-1] == '\t'))
        scan.end--;
    ra_unit_scan_skip(&scan, " ");
    if (scan.at == scan.end) {
        fail(&scan, text, "a unit is missing: write '1' for a plain number");
        return NULL;
    }
    const char *from = scan.at;
    ra_unit_product product = {.number = 1};
    if (!read_unit(&scan, &product))
        return NULL;
    if (scan.at < scan.end) {
        ra_unit_scan_fail_here(&scan);
        return NULL;
    }
    const ra_unit *unit = ra_units_intern(units, from, (size_t)(scan.end - from), &product);
    if (!unit)
        fail(&scan, text, "out of memory");
    return unit;
}
