/* Whether a headline stands. */
#ifndef RA_VERDICT_H
#define RA_VERDICT_H


#ifdef __cplusplus
extern "C" {
#endif

#define RA_VERDICT_LIST(X)                                                     \
    X(RA_STANDS, "stands", 0)                                                  \
    X(RA_PARTLY, "stands-in-part", 1)                                          \
    X(RA_OVERSTATED, "overstated", 1)                                          \
    X(RA_UNDERSTATED, "understated", 1)                                        \
    X(RA_NARROWER_BOUNDARY, "narrower-boundary", 1)                            \
    X(RA_NOT_FOLLOWING, "does-not-follow", 1)                                  \
    X(RA_NOT_AUDITED, "not-audited", 0)                                        \
    X(RA_WITHOUT_VALUE, "without-value", 1)

/* X(code, name, exit status) */
typedef enum {
#define X(code, name, exit_status) code,
    RA_VERDICT_LIST(X)
#undef X
} ra_verdict;
#define RA_VERDICTS (RA_WITHOUT_VALUE + 1)
const char *ra_verdict_name(ra_verdict verdict);
int ra_verdict_exit(ra_verdict verdict);

#ifdef __cplusplus
}
#endif
#endif
