#include "reports/workbook.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/decimal.h"

/* One row of the table of styles. Colours: 0 is none (black font, no fill). */
typedef struct {
    double size;
    bool bold, italic, wrap, border;
    uint32_t font, fill;
    uint8_t align;
    uint8_t indent;
    bool middle; /* of the row's height; otherwise at its top */
} style_row;

#define BLUE   0x0000FF /* the colour of inputs in financial models */
#define YELLOW 0xFFFBE6
#define PAPER  0xEAF1F8

static const style_row styles[RA_STYLES] = {
    [RA_STYLE_TITLE] = {.size = 16, .bold = true, .font = RA_COLOUR_DARK},
    [RA_STYLE_LEAD] = {.size = 10, .font = 0x595959},
    [RA_STYLE_PARAGRAPH] = {.size = 10, .wrap = true, .font = 0x595959},
    [RA_STYLE_SECTION] = {.size = 12, .bold = true, .font = RA_COLOUR_DARK},
    [RA_STYLE_HEAD] = {.size = 10,
                       .bold = true,
                       .wrap = true,
                       .font = 0xFFFFFF,
                       .fill = RA_COLOUR_DARK,
                       .align = LXW_ALIGN_CENTER},
    [RA_STYLE_TEXT] = {.size = 10, .border = true, .indent = 1},
    [RA_STYLE_WRAP] = {.size = 10, .wrap = true, .border = true, .indent = 1},
    [RA_STYLE_LOCAL] = {.size = 10, .wrap = true, .font = 0x595959, .border = true, .indent = 3},
    [RA_STYLE_MUTED] = {.size = 10, .font = 0x595959, .border = true, .indent = 1},
    [RA_STYLE_STRONG] = {.size = 10, .bold = true, .wrap = true, .border = true, .indent = 1},
    [RA_STYLE_LINK] = {.size = 10, .wrap = true, .border = true, .font = 0x0B57A4, .indent = 1},
    [RA_STYLE_INPUT] =
        {.size = 10, .border = true, .font = BLUE, .fill = YELLOW, .align = LXW_ALIGN_RIGHT},
    [RA_STYLE_SWITCH] =
        {.size = 10, .border = true, .font = BLUE, .fill = YELLOW, .align = LXW_ALIGN_CENTER},
    [RA_STYLE_PICK] = {.size = 10, .border = true, .font = BLUE, .fill = YELLOW, .wrap = true},
    [RA_STYLE_FORMULA] = {.size = 10, .border = true, .align = LXW_ALIGN_RIGHT},
    [RA_STYLE_COUNT] = {.size = 10, .border = true, .align = LXW_ALIGN_CENTER},
    [RA_STYLE_TOTAL] =
        {.size = 10, .bold = true, .border = true, .fill = PAPER, .align = LXW_ALIGN_RIGHT},
    [RA_STYLE_TOTAL_TEXT] = {.size = 10, .bold = true, .border = true, .fill = PAPER, .indent = 1},
    [RA_STYLE_RUN] =
        {.size = 10, .italic = true, .border = true, .font = 0x595959, .align = LXW_ALIGN_RIGHT},
    [RA_STYLE_QUOTE] = {.size = 13, .italic = true, .wrap = true},
    [RA_STYLE_VERDICT] = {.size = 14,
                          .bold = true,
                          .wrap = true,
                          .font = RA_COLOUR_DARK,
                          .fill = PAPER,
                          .indent = 1,
                          .middle = true},
    [RA_STYLE_FLAG] = {.size = 10, .font = 0x2F6B2F},
    [RA_STYLE_CONTENTS] = {.size = 10, .font = 0x0B57A4},
};

static void dress(lxw_format *format, const style_row *row)
{
    format_set_font_name(format, RA_WORKBOOK_FACE);
    format_set_font_size(format, row->size);
    format_set_align(format, row->middle ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    if (row->bold)
        format_set_bold(format);
    if (row->italic)
        format_set_italic(format);
    if (row->wrap)
        format_set_text_wrap(format);
    if (row->font)
        format_set_font_color(format, row->font);
    if (row->fill)
        format_set_bg_color(format, row->fill);
    if (row->align)
        format_set_align(format, row->align);
    if (row->indent)
        format_set_indent(format, row->indent);
    if (row->border) {
        format_set_bottom(format, LXW_BORDER_HAIR);
        format_set_bottom_color(format, RA_COLOUR_GREY);
    }
}

/* Makes room for one format more. */
static bool reserve(ra_book *book)
{
    if (book->format_count < book->format_capacity)
        return true;
    size_t capacity = 2 * book->format_capacity + 32;
    ra_book_format *formats = ra_realloc(book->formats, capacity * sizeof *formats);
    if (!formats)
        return false;
    book->formats = formats;
    book->format_capacity = capacity;
    return true;
}

lxw_format *ra_book_style(ra_book *book, ra_style style, int number)
{
    for (size_t i = 0; i < book->format_count; i++)
        if (book->formats[i].style == (int)style && book->formats[i].number == number)
            return book->formats[i].format;
    lxw_format *format = reserve(book) ? workbook_add_format(book->file) : NULL;
    if (!format) {
        book->nomem = true;
        return NULL;
    }
    dress(format, &styles[style]);
    if (number != RA_NUMBER_NONE) {
        char text[40];
        ra_number_code_text(number, text, sizeof text);
        format_set_num_format(format, text);
    }
    book->formats[book->format_count++] = (ra_book_format){(int)style, number, format};
    return format;
}

bool ra_style_wraps(ra_style style)
{
    return styles[style].wrap;
}

/* A number code is the count of decimals, or SCIENTIFIC plus it. */
#define SCIENTIFIC    100
#define MOST_DECIMALS 14

/* Returns the power of ten of the first digit of a number as shown with so many digits: 9.996 with
 * 3 digits is 10.0. */
static int magnitude_of(double value, int digits)
{
    char text[40];
    int power;
    uint64_t sixteen = ra_decimal_digits(value, &power);
    /* Below 9.5 nothing is rounded up to the next power. */
    if (sixteen > 0 && sixteen < UINT64_C(9500000000000000) && digits < 16)
        return power;
    snprintf(text, sizeof text, "%.*e", digits - 1, value);
    return (int)strtol(strchr(text, 'e') + 1, NULL, 10);
}

int ra_number_code(double value, int digits)
{
    if (value == 0 || !isfinite(value))
        return 0;
    int magnitude = magnitude_of(value, digits);
    if (magnitude < -4 || magnitude >= 12)
        return SCIENTIFIC + digits - 1;
    return magnitude >= digits - 1 ? 0 : digits - 1 - magnitude;
}

/* Returns whether sixteen digits are not nearly a number of `digits` of them: farther than twice
 * the noise that ra_number_code_exact lets pass. */
static bool is_longer(uint64_t sixteen, int digits)
{
    uint64_t unit = 1;
    for (int i = digits; i < 16; i++)
        unit *= 10;
    uint64_t rest = sixteen % unit, distance = rest < unit - rest ? rest : unit - rest;
    return distance > 2e-14 * (double)sixteen;
}

int ra_number_code_exact(double value)
{
    enum { MOST = 10 };
    char text[40];
    int power;
    uint64_t sixteen = ra_decimal_digits(value, &power);
    for (int digits = 1; digits < MOST; digits++) {
        if (sixteen > 0 && is_longer(sixteen, digits))
            continue;
        snprintf(text, sizeof text, "%.*e", digits - 1, value);
        /* A conversion of units leaves noise in the last of the double's 16 digits. */
        if (fabs(ra_text_parse_number(text, NULL) - value) <= 1e-14 * fabs(value))
            return ra_number_code(value, digits);
    }
    return ra_number_code(value, 6);
}

int ra_number_code_shown(double value, int digits)
{
    if (digits > 0)
        return ra_number_code(value, digits);
    int exact = ra_number_code_exact(value);
    int most = digits < 0 ? ra_number_code(value, -digits) : exact;
    return exact < most ? exact : most;
}

void ra_number_code_text(int code, char *out, size_t size)
{
    int decimals = code % SCIENTIFIC;
    if (decimals > MOST_DECIMALS)
        decimals = MOST_DECIMALS;
    snprintf(out, size, "%s%s%.*s%s", code >= SCIENTIFIC ? "0" : "#,##0", decimals ? "." : "",
             decimals, "00000000000000", code >= SCIENTIFIC ? "E+00" : "");
}
