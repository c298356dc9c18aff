/* What a function says when it returns.
 *
 * Units: none. Errors: none. Source: ARCHITECTURE.md, "Errors and memory". */
#ifndef RA_STATUS_H
#define RA_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

/* What went wrong. X(code, exit status of the program, text) */
#define RA_STATUS_LIST(X)                                                      \
    X(RA_OK, 0, "success")                                                     \
    X(RA_USAGE, 2, "wrong usage")                                              \
    X(RA_INVALID, 3, "invalid input")                                          \
    X(RA_IO, 4, "input or output failed")                                      \
    X(RA_NOMEM, 4, "out of memory")                                            \
    X(RA_INTERNAL, 4, "internal error")                                        \
    X(RA_INTERRUPTED, 4, "interrupted")

typedef enum {
#define X(code, exit_status, text) code,
    RA_STATUS_LIST(X)
#undef X
} ra_status;

/* Given: a `status`. Returned: what it means, a constant text. */
const char *ra_status_text(ra_status status);

/* Given: a `status`. Returned: the exit status of a program that ends with it, 0 to 4. */
int ra_status_exit(ra_status status);

#ifdef __cplusplus
}
#endif
#endif
