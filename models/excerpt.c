#include "models/excerpt.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "models/utf8.h"

/* One character as it is shown. */
typedef struct {
    char shown[16];
    size_t shown_length;
    size_t bytes; /* of the text that it stands for */
    int columns;
} glyph;

static glyph next_glyph(const char *bytes, size_t length)
{
    glyph g = {.bytes = 1};
    uint32_t code = 0;
    size_t count = ra_utf8_decode(bytes, length, &code);
    if (count)
        g.bytes = count;
    if (code == '\t') {
        g.columns = snprintf(g.shown, sizeof g.shown, " ");
    } else if (count == 0 || (code < 0x80 && ra_utf8_unsafe(code))) {
        g.columns = snprintf(g.shown, sizeof g.shown, "\\x%02X", (unsigned char)bytes[0]);
    } else if (ra_utf8_unsafe(code)) {
        g.columns = snprintf(g.shown, sizeof g.shown, "\\u%04X", (unsigned)code);
    } else {
        memcpy(g.shown, bytes, count);
        g.columns = ra_utf8_columns(code);
        g.shown_length = count;
        return g;
    }
    g.shown_length = (size_t)g.columns;
    return g;
}

/* Marks without a width count as one column here, so that their number is bounded too. */
static int cost(const glyph *g)
{
    return g->columns ? g->columns : 1;
}

void ra_excerpt_visible(ra_text *out, const char *bytes, size_t length, int columns)
{
    int used = 0;
    while (length) {
        glyph g = next_glyph(bytes, length);
        used += cost(&g);
        if (used > columns) {
            ra_text_append(out, "...");
            return;
        }
        ra_text_append_bytes(out, g.shown, g.shown_length);
        bytes += g.bytes;
        length -= g.bytes;
    }
}

/* The start of the character before `at`, not before `start`. */
static const char *step_back(const char *start, const char *at)
{
    const char *p = at - 1;
    while (p > start && at - p < 4 && ((unsigned char)*p & 0xC0) == 0x80)
        p--;
    return p + next_glyph(p, (size_t)(at - p)).bytes == at ? p : at - 1;
}

/* Goes back from `at` as far as `columns` columns reach. */
static const char *reach_back(const char *start, const char *at, int columns)
{
    while (at > start) {
        const char *before = step_back(start, at);
        glyph g = next_glyph(before, (size_t)(at - before));
        columns -= cost(&g);
        if (columns < 0)
            break;
        at = before;
    }
    return at;
}

/* Returns whether a line takes at most `columns` columns. */
static bool fits(const char *start, const char *end, int columns)
{
    while (start < end && columns >= 0) {
        glyph g = next_glyph(start, (size_t)(end - start));
        columns -= cost(&g);
        start += g.bytes;
    }
    return columns >= 0;
}

void ra_excerpt_line(ra_text *out, const char *text, size_t length, size_t offset, size_t *caret)
{
    const char *place = text + offset, *end = memchr(place, '\n', length - offset);
    const char *start = place;
    end = end ? end : text + length;
    while (start > text && start[-1] != '\n')
        start--;
    if (end > place && end[-1] == '\r')
        end--;
    /* The whole line where it fits; else about as much before the place as behind it. */
    const char *from = start;
    if (!fits(start, end, RA_EXCERPT_COLUMNS))
        from = reach_back(start, place, RA_EXCERPT_COLUMNS / 2);
    if (from > start)
        ra_text_append(out, "...");
    int columns = from > start ? 3 : 0;
    while (from < place) {
        glyph g = next_glyph(from, (size_t)(end - from));
        ra_text_append_bytes(out, g.shown, g.shown_length);
        columns += g.columns;
        from += g.bytes;
    }
    *caret = (size_t)columns;
    ra_excerpt_visible(out, place, (size_t)(end - place), RA_EXCERPT_COLUMNS - columns);
}

size_t ra_excerpt_start(const char *text, size_t length, size_t offset)
{
    for (size_t back = 0; back < 4 && back <= offset && offset < length; back++) {
        uint32_t code;
        size_t start = offset - back;
        if (ra_utf8_decode(text + start, length - start, &code) > back)
            return start;
    }
    return offset;
}

void ra_excerpt_place(const char *text, size_t length, size_t offset, size_t *line, size_t *column)
{
    const char *start = text;
    *line = 1;
    for (const char *p; (p = memchr(start, '\n', (size_t)(text + offset - start))) != NULL;) {
        start = p + 1;
        ++*line;
    }
    *column = 1;
    for (const char *p = start; p < text + offset;) {
        uint32_t code;
        size_t count = ra_utf8_decode(p, length - (size_t)(p - text), &code);
        p += count ? count : 1;
        ++*column;
    }
}
