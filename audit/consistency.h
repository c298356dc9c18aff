/* Whether printed figures follow from their inputs, and what would make them.
 *
 * Units: a figure has the unit in which it was printed. Errors: none. Source: docs/method.md,
 * "Whether a printed figure follows from its inputs". */
#ifndef RA_CONSISTENCY_H
#define RA_CONSISTENCY_H

#include <stdint.h>

#include "models/claim.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether a printed figure follows from its inputs. */
#define RA_CONSISTENCY_LIST(X)                                                 \
    X(RA_REPRODUCES, "reproduces", "reproduces")                               \
    X(RA_REPRODUCES_ROUNDED, "reproduces-within-rounding",                     \
      "reproduces within the rounding of its inputs")                          \
    X(RA_DOES_NOT_FOLLOW, "does-not-follow", "does not follow from its inputs") \
    X(RA_IMPLIED, "implied", "implied: an input was solved for")               \
    X(RA_NOT_STATED, "not-stated", "no figure is stated")                      \
    X(RA_NOT_CHECKED, "not-checked", "not checked")

typedef enum {
#define X(code, name, text) code,
    RA_CONSISTENCY_LIST(X)
#undef X
} ra_consistency;

/* Given: a `consistency`. Returned: its name in results. */
const char *ra_consistency_name(ra_consistency consistency);

/* Given: a `consistency`. Returned: it in words. */
const char *ra_consistency_text(ra_consistency consistency);

/* How a figure differs from the one that would follow. X(code, name, text) */
#define RA_SLIP_LIST(X)                                                        \
    X(RA_SLIP_NONE, "none", "another number")                                  \
    X(RA_SLIP_DIGIT, "digit", "one digit differs")                             \
    X(RA_SLIP_TRANSPOSED, "transposed", "two digits are transposed")           \
    X(RA_SLIP_TEN, "factor-of-ten", "a factor of ten")                         \
    X(RA_SLIP_ROUNDED, "rounded", "a number that rounds to the printed one")

typedef enum {
#define X(code, name, text) code,
    RA_SLIP_LIST(X)
#undef X
} ra_slip_kind;

/* Given: the `kind` of a slip. Returned: its name in results. */
const char *ra_slip_name(ra_slip_kind kind);

/* Given: the `kind` of a slip. Returned: it in words. */
const char *ra_slip_text(ra_slip_kind kind);

/* One printed figure that, changed alone, makes a checked figure follow. Values are in the unit in
 * which it was printed. */
typedef struct {
    uint32_t quantity;          /* of the input; UINT32_MAX: the checked figure itself */
    ra_side side;               /* of the input's figure */
    ra_slip_kind kind;
    double printed;
    double exact;               /* gives the stated figure exactly; NaN: nothing does */
    double value;               /* reproduces it, with the fewest digits; NaN: nothing does */
    const char *text;           /* `value` as it would be printed; NULL where it is NaN */
} ra_slip;

/* A printed figure beside what the chain gives for it. */
typedef struct {
    const char *label;          /* "emissions", "group search_proxy", "corrected" */
    uint32_t quantity;          /* step; UINT32_MAX for a group's factor */
    uint32_t group;             /* UINT32_MAX unless it is a group's factor */
    const char *printed;
    double stated, stated_low, stated_high; /* with its rounding interval */
    double recomputed;
    double low, high;           /* recomputed over the rounding of all printed inputs */
    const ra_unit *unit;        /* NULL: a factor */
    ra_consistency consistency;
    const ra_slip *slips;       /* what would make it follow, the likeliest first; of a figure that
                                   reproduces within rounding: what would give it to the digit */
    uint32_t slip_count;
} ra_check;

#ifdef __cplusplus
}
#endif
#endif
