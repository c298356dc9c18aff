/* UTF-8, one character at a time; shared by the files of this folder that show text. */
#ifndef RA_UTF8_H
#define RA_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Returns how many bytes (1 to 4) the character at `bytes` has, with its code in *code; 0 where
 * `length` bytes do not start with a valid one (overlong, surrogate, above U+10FFFF, cut off). */
size_t ra_utf8_decode(const char *bytes, size_t length, uint32_t *code);

/* Returns the columns that a character takes on a terminal: 0, 1 or 2. */
int ra_utf8_columns(uint32_t code);

/* Returns whether a character would change how a terminal shows what stands around it: controls,
 * marks of direction, separators of lines and paragraphs, invisible characters. */
bool ra_utf8_unsafe(uint32_t code);

#ifdef __cplusplus
}
#endif
#endif
