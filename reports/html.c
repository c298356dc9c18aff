#include "reports/html.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "models/alloc.h"
#include "reports/page.h"

static const char *reference_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void add_escaped(ra_text *out, const char *text)
{
    for (;;) {
        size_t length = strcspn(text, "&<>\"'");
        ra_text_append_bytes(out, text, length);
        text += length;
        if (*text == '\0')
            return;
        ra_text_append(out, reference_of(*text++));
    }
}

void ra_html_text(ra_text *out, const char *text)
{
    ra_text clean = {0};

    if (text == NULL)
        return;
    ra_page_clean(&clean, text, true);
    if (clean.data != NULL)
        add_escaped(out, clean.data);
    out->failed = out->failed || clean.failed;
    ra_text_free(&clean);
}

void ra_html_piece(ra_text *out, ra_text *piece)
{
    out->failed = out->failed || piece->failed;
    ra_html_text(out, piece->data);
    ra_text_free(piece);
}

void ra_html_put(ra_text *out, const char *name, const char *kind, const char *text)
{
    ra_text_format(out, "<%s", name);
    if (kind != NULL)
        ra_text_format(out, " class=\"%s\"", kind);
    ra_text_append(out, ">");
    ra_html_text(out, text);
    ra_text_format(out, "</%s>", name);
}

void ra_html_element(ra_text *out, const char *name, const char *kind, ra_text *piece)
{
    out->failed = out->failed || piece->failed;
    ra_html_put(out, name, kind, piece->data);
    ra_text_free(piece);
}

static bool is_web_address(const char *url)
{
    return url != NULL && (strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0);
}

void ra_html_link(ra_text *out, const char *url, const char *text)
{
    bool link = is_web_address(url);

    if (link) {
        ra_text_append(out, "<a href=\"");
        ra_html_text(out, url);
        ra_text_append(out, "\" rel=\"noreferrer\">");
    }
    ra_html_text(out, text);
    if (link)
        ra_text_append(out, "</a>");
}

void ra_html_base64(ra_text *out, const void *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *in = bytes;
    char *text = ra_alloc(length / 3 * 4 + 8);
    size_t size = 0;

    if (text == NULL) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < length; i += 3) {
        size_t left = length - i;
        uint32_t word = (uint32_t)in[i] << 16 | (left > 1 ? (uint32_t)in[i + 1] << 8 : 0) |
                        (left > 2 ? in[i + 2] : 0u);
        text[size++] = digits[word >> 18];
        text[size++] = digits[word >> 12 & 63];
        text[size++] = left > 1 ? digits[word >> 6 & 63] : '=';
        text[size++] = left > 2 ? digits[word & 63] : '=';
    }
    ra_text_append_bytes(out, text, size);
    ra_free(text);
}
