/* Whether a headline stands.
 *
 * Units: none. Errors: none. Source: docs/method.md. */
#ifndef RA_VERDICT_H
#define RA_VERDICT_H

#ifdef __cplusplus
extern "C" {
#endif

/* What comes out. X(code, name, exit status) */
#define RA_VERDICT_LIST(X)                                                     \
    X(RA_STANDS, "stands", 0)                                                  \
    X(RA_PARTLY, "stands-in-part", 1)                                          \
    X(RA_OVERSTATED, "overstated", 1)                                          \
    X(RA_UNDERSTATED, "understated", 1)                                        \
    X(RA_NARROWER_BOUNDARY, "narrower-boundary", 1)                            \
    X(RA_NOT_FOLLOWING, "does-not-follow", 1)                                  \
    X(RA_NOT_AUDITED, "not-audited", 0)                                        \
    X(RA_WITHOUT_VALUE, "without-value", 1)

typedef enum {
#define X(code, name, exit_status) code,
    RA_VERDICT_LIST(X)
#undef X
} ra_verdict;
#define RA_VERDICTS (RA_WITHOUT_VALUE + 1)

/* Given: a `verdict`. Returned: its name in results. */
const char *ra_verdict_name(ra_verdict verdict);

/* Given: a `verdict`. Returned: the exit status of the program, 0 or 1. */
int ra_verdict_exit(ra_verdict verdict);

#ifdef __cplusplus
}
#endif
#endif
