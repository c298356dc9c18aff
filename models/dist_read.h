/* Reading the parameters of a distribution: what the files of the forms share. */
#ifndef RA_DIST_READ_H
#define RA_DIST_READ_H

#include "models/dist_types.h"

typedef struct {
    const ra_value *object;
    const ra_dist_figure *figure; /* never NULL; a value of NaN where there is none */
    const char *name;             /* of the law, as it was written */
    ra_arena *arena;
    ra_diag *diag;
} ra_reader;

/* Reads the parameters of one form into `dist`, whose type is set. Returned: true, or false with
 * messages. The keys that the form requires are there. */
typedef bool (*ra_form_reader)(const ra_reader *in, ra_dist *dist);

/* A way of writing a law: the keys it takes, in brackets those that may be left out. */
typedef struct {
    const ra_dist_type *type;
    const char *keys; /* "[mean] sd [df]" */
    ra_form_reader read;
} ra_form;

/* All forms, those of a law one after another. Ends with a row without type. */
extern const ra_form ra_dist_forms[];

/* Returns the form of a law that the object's keys are, or NULL with messages that say what would
 * be right. */
const ra_form *ra_form_find(const ra_reader *in, const ra_dist_type *type);

/* An error at a member of the object, or at the object where it has no such member. */
void ra_reader_error(const ra_reader *in, const char *key, const char *format, ...) RA_PRINTF(3, 4);

/* Zeroed memory in the arena, or NULL with a message. */
void *ra_reader_alloc(const ra_reader *in, size_t count, size_t size);

bool ra_reader_has(const ra_reader *in, const char *key);

/* A number; one above 0; one in [low, high]. */
bool ra_reader_number(const ra_reader *in, const char *key, double *out);
bool ra_reader_positive(const ra_reader *in, const char *key, double *out);
bool ra_reader_between(const ra_reader *in, const char *key, double low, double high, double *out);

/* The number at `key` or, where it is left out, the value of the figure. */
bool ra_reader_centre(const ra_reader *in, const char *key, double *out);

/* "interval": [low, high] with "coverage": 0.90, which has to be said. */
bool ra_reader_interval(const ra_reader *in, double *low, double *high, double *coverage);

/* Reads `count` numbers that must not fall, the last one above the first, into the parameters. A
 * key that is left out stands for the value of the figure. */
bool ra_reader_ordered(const ra_reader *in, const char *const *keys, size_t count, ra_dist *dist);

/* The readers of the forms, by family. */
bool ra_read_point(const ra_reader *in, ra_dist *dist);
bool ra_read_rounding(const ra_reader *in, ra_dist *dist);
bool ra_read_ends(const ra_reader *in, ra_dist *dist);
bool ra_read_half_width(const ra_reader *in, ra_dist *dist);
bool ra_read_loguniform(const ra_reader *in, ra_dist *dist);
bool ra_read_triangular(const ra_reader *in, ra_dist *dist);
bool ra_read_pert(const ra_reader *in, ra_dist *dist);
bool ra_read_pert_mean(const ra_reader *in, ra_dist *dist);
bool ra_read_trapezoid(const ra_reader *in, ra_dist *dist);
bool ra_read_beta(const ra_reader *in, ra_dist *dist);
bool ra_read_beta_mean(const ra_reader *in, ra_dist *dist);
bool ra_read_gamma(const ra_reader *in, ra_dist *dist);
bool ra_read_gamma_mean(const ra_reader *in, ra_dist *dist);
bool ra_read_exponential(const ra_reader *in, ra_dist *dist);
bool ra_read_normal_sd(const ra_reader *in, ra_dist *dist);
bool ra_read_normal_expanded(const ra_reader *in, ra_dist *dist);
bool ra_read_normal_interval(const ra_reader *in, ra_dist *dist);
bool ra_read_student_scale(const ra_reader *in, ra_dist *dist);
bool ra_read_student_expanded(const ra_reader *in, ra_dist *dist);
bool ra_read_student_interval(const ra_reader *in, ra_dist *dist);
bool ra_read_lognormal_spread(const ra_reader *in, ra_dist *dist);
bool ra_read_lognormal_mean(const ra_reader *in, ra_dist *dist);
bool ra_read_lognormal_mu(const ra_reader *in, ra_dist *dist);
bool ra_read_lognormal_interval(const ra_reader *in, ra_dist *dist);
bool ra_read_lognormal_pedigree(const ra_reader *in, ra_dist *dist);
bool ra_read_discrete(const ra_reader *in, ra_dist *dist);
bool ra_read_empirical(const ra_reader *in, ra_dist *dist);
bool ra_read_mixture(const ra_reader *in, ra_dist *dist);

#endif
