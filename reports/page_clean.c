/* What a terminal may be given to show. */
#include <stdint.h>
#include <string.h>

#include "models/utf8.h"
#include "reports/page.h"

/* What stands for a character where only ASCII can be shown. */
static const struct {
    uint32_t code;
    const char *ascii;
} spelled[] = {
    {0x00a0, " "},     {0x00a3, "GBP"}, {0x00a7, "section "}, {0x00ab, "\""},     {0x00b0, " deg"},
    {0x00b1, "+/-"},   {0x00b2, "^2"},  {0x00b3, "^3"},       {0x00b5, "u"},      {0x00b7, "."},
    {0x00bb, "\""},    {0x00bd, "1/2"}, {0x00c4, "Ae"},       {0x00c6, "AE"},     {0x00d6, "Oe"},
    {0x00d7, "x"},     {0x00dc, "Ue"},  {0x00df, "ss"},       {0x00e4, "ae"},     {0x00e6, "ae"},
    {0x00f6, "oe"},    {0x00f7, "/"},   {0x00fc, "ue"},       {0x03bb, "lambda"}, {0x03bc, "mu"},
    {0x03c3, "sigma"}, {0x2009, " "},   {0x2010, "-"},        {0x2011, "-"},      {0x2012, "-"},
    {0x2013, "-"},     {0x2014, "--"},  {0x2018, "'"},        {0x2019, "'"},      {0x201c, "\""},
    {0x201d, "\""},    {0x2022, "*"},   {0x2026, "..."},      {0x202f, " "},      {0x2080, "0"},
    {0x2081, "1"},     {0x2082, "2"},   {0x2083, "3"},        {0x2084, "4"},      {0x20ac, "EUR"},
    {0x2190, "<-"},    {0x2192, "->"},  {0x2212, "-"},        {0x2248, "~"},      {0x2260, "!="},
    {0x2264, "<="},    {0x2265, ">="},  {0x2500, "-"},        {0x2502, "|"},      {0x251c, "|"},
    {0x2524, "|"},     {0x2534, "+"},   {0x2588, "#"},        {0x258c, "#"},      {0x2590, "#"},
    {0x25c6, "*"},     {0x2713, "ok"},
};

/* Letters of Latin-1 from U+00C0 on, without their accents. */
static const char plain_letters[] =
    "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

static void append_ascii(ra_text *out, uint32_t code)
{
    size_t i;

    for (i = 0; i < sizeof spelled / sizeof spelled[0]; i++) {
        if (spelled[i].code == code) {
            ra_text_append(out, spelled[i].ascii);
            return;
        }
    }
    if (code >= 0xc0 && code < 0x100)
        ra_text_append_bytes(out, plain_letters + (code - 0xc0), 1);
    else
        ra_text_append(out, "?");
}

void ra_page_clean(ra_text *out, const char *text, bool utf8)
{
    size_t left = strlen(text);

    while (left > 0) {
        uint32_t code;
        size_t length = ra_utf8_decode(text, left, &code);

        if (length == 0)
            ra_text_format(out, "\\x%02x", (unsigned)(unsigned char)*text);
        else if (code == '\n' || code == '\t')
            ra_text_append(out, " ");
        else if (code < 0x20 || code == 0x7f)
            ra_text_format(out, "\\x%02x", (unsigned)code);
        else if (ra_utf8_unsafe(code))
            ra_text_format(out, "\\u{%04x}", (unsigned)code);
        else if (code < 0x80 || utf8)
            ra_text_append_bytes(out, text, length);
        else
            append_ascii(out, code);
        text += length > 0 ? length : 1;
        left -= length > 0 ? length : 1;
    }
}
