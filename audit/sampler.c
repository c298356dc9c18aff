#include "audit/sampler.h"

#include <math.h>
#include <string.h>

#include "audit/sampler_table.h"
#include "models/alloc.h"
#include "models/dist_types.h"

/* Values are drawn in pieces that stay on the stack. */
#define PIECE 512

/* A lognormal law of whose trials more than this share would be computed exactly is read from the
 * normal law instead, through an exponential. */
#define MOST_EXACT 0x1p-13

static ra_sampler_form choose_form(const ra_dist *dist)
{
    const ra_dist_type *type = dist->type;
    bool truncated = ra_dist_is_truncated(dist);

    if (ra_dist_is_point(dist)) {
        return RA_FORM_COMPUTED;
    }
    if (type == &ra_dist_normal || type == &ra_dist_truncated_normal) {
        return RA_FORM_NORMAL;
    }
    if (type == &ra_dist_lognormal && !truncated) {
        return RA_FORM_LOGNORMAL;
    }
    if ((type == &ra_dist_uniform || type == &ra_dist_rounding) && !truncated) {
        return RA_FORM_UNIFORM;
    }
    if (type == &ra_dist_triangular && !truncated) {
        return RA_FORM_TRIANGULAR;
    }
    return type->tabulated ? RA_FORM_TABLE : RA_FORM_COMPUTED;
}

bool ra_sampler_reads_normal(const ra_dist *dist)
{
    ra_sampler_form form = choose_form(dist);

    return form == RA_FORM_NORMAL || form == RA_FORM_LOGNORMAL;
}

/* Truncation and clipping: numbers are limited after they are made. A table holds both. */
static void set_limits(ra_sampler *sampler)
{
    const ra_dist *dist = sampler->dist;

    if (sampler->form == RA_FORM_TABLE || sampler->form == RA_FORM_COMPUTED) {
        return;
    }
    sampler->truncated = ra_dist_is_truncated(dist);
    sampler->low = fmax(dist->truncate_low, dist->clip_low);
    sampler->high = fmin(dist->truncate_high, dist->clip_high);
    if (sampler->truncated) {
        sampler->rest = ra_dist_truncation(dist);
    }
    sampler->limited = sampler->low > -INFINITY || sampler->high < INFINITY;
}

static ra_status open_table(ra_sampler *sampler)
{
    sampler->room = ra_alloc(RA_TABLE_ROOM * sizeof *sampler->own);
    if (sampler->room == NULL) {
        return RA_NOMEM;
    }
    sampler->own = ra_table_align(sampler->room);
    sampler->cells = sampler->own;
    return RA_OK;
}

/* Reads the unit normal law, or a lognormal law's own table where that is good enough. */
static ra_status open_normal(ra_sampler *sampler, const ra_normal *normal)
{
    sampler->exact = 2 * RA_CUBIC_SMALLEST;
    if (normal == NULL) {
        if (ra_normal_new(&sampler->own_normal) != RA_OK) {
            return RA_NOMEM;
        }
        normal = sampler->own_normal;
    }
    if (sampler->form == RA_FORM_LOGNORMAL) {
        if (open_table(sampler) != RA_OK) {
            return RA_NOMEM;
        }
        ra_table_fit_lognormal(sampler, normal);
        if (sampler->exact <= MOST_EXACT) {
            sampler->form = RA_FORM_TABLE;
            return RA_OK;
        }
        ra_free(sampler->room);
        sampler->room = NULL;
        sampler->own = NULL;
        sampler->exact = 2 * RA_CUBIC_SMALLEST;
    }
    sampler->error = 0;
    sampler->cells = normal->cells;
    return RA_OK;
}

static ra_status open_form(ra_sampler *sampler, const ra_normal *normal)
{
    switch (sampler->form) {
    case RA_FORM_NORMAL:
    case RA_FORM_LOGNORMAL:
        return open_normal(sampler, normal);
    case RA_FORM_TABLE:
        if (open_table(sampler) != RA_OK) {
            return RA_NOMEM;
        }
        ra_table_fit(sampler);
        return RA_OK;
    case RA_FORM_UNIFORM:
    case RA_FORM_TRIANGULAR:
        sampler->exact = 0;
        return RA_OK;
    case RA_FORM_COMPUTED:
        break;
    }
    return RA_OK;
}

ra_status ra_sampler_new(ra_sampler **out, const ra_dist *dist, const ra_normal *normal)
{
    ra_sampler *sampler = ra_calloc(1, sizeof *sampler);

    *out = sampler;
    if (sampler == NULL) {
        return RA_NOMEM;
    }
    sampler->dist = dist;
    sampler->exact = 1;
    sampler->form = choose_form(dist);
    set_limits(sampler);
    if (open_form(sampler, normal) != RA_OK) {
        ra_sampler_free(sampler);
        *out = NULL;
        return RA_NOMEM;
    }
    return RA_OK;
}

void ra_sampler_free(ra_sampler *sampler)
{
    if (sampler == NULL) {
        return;
    }
    ra_free(sampler->room);
    ra_normal_free(sampler->own_normal);
    ra_free(sampler);
}

static double exact_value(const ra_dist *dist, double t)
{
    return ra_dist_quantile(dist, fabs(t), t < 0);
}

/* Sorts the places of the two tails apart, so that no call has to guess which one it gets. */
static void compute_piece(const ra_dist *dist, const double *t, double *x, size_t n)
{
    uint32_t lower[PIECE], upper[PIECE];
    size_t lower_count = 0, upper_count = 0;
    double value[PIECE];

    for (uint32_t i = 0; i < n; i++) {
        lower[lower_count] = i;
        upper[upper_count] = i;
        lower_count += t[i] >= 0;
        upper_count += t[i] < 0;
    }
    for (size_t k = 0; k < lower_count; k++) {
        value[lower[k]] = ra_dist_quantile(dist, t[lower[k]], false);
    }
    for (size_t k = 0; k < upper_count; k++) {
        value[upper[k]] = ra_dist_quantile(dist, -t[upper[k]], true);
    }
    memcpy(x, value, n * sizeof *x);
}

/* The numbers of a piece: uniform ones, or their tails. */
typedef struct {
    const ra_kernels *kernels;
    ra_from from;
    const double *u;
    size_t n;
} numbers;

/* The tails of the numbers, in `room` where they are not tails already. */
static const double *tails_of(const numbers *in, double *room)
{
    if (in->from == RA_FROM_TAILS) {
        return in->u;
    }
    in->kernels->tails(in->u, room, in->n);
    return room;
}

/* Numbers that no cell has are NaN until here. */
static void compute_missing(const ra_dist *dist, const numbers *in, double *x)
{
    double room[PIECE];
    const double *t = tails_of(in, room);

    for (size_t i = 0; i < in->n; i++) {
        if (isnan(x[i])) {
            x[i] = exact_value(dist, t[i]);
        }
    }
}

static bool read_normal(const ra_sampler *sampler, const numbers *in, double *x)
{
    const ra_kernels *kernels = in->kernels;
    const ra_dist_rest *rest = &sampler->rest;
    double whole[PIECE];
    bool missing;

    if (sampler->truncated) {
        const double part[3] = {rest->below, rest->above, rest->mass};
        kernels->truncate(part, rest->side, in->from, in->u, whole, in->n);
        missing = kernels->cubic(sampler->cells, RA_FROM_TAILS, whole, x, in->n);
    } else {
        missing = kernels->cubic(sampler->cells, in->from, in->u, x, in->n);
    }
    kernels->affine(sampler->dist->parameter[0], sampler->dist->parameter[1], x, in->n);
    return missing;
}

/* x is not u. */
static void draw_piece(const ra_sampler *sampler, const numbers *in, double *x)
{
    const ra_kernels *kernels = in->kernels;
    const ra_dist *dist = sampler->dist;
    const double *law = dist->parameter;
    double room[PIECE];
    bool missing = false;

    switch (sampler->form) {
    case RA_FORM_COMPUTED:
        compute_piece(dist, tails_of(in, room), x, in->n);
        return;
    case RA_FORM_TABLE:
        missing = kernels->cubic(sampler->cells, in->from, in->u, x, in->n);
        break;
    case RA_FORM_NORMAL:
        missing = read_normal(sampler, in, x);
        break;
    case RA_FORM_LOGNORMAL:
        missing = read_normal(sampler, in, x);
        kernels->exp(x, x, in->n);
        break;
    case RA_FORM_UNIFORM:
        kernels->uniform(law[0], law[1], in->from, in->u, x, in->n);
        break;
    case RA_FORM_TRIANGULAR:
        kernels->triangle(law, in->from, in->u, x, in->n);
        break;
    }
    if (missing) {
        compute_missing(dist, in, x);
    }
    if (sampler->limited) {
        kernels->limit(sampler->low, sampler->high, x, in->n);
    }
}

void ra_sampler_tails(const double *u, double *t, size_t n)
{
    ra_kernels_get()->tails(u, t, n);
}

/* x may be u. */
static void draw(const ra_sampler *sampler, ra_from from, const double *u, double *x, size_t n)
{
    numbers in = {.kernels = ra_kernels_get(), .from = from};
    double copy[PIECE];

    for (size_t start = 0; start < n; start += PIECE) {
        in.n = n - start < PIECE ? n - start : PIECE;
        in.u = u + start;
        if (x == u) {
            memcpy(copy, u + start, in.n * sizeof *copy);
            in.u = copy;
        }
        draw_piece(sampler, &in, x + start);
    }
}

void ra_sampler_draw(const ra_sampler *sampler, const double *u, double *x, size_t n)
{
    draw(sampler, RA_FROM_UNIFORM, u, x, n);
}

void ra_sampler_draw_tails(const ra_sampler *sampler, const double *t, double *x, size_t n)
{
    draw(sampler, RA_FROM_TAILS, t, x, n);
}

double ra_sampler_error(const ra_sampler *sampler)
{
    return sampler->error;
}

double ra_sampler_exact(const ra_sampler *sampler)
{
    return sampler->exact;
}
