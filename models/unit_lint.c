/* Words that are easily misunderstood. Some are refused, with what to write in their place; others
 * are read, with a warning that says how. */
#include "models/unit_core.h"

#include <string.h>

typedef struct {
    const char *word;
    bool prefixed; /* also behind the symbol of a prefix: kb, Mb, Gb */
    const char *text;
} remark;

static const remark refusals[] = {
    {"b", true, "may be bit or byte: write 'bit' or 'B'"},
    {"Kb", false, "may be bit or byte: write 'kbit' or 'kB'"},
    {"bps", true, "may be read in two ways: write 'bit/s'"},
    {"Bps", true, "is not a unit: write 'B/s'"},
    {"FLOPS", true, "may be a count or a rate: write 'FLOP' or 'FLOP/s'"},
    {"FLOPs", true, "may be a count or a rate: write 'FLOP' or 'FLOP/s'"},
    {"flops", true, "may be a count or a rate: write 'FLOP' or 'FLOP/s'"},
    {"OPS", true, "may be a count or a rate: write 'op' or 'op/s'"},
    {"dB", false, "is a logarithmic unit: only units with a factor can be used"},
    {"C", false, "may be a temperature or a charge: write 'K' for a difference of temperatures"},
    {"°C", false, "has an offset: write 'K' for a difference of temperatures"},
    {"°F", false, "has an offset: write 'K' for a difference of temperatures"},
    {"degC", false, "has an offset: write 'K' for a difference of temperatures"},
    {"degF", false, "has an offset: write 'K' for a difference of temperatures"},
    {"celsius", false, "has an offset: write 'K' for a difference of temperatures"},
    {"MT", false, "may be metric tons or megatonnes: write 't' or 'Mt'"},
    {"mt", false, "may be metric tons or millitonnes: write 't'"},
    {"MMT", false, "may be read in two ways: write 'Mt'"},
    {"mtCO2e", false, "may be metric tons or millitonnes: write 'tCO2e'"},
    {"MTCO2e", false, "may be metric tons or megatonnes: write 'tCO2e' or 'MtCO2e'"},
    {"MMTCO2e", false, "may be read in two ways: write 'MtCO2e'"},
    {"Cal", false, "may be a calorie or a kilocalorie: write 'kcal' for the large one"},
    {"mph", false, "is not a unit: write 'mile/hour'"},
    {"kph", false, "is not a unit: write 'km/hour'"},
    {"kmh", false, "is not a unit: write 'km/hour'"},
    {"pct", false, "is not a unit: write '%'"},
    {"of", false, "is not a unit: write 'kgCO2e' in one word"},
    {"per", false, "stands between two units: write '1/hour'"},
    {"x", false, "is not a unit: write '1' for a plain ratio"},
    {"ratio", false, "is not a unit: write '1' for a plain ratio"},
    {"fraction", false, "is not a unit: write '1' for a plain ratio"},
    {"thousand", false, "is not a unit: write the scale as a number, '1e3 USD'"},
    {"million", false, "is not a unit: write the scale as a number, '1e6 USD'"},
    {"billion", false, "is not a unit: write the scale as a number, '1e9 USD'"},
    {"trillion", false, "is not a unit: write the scale as a number, '1e12 USD'"},
    {"$", false, "may be any of several dollars: write 'USD'"},
    {"US$", false, "is not a unit: write 'USD'"},
    {"€", false, "is not a unit: write 'EUR'"},
    {"£", false, "is not a unit: write 'GBP'"},
};

/* Every word of a doubtful unit stands here, also with prefixes (Mgal). */
static const remark doubts[] = {
    {"kt", false, "is read as kilotonne (1,000 t), not as knot"},
    {"a", true, "is read as year (8,760 h), not as are (100 m^2)"},
    {"ton", true, "is read as the short ton of 2,000 lb: write 't' for the metric ton"},
    {"tons", true, "is read as the short ton of 2,000 lb: write 't' for the metric ton"},
    {"gal", true, "is read as the US gallon (3.785 L)"},
    {"H", true, "is read as henry: write 'h' or 'hour' for time"},
    {"year", true, "is read as 8,760 h: write the hours where the source means another year"},
    {"years", true, "is read as 8,760 h: write the hours where the source means another year"},
    {"yr", true, "is read as 8,760 h: write the hours where the source means another year"},
    {"month", true, "is read as 730 h (a twelfth of 8,760 h)"},
    {"months", true, "is read as 730 h (a twelfth of 8,760 h)"},
};

static bool equal(const char *word, const char *text, size_t length)
{
    return strlen(word) == length && memcmp(word, text, length) == 0;
}

/* Returns whether `text` is `word` behind the symbol of a prefix. */
static bool behind_prefix(const ra_unit_words *words, const char *word, const char *text,
                          size_t length)
{
    for (size_t i = 0; i < words->prefix_count; i++) {
        const ra_unit_prefix *p = &words->prefixes[i];
        size_t skip = strlen(p->text);
        if (p->symbol && skip < length && memcmp(p->text, text, skip) == 0 &&
            equal(word, text + skip, length - skip))
            return true;
    }
    return false;
}

const char *ra_unit_refusal(const ra_unit_words *words, const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (equal(refusals[i].word, word, length) ||
            (refusals[i].prefixed && behind_prefix(words, refusals[i].word, word, length)))
            return refusals[i].text;
    return NULL;
}

const char *ra_unit_doubt(const ra_unit_words *words, const char *word, size_t length)
{
    double prefix;
    const ra_unit_word *base = ra_unit_words_find(words, word, length, &prefix);
    for (size_t i = 0; base && i < sizeof doubts / sizeof *doubts; i++)
        if (equal(doubts[i].word, word, length) ||
            (doubts[i].prefixed && strcmp(doubts[i].word, base->text) == 0))
            return doubts[i].text;
    return NULL;
}
