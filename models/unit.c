/* The only file that knows UDUNITS-2. It asks the library for three things: what the words of
 * units.xml mean, whether a product has a dimension, and its root. */
#include "models/unit_core.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <string.h>
#include <udunits2.h>

#include "models/alloc.h"

/* A claim's formulas meet far fewer units than this holds. */
#define MEMORY_LIMIT ((size_t)64 << 20)

/* What UDUNITS-2 knows of a file of definitions. */
typedef struct {
    const char *path;
    ut_system *system; /* NULL: it has not read it so far */
} database;

struct ra_units {
    database *read;
    ra_arena *arena;
    ra_unit_words words;
    ra_unit_table table; /* all units by their text */
    ut_unit **reals; /* owned; different atoms may share one ("h", "hours") */
    size_t real_count, real_room;
    const ra_unit *one;
};

/* ---- UDUNITS-2's memory */

/* Where the library has no memory it returns what it also returns for a unit that there is not, or
 * even less. All that is left of the reason is the error number, which the calls below clear before
 * they ask it. */
static void open_call(void)
{
    errno = 0;
}

static void close_call(void)
{
    if (errno == ENOMEM)
        ra_alloc_fail();
}

/* ---- UDUNITS-2's units */

/* What a unit of UDUNITS-2 is: a factor and a product of base units; or `special`, with an offset,
 * a logarithm, an origin, or a factor that is none. */
typedef struct {
    double scale;
    const ut_unit *product;
    bool special;
} decomposition;

static ut_status visit_basic(const ut_unit *unit, void *context)
{
    *(decomposition *)context = (decomposition){1, unit, false};
    return UT_SUCCESS;
}

static ut_status visit_product(const ut_unit *unit, int count, const ut_unit *const *units,
                               const int *powers, void *context)
{
    (void)count, (void)units, (void)powers;
    *(decomposition *)context = (decomposition){1, unit, false};
    return UT_SUCCESS;
}

static ut_status visit_galilean(const ut_unit *unit, double scale, const ut_unit *underlying,
                                double offset, void *context)
{
    (void)unit;
    *(decomposition *)context =
        (decomposition){scale, underlying, offset != 0 || !(scale > 0 && scale <= DBL_MAX)};
    return UT_SUCCESS;
}

static ut_status visit_timestamp(const ut_unit *unit, const ut_unit *time, double origin,
                                 void *context)
{
    (void)unit, (void)origin;
    *(decomposition *)context = (decomposition){1, time, true};
    return UT_SUCCESS;
}

static ut_status visit_logarithmic(const ut_unit *unit, double base, const ut_unit *reference,
                                   void *context)
{
    (void)unit, (void)base;
    *(decomposition *)context = (decomposition){1, reference, true};
    return UT_SUCCESS;
}

/* Returns false for a special unit, or without memory. */
static bool decompose(const ut_unit *unit, decomposition *out)
{
    static const ut_visitor visitor = {visit_basic, visit_product, visit_galilean, visit_timestamp,
                                       visit_logarithmic};
    return ut_accept_visitor(unit, &visitor, out) == UT_SUCCESS && !out->special;
}

/* Returns the product of the factors, without the number; the caller frees it. NULL where there is
 * no factor, or where UDUNITS-2 cannot. */
static ut_unit *multiply(const ra_unit_product *product)
{
    ut_unit *result = NULL;
    for (size_t i = 0; i < product->count; i++) {
        ut_unit *factor = ut_raise(product->factors[i].atom->real, product->factors[i].exponent);
        ut_unit *both = result && factor ? ut_multiply(result, factor) : NULL;
        if (result)
            ut_free(factor), ut_free(result);
        result = i == 0 ? factor : both;
        if (!result)
            return NULL;
    }
    return result;
}

bool ra_unit_product_dimensionless(const ra_unit_product *product)
{
    if (product->count == 0)
        return true;
    open_call();
    ut_unit *real = multiply(product);
    bool result = real && ut_is_dimensionless(real);
    close_call();
    ut_free(real);
    return result;
}

/* Appends a unit in base units: "0.45359237 kg", "0.01". */
static bool append_base(const ut_unit *unit, ra_text *out)
{
    char name[256];
    decomposition parts;
    if (!unit || !decompose(unit, &parts))
        return false;
    bool plain = ut_is_dimensionless(parts.product);
    int length = plain ? 0 : ut_format(parts.product, name, sizeof name, UT_ASCII | UT_DEFINITION);
    if (length < 0 || (size_t)length >= sizeof name)
        return false;
    if (plain || parts.scale != 1)
        ra_text_number(out, ra_unit_decimal(parts.scale));
    if (!plain && parts.scale != 1)
        ra_text_append(out, " ");
    if (!plain)
        ra_text_append_bytes(out, name, (size_t)length);
    return true;
}

bool ra_unit_product_root(const ra_unit_product *product, int power, int root, ra_text *out)
{
    open_call();
    ut_unit *real = multiply(product);
    ut_unit *whole = real ? ut_scale(product->number, real) : NULL;
    ut_unit *raised = whole ? ut_raise(whole, power) : NULL;
    ut_unit *result = raised ? ut_root(raised, root) : NULL;
    bool done = append_base(result, out);
    close_call();
    ut_free(real);
    ut_free(whole);
    ut_free(raised);
    ut_free(result);
    return done;
}

/* ---- Units by their text */

const ra_unit *ra_units_intern(ra_units *units, const char *text, size_t length,
                               const ra_unit_product *product)
{
    ra_unit_factor *factors;
    ra_unit *unit = ra_unit_table_find(&units->table, text, length);
    if (unit)
        return unit;
    unit = ra_unit_table_add(&units->table, units->arena, text, length, product->count, &factors);
    if (!unit)
        return NULL;
    unit->number = product->number;
    for (size_t i = 0; i < product->count; i++)
        factors[i] = product->factors[i];
    return unit;
}

/* Takes over a unit of UDUNITS-2. Returned: the one that lives, which is an older one where they
 * are equal; NULL without memory. */
static ut_unit *keep_real(ra_units *units, ut_unit *real)
{
    for (size_t i = 0; i < units->real_count; i++)
        if (ut_compare(units->reals[i], real) == 0) {
            ut_free(real);
            return units->reals[i];
        }
    if (units->real_count == units->real_room) {
        size_t room = units->real_room ? units->real_room * 2 : 64;
        ut_unit **moved = ra_realloc(units->reals, room * sizeof *moved);
        if (!moved) {
            ut_free(real);
            return NULL;
        }
        units->reals = moved;
        units->real_room = room;
    }
    return units->reals[units->real_count++] = real;
}

static ra_status report_memory(ra_diag *diag)
{
    ra_diag_report(diag, RA_ERROR, NULL, "out of memory");
    return RA_NOMEM;
}

/* Lets UDUNITS-2 read the definitions, unless it has. */
static ra_status read_database(database *read, ra_diag *diag)
{
    if (read->system)
        return RA_OK;
    /* UDUNITS-2 prints its messages on its own unless told so; the setting is the process's. */
    ut_set_error_message_handler(ut_ignore);
    unsigned long failures = ra_alloc_failures();
    open_call();
    read->system = ut_read_xml(read->path);
    close_call();
    int problem = errno;
    if (ra_alloc_failures() != failures)
        return report_memory(diag);
    if (read->system)
        return RA_OK;
    ra_locus at = {.file = read->path};
    ra_diag_report(diag, RA_ERROR, &at, "is not a valid database of units%s%s",
                   problem ? ": " : "", problem ? strerror(problem) : "");
    return problem ? RA_IO : RA_INVALID;
}

/* Returns the system, or NULL where the definitions cannot be read. Nobody is there to be told so:
 * what is made without them counts as what is made without memory. */
static ut_system *system_of(const ra_units *units)
{
    if (read_database(units->read, NULL) == RA_OK)
        return units->read->system;
    ra_alloc_fail();
    return NULL;
}

/* Returns UDUNITS' unit of a word, which the caller frees. */
static ut_unit *read_word(const ra_units *units, const ra_unit_word *word)
{
    if (word->real)
        return ut_clone(word->real);
    ut_system *system = system_of(units);
    if (!system)
        return NULL;
    return word->symbol ? ut_get_unit_by_symbol(system, word->text)
                        : ut_get_unit_by_name(system, word->text);
}

const ra_unit *ra_units_atom(ra_units *units, const char *text, size_t length)
{
    const ra_unit *known = ra_unit_table_find(&units->table, text, length);
    if (known)
        return known->real ? known : NULL;
    double prefix;
    const ra_unit_word *word = ra_unit_words_find(&units->words, text, length, &prefix);
    open_call();
    ut_unit *base = word ? read_word(units, word) : NULL;
    ut_unit *real = base ? ut_scale(prefix, base) : NULL;
    close_call();
    decomposition parts = {.special = false};
    bool complete = real && decompose(real, &parts);
    ut_free(base);
    if (!complete) {
        /* A word that is no factor and product, nor defined as something else, can only have been
         * made less by missing memory. */
        if (word && !parts.special)
            ra_alloc_fail();
        ut_free(real);
        return NULL;
    }
    ra_unit_factor *self;
    real = keep_real(units, real);
    ra_unit *atom =
        real ? ra_unit_table_add(&units->table, units->arena, text, length, 1, &self) : NULL;
    if (!atom)
        return NULL;
    atom->scale = parts.scale;
    atom->real = real;
    *self = (ra_unit_factor){atom, 1};
    return atom;
}

void *ra_units_new_base(ra_units *units, const char *name)
{
    ut_system *system = system_of(units);
    if (!system)
        return NULL;
    open_call();
    ut_unit *base = ut_new_base_unit(system);
    bool mapped = base && ut_map_unit_to_symbol(base, name, UT_ASCII) == UT_SUCCESS;
    close_call();
    if (mapped)
        return keep_real(units, base);
    ut_free(base);
    return NULL;
}

bool ra_units_define(const ra_units *units, const ra_unit_word *word, ra_text *out)
{
    open_call();
    ut_unit *real = read_word(units, word);
    bool done = append_base(real, out);
    close_call();
    ut_free(real);
    return done;
}

ra_arena *ra_units_arena(const ra_units *units)
{
    return units->arena;
}

const ra_unit *ra_unit_one(ra_units *units)
{
    return units->one;
}

const ra_unit_words *ra_units_words(const ra_units *units)
{
    return &units->words;
}

bool ra_units_add_word(ra_units *units, const char *text, bool plural, void *real)
{
    return ra_unit_words_add(&units->words, text, false, plural, real);
}

/* ---- Loading */

static ra_status load(ra_units *units, const char *path, bool whole, ra_diag *diag)
{
    ra_status status = ra_unit_words_load(&units->words, units->arena, path, diag);
    if (status != RA_OK)
        return status;
    units->read = ra_arena_alloc(units->arena, 1, sizeof *units->read);
    if (units->read)
        units->read->path = ra_arena_text(units->arena, path, strlen(path));
    if (!units->read || !units->read->path || !ra_unit_table_grow(&units->table))
        return report_memory(diag);
    status = whole ? read_database(units->read, diag) : RA_OK;
    if (status != RA_OK)
        return status;
    units->one = ra_units_intern(units, "1", 1, &(ra_unit_product){.number = 1});
    if (!units->one)
        return report_memory(diag);
    return units->words.prefix_count > 0
               ? RA_OK
               : ra_unit_words_load_prefixes(&units->words, units->arena, path, diag);
}

static ra_status make(ra_units **out, const char *path, bool whole, ra_diag *diag)
{
    *out = NULL;
    ra_units *units = ra_calloc(1, sizeof *units);
    if (units)
        units->arena = ra_arena_new(MEMORY_LIMIT);
    ra_status status = units && units->arena ? load(units, path, whole, diag) : report_memory(diag);
    if (status == RA_OK)
        *out = units;
    else
        ra_units_free(units);
    return status;
}

ra_status ra_units_load(ra_units **out, const char *path, ra_diag *diag)
{
    return make(out, path, true, diag);
}

ra_status ra_units_open(ra_units **out, const char *path, ra_diag *diag)
{
    return make(out, path, false, diag);
}

void ra_units_free(ra_units *units)
{
    if (!units)
        return;
    for (size_t i = 0; i < units->real_count; i++)
        ut_free(units->reals[i]);
    ut_free_system(units->read ? units->read->system : NULL);
    ra_unit_words_free(&units->words);
    ra_free(units->reals);
    ra_free(units->table.items);
    ra_arena_free(units->arena);
    ra_free(units);
}
