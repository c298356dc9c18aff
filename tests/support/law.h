/* Distributions from their JSON, for tests. */
#ifndef RA_TEST_LAW_H
#define RA_TEST_LAW_H

#include "models/dist.h"

/* A law with the memory that it lives in. */
typedef struct {
    ra_arena *arena;
    ra_diag *diag;
    const ra_dist *dist; /* NULL where the text was refused; the messages are in diag */
} test_law;

/* Reads a distribution of a figure with a value (NAN: none) and a rounding interval. Free with
 * free_law. */
test_law read_law(const char *json, double value, double low, double high);

/* The same for a text that must be good; fails the test with the message where it is not. */
test_law good_law(const char *json);

void free_law(test_law *law);

/* Copies a text with its single quotes made double, so that tables of JSON read well. */
void quote_json(const char *text, char *out, size_t size);

#endif
