/* What the files of the units share, and nobody else.
 *
 * A unit is a number times a product of powers of atoms; an atom is one word that the system knows
 * ("kWh", "images"). The product is what is multiplied and printed, so that a derived unit keeps
 * the words of its author; UDUNITS-2 knows what the atoms are, and says which products are free of
 * dimensions. */
#ifndef RA_UNIT_CORE_H
#define RA_UNIT_CORE_H

#include <stdbool.h>
#include <stddef.h>

#include "models/arena.h"
#include "models/text.h"
#include "models/unit.h"

/* Limits that keep every number in range: UDUNITS-2 raises up to 255 and counts dimensions in
 * 16 bits; no atom has more than eight of one dimension. */
#define RA_UNIT_MAX_TEXT     200
#define RA_UNIT_MAX_FACTORS  32
#define RA_UNIT_MAX_EXPONENT 100

typedef struct {
    const ra_unit *atom;
    int exponent; /* never 0 */
} ra_unit_factor;

typedef struct {
    double number; /* finite and positive */
    size_t count;
    ra_unit_factor factors[RA_UNIT_MAX_FACTORS];
} ra_unit_product;

struct ra_unit {
    const char *text;
    double number;
    size_t count;
    const ra_unit_factor *factors; /* an atom's only factor is itself */
    double scale;                  /* atom: to base units */
    void *real;                    /* atom: UDUNITS' unit, owned by the system; else NULL */
};

/* A word of the definitions. Symbols take the symbols of prefixes, names the names. */
typedef struct {
    const char *text;
    bool symbol;
    bool plural;            /* left out of lists */
    void *real;             /* a declared thing's unit, owned by the system; else NULL */
    const char *definition; /* made when first asked for */
} ra_unit_word;

typedef struct {
    const char *text;
    bool symbol;
    double value;
} ra_unit_prefix;

typedef struct {
    ra_unit_word *words;
    size_t word_count, word_room;
    ra_unit_prefix *prefixes;
    size_t prefix_count, prefix_room;
} ra_unit_words;

typedef struct {
    ra_unit **items;
    size_t size, count;
} ra_unit_table;

/* unit_table.c: units by their text. */

/* Returns the unit of this text, or NULL. The table has been grown once. */
ra_unit *ra_unit_table_find(const ra_unit_table *table, const char *text, size_t length);

/* Makes room for twice as many. False without memory. */
bool ra_unit_table_grow(ra_unit_table *table);

/* Puts a new unit with room for `count` *factors into the table; NULL without memory. */
ra_unit *ra_unit_table_add(ra_unit_table *table, ra_arena *arena, const char *text, size_t length,
                           size_t count, ra_unit_factor **factors);

/* unit_words.c: the words, read from the definitions. */

/* Reads all words of a definition file; texts go into the arena. Returned: RA_OK, or RA_IO or RA_NOMEM
 * with a message. */
ra_status ra_unit_words_load(ra_unit_words *words, ra_arena *arena, const char *path,
                             ra_diag *diag);

/* The same for the file of prefixes that stands beside definitions without any. It is ours alone: UDUNITS-2
 * keeps every prefix for ever, also when the system that it belongs to is freed. */
ra_status ra_unit_words_load_prefixes(ra_unit_words *words, ra_arena *arena, const char *path,
                                      ra_diag *diag);
bool ra_unit_words_add(ra_unit_words *words, const char *text, bool symbol, bool plural,
                       void *real);
void ra_unit_words_free(ra_unit_words *words);

/* Finds a word, alone or behind one prefix, whose value (else 1) goes to *prefix. */
const ra_unit_word *ra_unit_words_find(const ra_unit_words *words, const char *text, size_t length,
                                       double *prefix);

/* Returns whether some word without prefix is this one but for capitals. */
bool ra_unit_words_alike(const ra_unit_words *words, const char *text);

/* Appends the nearest word that can be written, with a usual prefix; nothing where none is near. */
void ra_unit_words_nearest(const ra_unit_words *words, const char *text, ra_text *out);

/* unit.c: the system. */

const ra_unit_words *ra_units_words(const ra_units *units);

/* Adds a name that means `real`. Both live as long as the system. False without memory. */
bool ra_units_add_word(ra_units *units, const char *text, bool plural, void *real);

/* Returns the atom of a word, or NULL where the system does not know it. */
const ra_unit *ra_units_atom(ra_units *units, const char *word, size_t length);

/* Returns the unit of this text, made from the product where it is new; NULL without memory. */
const ra_unit *ra_units_intern(ra_units *units, const char *text, size_t length,
                               const ra_unit_product *product);

ra_arena *ra_units_arena(const ra_units *units);

/* Returns the unit of a new dimension, which the system owns, or NULL. */
void *ra_units_new_base(ra_units *units, const char *name);

/* Appends what a word means in base units; false where UDUNITS-2 does not know it. */
bool ra_units_define(const ra_units *units, const ra_unit_word *word, ra_text *out);

/* Returns whether the product has no dimension, whatever its number. */
bool ra_unit_product_dimensionless(const ra_unit_product *product);

/* Appends the root of a power in base units ("100 m"); false where its dimensions are not whole. */
bool ra_unit_product_root(const ra_unit_product *product, int power, int root, ra_text *out);

/* unit_product.c: products. All return false beyond the limits. */

bool ra_unit_product_times(ra_unit_product *product, const ra_unit *unit, int exponent);
bool ra_unit_product_scale(ra_unit_product *product, double number, int exponent);
bool ra_unit_product_merge(ra_unit_product *product, const ra_unit_product *other, int exponent);

/* Returns the factor of the product to base units. */
double ra_unit_product_value(const ra_unit_product *product);

/* Returns the decimal that a factor stands for. */
double ra_unit_decimal(double value);

/* Appends it as it is written: "1000 W.hour/(kg.m^2)". */
void ra_unit_product_text(const ra_unit_product *product, ra_text *out);

/* unit_lint.c: what is easily misunderstood. */

/* Returns what to write in place of a word that has more than one reading, or NULL. */
const char *ra_unit_refusal(const ra_unit_words *words, const char *word, size_t length);

/* Returns how a doubtful word is read, or NULL. */
const char *ra_unit_doubt(const ra_unit_words *words, const char *word, size_t length);

#endif
