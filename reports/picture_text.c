/* Text in pictures: how wide it is, where it is cut, how gnuplot is given it. */
#include <string.h>

#include "models/utf8.h"
#include "reports/page.h"
#include "reports/picture.h"

/* Advance widths of Helvetica, from the space to the tilde, in thousandths of its size; Arial,
 * Liberation Sans and Nimbus Sans have the same. */
static const short widths[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584,
};

#define OTHER_WIDTH 0.6  /* of a letter that is not listed */
#define WIDE_WIDTH  1.05 /* of one that takes two columns on a terminal */
#define BOLD_WIDTH  1.08 /* of bold text to text */

static double measure_character(uint32_t code)
{
    if (code >= ' ' && code <= '~')
        return widths[code - ' '] / 1000.0;
    return ra_utf8_columns(code) == 2 ? WIDE_WIDTH : ra_utf8_columns(code) == 0 ? 0 : OTHER_WIDTH;
}

static double measure_bytes(const char *text, size_t length, bool bold)
{
    double width = 0;

    while (length > 0) {
        uint32_t code = '?';
        size_t bytes = ra_utf8_decode(text, length, &code);
        bytes = bytes > 0 ? bytes : 1;
        width += measure_character(code);
        text += bytes;
        length -= bytes;
    }
    return bold ? BOLD_WIDTH * width : width;
}

double ra_picture_measure(const char *text, bool bold)
{
    return measure_bytes(text, strlen(text), bold);
}

/* Returns the length of the next word with the spaces before it. A sign of a percentage stays with
 * its number, and a number with the sign of its operation. */
static size_t word_length(const char *text)
{
    size_t end = strspn(text, " ");
    bool sign;

    do {
        size_t start = end, next;
        end += strcspn(text + end, " ");
        next = end + strspn(text + end, " ");
        sign =
            text[next] != '\0' &&
            (text[next] == '%' || (end - start == 2 && (memcmp(text + start, "\u00f7", 2) == 0 ||
                                                        memcmp(text + start, "\u00d7", 2) == 0 ||
                                                        memcmp(text + start, "\u00b1", 2) == 0)));
        end = sign ? next : end;
    } while (sign);
    return end;
}

/* Returns how many bytes of `text` fit into a line: whole words, or where the first word does not
 * fit, as many characters of it as do (at least one). */
static size_t fit(const char *text, double width, bool bold)
{
    size_t best = 0, end = 0;

    while (text[end] != '\0') {
        size_t next = end + word_length(text + end);
        if (measure_bytes(text, next, bold) > width)
            break;
        best = end = next;
    }
    while (best == 0 && text[end] != '\0') {
        uint32_t code;
        size_t bytes = ra_utf8_decode(text + end, strlen(text + end), &code);
        bytes = bytes > 0 ? bytes : 1;
        if (end > 0 && measure_bytes(text, end + bytes, bold) > width)
            break;
        end += bytes;
    }
    return best > 0 ? best : end;
}

int ra_picture_wrap(ra_text *out, const char *text, double width, int most, bool bold)
{
    static const char ellipsis[] = "\u2026";
    ra_text clean = {0};
    int lines = 0;

    ra_page_clean(&clean, text, true);
    out->failed = out->failed || clean.failed;
    for (const char *rest = clean.failed || clean.data == NULL ? "" : clean.data;
         *(rest += strspn(rest, " ")) != '\0' && lines < most; lines++) {
        bool last = lines == most - 1;
        size_t length = fit(rest, width, bold);
        bool cut = last && rest[length + strspn(rest + length, " ")] != '\0';
        if (cut)
            length = fit(rest, width - ra_picture_measure(ellipsis, bold), bold);
        ra_text_append(out, lines > 0 ? "\n" : "");
        ra_text_append_bytes(out, rest, length);
        ra_text_append(out, cut ? ellipsis : "");
        rest += length;
    }
    ra_text_free(&clean);
    return lines;
}

static bool is_harmless(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           ((unsigned char)c >= 0x80) || (c != '\0' && strchr(" ,.:;()/+=-", c) != NULL);
}

void ra_picture_quote(ra_text *out, const char *text, size_t length)
{
    ra_text_append(out, "\"");
    for (size_t i = 0; i < length; i++) {
        /* gnuplot leaves '>' as it is, and in SVG "]]>" may not stand in text [xml, 2.4]. */
        if (i >= 2 && memcmp(&text[i - 2], "]]>", 3) == 0)
            ra_text_append(out, " ");
        if (is_harmless(text[i]))
            ra_text_append_bytes(out, &text[i], 1);
        else
            ra_text_format(out, "\\%03o", (unsigned)(unsigned char)text[i]);
    }
    ra_text_append(out, "\"");
}
