#include "models/sha256.h"

#include <nettle/sha2.h>
#include <stdint.h>
#include <string.h>

#include "models/alloc.h"

struct ra_sha256 {
    struct sha256_ctx context;
};

ra_sha256 *ra_sha256_new(void)
{
    ra_sha256 *sum = ra_alloc(sizeof *sum);
    if (sum)
        sha256_init(&sum->context);
    return sum;
}

void ra_sha256_free(ra_sha256 *sum)
{
    ra_free(sum);
}

void ra_sha256_bytes(ra_sha256 *sum, const char *bytes, size_t length)
{
    sha256_update(&sum->context, length, (const uint8_t *)bytes);
}

/* A text and its end, so that "ab" "c" and "a" "bc" differ. */
static void add_text(ra_sha256 *sum, const char *text)
{
    ra_sha256_bytes(sum, text, strlen(text) + 1);
}

static void add_number(ra_sha256 *sum, double number)
{
    ra_text text = {0};
    ra_text_number(&text, number);
    if (text.data)
        add_text(sum, text.data);
    ra_text_free(&text);
}

void ra_sha256_value(ra_sha256 *sum, const ra_value *value)
{
    static const char *const open[] = {"null", "bool", "number", "string", "array", "object"};
    ra_value_type type = ra_value_kind(value);
    if (ra_value_key(value))
        add_text(sum, ra_value_key(value));
    add_text(sum, open[type]);
    if (type == RA_STRING)
        add_text(sum, ra_value_string(value));
    else if (type == RA_NUMBER)
        add_number(sum, ra_value_number(value));
    else if (type == RA_BOOL)
        add_text(sum, ra_value_bool(value) ? "1" : "0");
    /* The depth is bounded by the reader of JSON. */
    for (const ra_value *v = ra_value_first(value); v; v = ra_value_next(v))
        ra_sha256_value(sum, v);
    if (type == RA_ARRAY || type == RA_OBJECT)
        add_text(sum, "end");
}

void ra_sha256_text(ra_sha256 *sum, char out[65])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&sum->context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[64] = '\0';
}

void ra_sha256_of(const char *text, char out[65])
{
    ra_sha256 sum;
    sha256_init(&sum.context);
    ra_sha256_bytes(&sum, text, strlen(text));
    ra_sha256_text(&sum, out);
}
