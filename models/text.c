#include "models/text.h"

#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/decimal.h"
#include "models/utf8.h"

/* Makes room for `more` bytes and the NUL behind them. */
static bool reserve(ra_text *text, size_t more)
{
    if (text->failed)
        return false;
    if (more < text->capacity && text->length < text->capacity - more)
        return true;
    if (more > SIZE_MAX / 4 || text->length > SIZE_MAX / 4) {
        text->failed = true;
        return false;
    }
    size_t capacity = 2 * (text->length + more) + 32;
    char *data = ra_realloc(text->data, capacity);
    if (!data) {
        text->failed = true;
        return false;
    }
    text->data = data;
    text->capacity = capacity;
    return true;
}

void ra_text_append_bytes(ra_text *text, const char *bytes, size_t length)
{
    if (!reserve(text, length))
        return;
    if (length)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void ra_text_append(ra_text *text, const char *bytes)
{
    ra_text_append_bytes(text, bytes, strlen(bytes));
}

void ra_text_format_list(ra_text *text, const char *format, va_list args)
{
    char small[128]; /* most texts fit, and are printed once */
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(small, sizeof small, format, args);
    if (length < 0)
        text->failed = true;
    else if ((size_t)length < sizeof small)
        ra_text_append_bytes(text, small, (size_t)length);
    else if (reserve(text, (size_t)length)) {
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

void ra_text_format(ra_text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    ra_text_format_list(text, format, args);
    va_end(args);
}

void ra_text_free(ra_text *text)
{
    ra_free(text->data);
    *text = (ra_text){0};
}

ra_status ra_text_finish(ra_text *text, FILE *out)
{
    ra_status status = text->failed ? RA_NOMEM : RA_OK;

    if (text->length > 0 && status == RA_OK &&
        fwrite(text->data, 1, text->length, out) != text->length)
        status = RA_IO;
    ra_text_free(text);
    return status;
}

double ra_text_parse_number(const char *text, const char **end)
{
    double plain_value;
    const char *behind = ra_decimal_read(text, &plain_value);
    if (behind) {
        if (end)
            *end = behind;
        return plain_value;
    }
    /* glibc and musl answer with a constant object here, so this costs no allocation. Without it
     * the thread's own locale is used, which differs only where a program set LC_NUMERIC. */
    locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t old = plain ? uselocale(plain) : (locale_t)0;
    char *stop;
    double value = strtod(text, &stop);
    if (plain) {
        uselocale(old);
        freelocale(plain);
    }
    if (end)
        *end = stop;
    return value;
}

/* Prints with the least precision from `first` on that reads back to the same value. */
static void print_shortest(char *buffer, size_t size, double value, int first)
{
    for (int precision = first; precision <= 17; precision++) {
        snprintf(buffer, size, "%.*g", precision, value);
        if (strtod(buffer, NULL) == value)
            return;
    }
}

void ra_text_number(ra_text *text, double value)
{
    char buffer[40];
    size_t length = ra_decimal_write_short(buffer, value);
    if (length) {
        ra_text_append_bytes(text, buffer, length);
        return;
    }
    /* A decimal of up to 15 digits survives the way through a double and back, so %.15g finds it;
     * below the normal numbers fewer digits hold. */
    if (isnan(value))
        snprintf(buffer, sizeof buffer, "nan");
    else if (isinf(value))
        snprintf(buffer, sizeof buffer, value < 0 ? "-inf" : "inf");
    else
        print_shortest(buffer, sizeof buffer, value, fabs(value) < 2.3e-308 ? 1 : 15);
    for (char *c = buffer; *c; c++)
        if (*c == ',')
            *c = '.'; /* the decimal point of some locales */
    ra_text_append(text, buffer);
}

int ra_text_width(const char *text)
{
    size_t left = strlen(text);
    int width = 0;
    while (left) {
        uint32_t code = 0;
        size_t count = ra_utf8_decode(text, left, &code);
        width += count ? ra_utf8_columns(code) : 1;
        count = count ? count : 1;
        text += count;
        left -= count;
    }
    return width;
}

bool ra_text_valid(const char *bytes, size_t length)
{
    while (length) {
        uint32_t code = 0;
        size_t count = ra_utf8_decode(bytes, length, &code);
        if (count == 0 || code == 0)
            return false;
        bytes += count;
        length -= count;
    }
    return true;
}
