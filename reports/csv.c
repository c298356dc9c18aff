#include "reports/csv.h"

#include <math.h>
#include <string.h>

#include "models/utf8.h"

static void start_cell(ra_csv *csv)
{
    if (csv->started)
        ra_text_append(&csv->text, ",");
    csv->started = true;
}

static bool is_control(char c)
{
    return (c > '\0' && c < ' ' && c != '\n' && c != '\t') || c == 0x7f;
}

/* Quotes are doubled, controls left out; invisible characters and marks of direction are spelled out
 * as on a terminal. */
static void add_characters(ra_text *out, const char *text)
{
    while (*text != '\0') {
        uint32_t code = 0;
        size_t length = ra_utf8_decode(text, strnlen(text, 4), &code);
        length = length > 0 ? length : 1;
        if (*text == '"')
            ra_text_append(out, "\"");
        if (code >= 0x80 && ra_utf8_unsafe(code))
            ra_text_format(out, "\\u{%04x}", (unsigned)code);
        else if (!is_control(*text))
            ra_text_append_bytes(out, text, length);
        text += length;
    }
}

void ra_csv_text(ra_csv *csv, const char *text)
{
    bool quoted;

    start_cell(csv);
    if (text == NULL)
        return;
    while (is_control(*text))
        text++;
    quoted = strpbrk(text, ",\"\n\t") != NULL;
    if (quoted)
        ra_text_append(&csv->text, "\"");
    if (*text != '\0' && strchr("=+-@\t", *text) != NULL)
        ra_text_append(&csv->text, "'");
    add_characters(&csv->text, text);
    if (quoted)
        ra_text_append(&csv->text, "\"");
}

void ra_csv_number(ra_csv *csv, double value)
{
    start_cell(csv);
    if (isfinite(value))
        ra_text_number(&csv->text, value + 0.0); /* adding zero turns -0 into 0 */
}

void ra_csv_line(ra_csv *csv)
{
    ra_text_append(&csv->text, "\n");
    csv->started = false;
}

void ra_csv_header(ra_csv *csv, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        ra_csv_text(csv, names[i]);
    ra_csv_line(csv);
}
