/* Parts of an audit that may be left out: what takes the most time beside the trials, and what not
 * every reader asks for. What is there is the same to the bit without them.
 * Units: none. Errors: none. Source: docs/method.md, which describes each part. */
#ifndef RA_EXTRAS_H
#define RA_EXTRAS_H

#ifdef __cplusplus
extern "C" {
#endif

/* X(code, name, text) */
#define RA_EXTRA_LIST(X)                                                                           \
    X(RA_EXTRA_ATTRIBUTION, "attribution", "the share of each correction, whatever their order")   \
    X(RA_EXTRA_SENSITIVITY, "sensitivity",                                                         \
      "Sobol indices, Shapley effects, what to measure first")                                     \
    X(RA_EXTRA_GUM, "gum", "first-order propagation and the uncertainty budget")                   \
    X(RA_EXTRA_CONVOLUTION, "convolution", "the distribution without trials, as a check")

typedef enum {
#define X(code, name, text) code,
    RA_EXTRA_LIST(X)
#undef X
        RA_EXTRAS
} ra_extra;

/* Sets of parts: the bits 1 << part. */
#define RA_EXTRA_BIT(part) (1u << (part))
#define RA_ALL_EXTRAS      (RA_EXTRA_BIT(RA_EXTRAS) - 1)

/* Given: an `extra`. Returned: its name on the command line. */
const char *ra_extra_name(ra_extra extra);

/* Given: an `extra`. Returned: what it is, for help. */
const char *ra_extra_text(ra_extra extra);

#ifdef __cplusplus
}
#endif
#endif
