/* A page of text for a terminal. */
#include "reports/page.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "models/alloc.h"

/* Escape sequences (ECMA-48, SGR); PLAIN ends all others. */
static const char *const sequences[RA_STYLES] = {
    [RA_STYLE_PLAIN] = "\x1b[0m",   [RA_STYLE_STRONG] = "\x1b[1m", [RA_STYLE_QUIET] = "\x1b[2m",
    [RA_STYLE_GOOD] = "\x1b[1;32m", [RA_STYLE_BAD] = "\x1b[1;31m", [RA_STYLE_CARE] = "\x1b[1;33m",
};

ra_page ra_page_new(const ra_report_options *options)
{
    ra_page page = {.width = options->width,
                    .colour = options->colour,
                    .utf8 = options->utf8,
                    .failures = ra_alloc_failures()};

    return page;
}

void ra_page_free(ra_page *page)
{
    ra_text_free(&page->text);
}

ra_status ra_page_finish(ra_page *page, FILE *out)
{
    /* A word that could not be made is missing from the page. */
    bool whole = ra_alloc_failures() == page->failures;
    ra_status status = whole ? ra_text_finish(&page->text, out) : RA_NOMEM;

    ra_page_free(page);
    return status;
}

int ra_page_measure(const ra_page *page, const char *text)
{
    ra_text clean = {0};
    int width = 0;

    ra_page_clean(&clean, text, page->utf8);
    if (clean.data != NULL)
        width = ra_text_width(clean.data);
    ra_text_free(&clean);
    return width;
}

/* Appends bytes that have been through the filter. */
static void append_clean(ra_page *page, const char *bytes, size_t length, int columns)
{
    for (; page->pending > 0; page->pending--)
        ra_text_append(&page->text, " ");
    ra_text_append_bytes(&page->text, bytes, length);
    page->column += columns;
}

void ra_page_put(ra_page *page, const char *text)
{
    ra_text clean = {0};

    ra_page_clean(&clean, text, page->utf8);
    if (clean.failed)
        page->text.failed = true;
    else if (clean.length > 0)
        append_clean(page, clean.data, clean.length, ra_text_width(clean.data));
    ra_text_free(&clean);
}

void ra_page_format(ra_page *page, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    ra_page_put(page, text);
}

void ra_page_style(ra_page *page, ra_style style)
{
    if (!page->colour || page->style == style)
        return;
    append_clean(page, "", 0, 0);
    if (page->style != RA_STYLE_PLAIN)
        ra_text_append(&page->text, sequences[RA_STYLE_PLAIN]);
    if (style != RA_STYLE_PLAIN)
        ra_text_append(&page->text, sequences[style]);
    page->style = style;
}

void ra_page_pad(ra_page *page, int column)
{
    if (column > page->column) {
        page->pending += column - page->column;
        page->column = column;
    }
}

void ra_page_line(ra_page *page)
{
    page->pending = 0;
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_text_append(&page->text, "\n");
    page->column = 0;
}

void ra_page_gap(ra_page *page)
{
    size_t length = page->text.length;

    if (length >= 2 && strcmp(page->text.data + length - 2, "\n\n") != 0)
        ra_page_line(page);
}

void ra_page_heading(ra_page *page, const char *text)
{
    ra_page_gap(page);
    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_wrap(page, 0, text);
    ra_page_line(page);
}

/* Returns the bytes of the longest start of a text that fits into `columns`, at least one
 * character. */
static size_t fitting(const char *text, size_t length, int columns)
{
    ra_text part = {0};
    size_t end = 0, best = 0;

    while (end < length) {
        size_t next = end + 1;
        while (next < length && ((unsigned char)text[next] & 0xc0) == 0x80)
            next++;
        ra_text_append_bytes(&part, text + end, next - end);
        if (part.failed || (best > 0 && ra_text_width(part.data) > columns))
            break;
        best = end = next;
    }
    ra_text_free(&part);
    return best > 0 ? best : length;
}

static int width_of(const char *bytes, size_t length)
{
    ra_text part = {0};
    int width = 0;

    ra_text_append_bytes(&part, bytes, length);
    if (part.data != NULL)
        width = ra_text_width(part.data);
    ra_text_free(&part);
    return width;
}

/* Appends one word, on the next line where it does not fit. */
static void wrap_word(ra_page *page, int indent, const char *word, size_t length, bool space)
{
    int columns = width_of(word, length);

    if (page->column > indent && page->column + space + columns > page->width) {
        ra_style style = page->style;
        ra_page_line(page);
        ra_page_style(page, style);
        ra_page_pad(page, indent);
    } else if (space) {
        ra_page_pad(page, page->column + 1);
    }
    while (page->column + columns > page->width && page->column < page->width) {
        size_t part = fitting(word, length, page->width - page->column);
        append_clean(page, word, part, width_of(word, part));
        word += part;
        length -= part;
        columns = width_of(word, length);
        if (length == 0)
            return;
        ra_page_line(page);
        ra_page_pad(page, indent);
    }
    append_clean(page, word, length, columns);
}

void ra_page_wrap(ra_page *page, int indent, const char *text)
{
    ra_text clean = {0};
    const char *word;
    bool first = true;

    ra_page_clean(&clean, text, page->utf8);
    for (word = clean.data; word != NULL && *word != '\0';) {
        size_t skipped = strspn(word, " ");
        size_t length;

        word += skipped;
        length = strcspn(word, " ");
        if (length > 0)
            wrap_word(page, indent, word, length, !first);
        word += length;
        first = false;
    }
    page->text.failed = page->text.failed || clean.failed;
    ra_text_free(&clean);
}

void ra_page_left(ra_page *page, int width, const char *text)
{
    const char *dots = page->utf8 ? "\u2026" : "~";
    int start = page->column;
    ra_text clean = {0};

    ra_page_clean(&clean, text, page->utf8);
    if (clean.failed) {
        page->text.failed = true;
    } else if (clean.length > 0 && ra_text_width(clean.data) <= width) {
        append_clean(page, clean.data, clean.length, ra_text_width(clean.data));
    } else if (clean.length > 0) {
        size_t part = fitting(clean.data, clean.length, width - 1);
        append_clean(page, clean.data, part, width_of(clean.data, part));
        append_clean(page, dots, strlen(dots), 1);
    }
    ra_text_free(&clean);
    ra_page_pad(page, start + width);
}

void ra_page_right(ra_page *page, int width, const char *text)
{
    int skipped = width - ra_page_measure(page, text);
    /* What is too long for its column still stands apart from the one before it. */
    bool touches = page->column > 0 && page->pending == 0;

    ra_page_pad(page, page->column + (touches && skipped < 1 ? 1 : skipped));
    ra_page_put(page, text);
}
