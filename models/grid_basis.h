/* What a carbon intensity of electricity counts. Figures on two bases are two quantities: they are
 * neither compared nor mixed.
 *
 * Units: none. Errors: NULL for RA_GRID_NONE. Source: docs/claim-format.md. */
#ifndef RA_GRID_BASIS_H
#define RA_GRID_BASIS_H

#ifdef __cplusplus
extern "C" {
#endif

/* What is counted. X(code, name in the files, text) */
#define RA_GRID_LIST(X)                                                                            \
    X(RA_GRID_DIRECT, "direct generation",                                                         \
      "what power plants of the place emit, by what they generate")                                \
    X(RA_GRID_LIFECYCLE, "lifecycle generation",                                                   \
      "the same with fuel supply and building of the plants")                                      \
    X(RA_GRID_CONSUMPTION, "consumption", "of the electricity used in the place, with imports")    \
    X(RA_GRID_MARKET, "market-based", "net of electricity that was bought by contract")            \
    X(RA_GRID_MARGINAL, "marginal", "of the plants that follow a change of the load")              \
    X(RA_GRID_UNSTATED, "unstated", "the source does not say")

typedef enum {
    RA_GRID_NONE, /* no figure of a grid */
#define X(code, name, text) code,
    RA_GRID_LIST(X)
#undef X
        RA_GRID_BASES
} ra_grid_basis;

/* Given: a `basis`. Returned: its name in the files, or NULL. */
const char *ra_grid_basis_name(ra_grid_basis basis);

/* Given: a `basis`. Returned: what it counts, in words, or NULL. */
const char *ra_grid_basis_text(ra_grid_basis basis);

/* The names, for messages and choices: names[i] is that of the basis i + 1. */
extern const char *const ra_grid_basis_names[RA_GRID_BASES - 1];

#ifdef __cplusplus
}
#endif
#endif
