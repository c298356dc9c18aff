/* A header whose functions say too little. Units: none. */
#ifndef RA_BAD_H
#define RA_BAD_H

typedef struct {
    int size;
} ra_bare;

int ra_silent(int size);

/* Halves a size. */
int ra_quiet(int size);

/* Given: a `size` and another. Returned: their sum. Errors: none. Source: arithmetic. */
int ra_forgetful(int size, int second);

/* Given: a `size`. Errors: none. Source: arithmetic. */
int ra_unreturned(int size);

/* Given: a `path`. Returned: what went wrong. Errors: some. Source: none. */
ra_status ra_codeless(const char *path, ra_diag *diag);

/* Given: a `size`. Returned: it. Errors: none. Source: arithmetic. */
int ra_good(int size);
/* Given: a `size`. Returned: it. Errors: none. Source: arithmetic. */
int ra_also_good(int size);

#endif
