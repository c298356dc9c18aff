#include "reports/markup.h"

#include <stdbool.h>
#include <string.h>

#include "models/utf8.h"
#include "reports/page.h"

static bool is_control(char c)
{
    return (unsigned char)c < ' ' || c == 0x7f;
}

/* Renderers make links of addresses that stand in the text, by "://" or "www.". */
static bool starts_link(const char *text, const char *at)
{
    return strncmp(at, "://", 3) == 0 ||
           (*at == '.' && at - text >= 3 && strncmp(at - 3, "www", 3) == 0);
}

static void add_markdown(ra_text *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        /* A dash, plus or number with a point starts a list where it starts a line. */
        bool first = p == text;
        if (is_control(*p)) {
            ra_text_append(out, " ");
            continue;
        }
        if (strchr("\\`*_[]<>#|~&$^", *p) != NULL || (first && strchr("-+=", *p) != NULL) ||
            starts_link(text, p))
            ra_text_append(out, "\\");
        ra_text_append_bytes(out, p, 1);
    }
}

void ra_markdown_text(ra_text *out, const char *text)
{
    ra_text clean = {0};

    if (text == NULL)
        return;
    /* Marks of direction and invisible characters are spelled out, as on a terminal. */
    ra_page_clean(&clean, text, true);
    if (clean.data != NULL)
        add_markdown(out, clean.data);
    out->failed = out->failed || clean.failed;
    ra_text_free(&clean);
}

/* Characters beyond ASCII that have a command. */
static const struct {
    uint32_t code;
    const char *latex;
} commands[] = {
    {0x201c, "``"},
    {0x201d, "''"},
    {0x2018, "`"},
    {0x2019, "'"},
    {0x2013, "--"},
    {0x2014, "---"},
    {0x2026, "\\ldots{}"},
    {0x00d7, "\\ensuremath{\\times}"},
    {0x00f7, "\\ensuremath{\\div}"},
    {0x00b1, "\\ensuremath{\\pm}"},
    {0x2192, "\\ensuremath{\\rightarrow}"},
    {0x2248, "\\ensuremath{\\approx}"},
    {0x2264, "\\ensuremath{\\leq}"},
    {0x2265, "\\ensuremath{\\geq}"},
    {0x00b5, "\\ensuremath{\\mu}"},
    {0x03bc, "\\ensuremath{\\mu}"},
    {0x00b0, "\\ensuremath{^\\circ}"},
    {0x00b2, "\\ensuremath{^2}"},
    {0x00b3, "\\ensuremath{^3}"},
    {0x2082, "\\ensuremath{_2}"},
    {0x20ac, "EUR"},
    {0x00a0, "~"},
};

/* Letters that every engine has: Latin-1 and Latin Extended-A. */
static bool is_letter(uint32_t code)
{
    return code >= 0xc0 && code <= 0x17f && code != 0xd7 && code != 0xf7;
}

static void add_beyond_ascii(ra_text *out, const char *bytes, size_t length, uint32_t code)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (commands[i].code == code) {
            ra_text_append(out, commands[i].latex);
            return;
        }
    }
    if (is_letter(code))
        ra_text_append_bytes(out, bytes, length);
    else
        ra_text_format(out, "[U+%04X]", (unsigned)code);
}

static void add_ascii(ra_text *out, char c)
{
    switch (c) {
    case '\\':
        ra_text_append(out, "\\textbackslash{}");
        break;
    case '~':
        ra_text_append(out, "\\textasciitilde{}");
        break;
    case '^':
        ra_text_append(out, "\\textasciicircum{}");
        break;
    case '<':
        ra_text_append(out, "\\textless{}");
        break;
    case '>':
        ra_text_append(out, "\\textgreater{}");
        break;
    case '|':
        ra_text_append(out, "\\textbar{}");
        break;
    case '"':
        ra_text_append(out, "\\textquotedbl{}");
        break;
    case '-':
        ra_text_append(out, "{-}"); /* never a dash of two or three */
        break;
    default:
        if (strchr("#$%&_{}", c) != NULL)
            ra_text_append(out, "\\");
        ra_text_append_bytes(out, is_control(c) ? " " : &c, 1);
    }
}

void ra_latex_text(ra_text *out, const char *text)
{
    size_t left = text != NULL ? strlen(text) : 0;

    while (left > 0) {
        uint32_t code = 0;
        size_t length = ra_utf8_decode(text, left, &code);
        if (length == 0) { /* cannot be: texts were read as UTF-8 */
            ra_text_append(out, "?");
            length = 1;
        } else if (code < 0x80) {
            add_ascii(out, *text);
        } else {
            add_beyond_ascii(out, text, length, code);
        }
        text += length;
        left -= length;
    }
}
