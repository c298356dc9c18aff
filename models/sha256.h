/* SHA-256 of what an audit read, so that a result can name its input. */
#ifndef RA_SHA256_H
#define RA_SHA256_H

#include <stddef.h>

#include "models/json.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ra_sha256 ra_sha256;

/* Returns an empty sum, or NULL. Free with ra_sha256_free. */
ra_sha256 *ra_sha256_new(void);
void ra_sha256_free(ra_sha256 *sum);

void ra_sha256_bytes(ra_sha256 *sum, const char *bytes, size_t length);

/* Adds a JSON value: its types, keys, strings and numbers, whatever the white space. */
void ra_sha256_value(ra_sha256 *sum, const ra_value *value);

/* Writes 64 hexadecimal digits and a NUL; the sum is empty afterwards. */
void ra_sha256_text(ra_sha256 *sum, char out[65]);

/* The same of one text, without its end. */
void ra_sha256_of(const char *text, char out[65]);

#ifdef __cplusplus
}
#endif
#endif
