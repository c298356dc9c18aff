/* Tables that will be asked for, read before. */
#ifndef RA_READ_AHEAD_H
#define RA_READ_AHEAD_H

#include <stddef.h>

#include "models/data.h"

/* Reads tables of `data` side by side and keeps them there. Given: `count` `ids` of different
 * tables; the `threads` that were asked for (0: one a processor). What cannot be read is said to
 * whoever asks for it. */
void ra_read_ahead(ra_data *data, const char *const *ids, size_t count, int threads);

#endif
