#include "audit/shapley_effects.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "audit/stream.h"
#include "models/alloc.h"

/* Points that share an order. */
#define CHUNK 128

/* Variance that is left to a score, given those before it, below which it is theirs. */
#define NOTHING_LEFT 1e-12

/* The state of one replicate. Arrays by cause, if nothing else is said. */
typedef struct {
    const double *scores;
    uint32_t causes;
    uint64_t key;     /* of the stream of orders */
    uint64_t used;    /* numbers of it */
    uint64_t turn;    /* rotations of the order so far */
    uint32_t *order;  /* causes, as they become known */
    uint32_t *linked; /* by place among the correlated causes, in that order: the cause */
    uint32_t linked_count;
    uint32_t *place; /* place among the correlated causes; UINT32_MAX: independent of all */
    double *factor;  /* L, by place */
    const double **innovation; /* by place: the column of e that counts */
    double *effect;            /* sums of marginal costs */
    double total;              /* sum of the costs of all */
} walk;

static bool correlated(const walk *state, uint32_t cause)
{
    for (uint32_t other = 0; state->scores != NULL && other < state->causes; other++) {
        if (other != cause && state->scores[(size_t)cause * state->causes + other] != 0) {
            return true;
        }
    }
    return false;
}

/* A new random order (Fisher and Yates), or the last one turned by one place. */
static void next_order(walk *state, uint64_t seed)
{
    uint32_t n = state->causes;

    if (state->turn++ % n != 0) {
        uint32_t first = state->order[0];
        memmove(state->order, state->order + 1, (n - 1) * sizeof *state->order);
        state->order[n - 1] = first;
        return;
    }
    for (uint32_t i = n - 1; i > 0; i--) {
        double u = ra_stream_at(seed, state->key, state->used++);
        uint32_t j = (uint32_t)(u * (i + 1)), other = state->order[j];
        state->order[j] = state->order[i];
        state->order[i] = other;
    }
}

/* L of the correlated causes in the order in which they become known, by columns:
 * l_kk^2 = r_kk - sum l_km^2,  l_ik = (r_ik - sum l_im l_km) / l_kk. */
static void decompose(walk *state)
{
    uint32_t n = state->linked_count;
    double *l = state->factor;

    for (uint32_t k = 0; k < n; k++) {
        for (uint32_t i = k; i < n; i++) {
            const double *row = &state->scores[(size_t)state->linked[i] * state->causes];
            double rest = row[state->linked[k]];
            for (uint32_t m = 0; m < k; m++) {
                rest -= l[(size_t)i * n + m] * l[(size_t)k * n + m];
            }
            l[(size_t)i * n + k] = rest;
        }
        double pivot = l[(size_t)k * n + k];
        double scale = pivot > NOTHING_LEFT ? 1 / sqrt(pivot) : 0;
        for (uint32_t i = k; i < n; i++) {
            l[(size_t)i * n + k] *= scale;
        }
    }
}

/* Draws the correlated cause at one place from the innovations that count, and reads it. */
static void draw_linked(const ra_study *study, ra_replicate *own, const walk *state, uint32_t place,
                        size_t n)
{
    const double *row = &state->factor[(size_t)place * state->linked_count];
    double *u = own->work;

    memset(u, 0, n * sizeof *u);
    for (uint32_t m = 0; m <= place; m++) {
        for (size_t i = 0; i < n && row[m] != 0; i++) {
            u[i] += row[m] * state->innovation[m][i];
        }
    }
    for (size_t i = 0; i < n; i++) {
        u[i] = ra_response_uniform(u[i]);
    }
    ra_response_draw(study->response, state->linked[place], u, n, own->mixed);
    ra_response_read(study->response, state->linked[place], own->mixed, &own->room);
}

/* Mean of (y - y')^2 / 2 over the points where both have a value. */
static double cost(const double *y, const double *other, size_t n)
{
    double sum[2], count = ra_study_effects(y, y, other, n, sum);

    return count > 0 ? sum[1] / 2 / count : 0;
}

/* Makes everything known: the point a. `at` is the first point of the chunk in its block. */
static void know_all(const ra_study *study, ra_replicate *own, walk *state, size_t at, size_t n)
{
    state->linked_count = 0;
    for (uint32_t k = 0; k < state->causes; k++) {
        uint32_t cause = state->order[k];
        if (state->place[cause] == UINT32_MAX) {
            ra_response_read(study->response, cause, own->a + at, &own->room);
            continue;
        }
        state->innovation[state->linked_count] = own->u + (size_t)cause * RA_BLOCK + at;
        state->place[cause] = state->linked_count;
        state->linked[state->linked_count++] = cause;
    }
    decompose(state);
    for (uint32_t place = 0; place < state->linked_count; place++) {
        draw_linked(study, own, state, place, n);
    }
}

/* Draws one cause anew, and with it those that depend on its innovation. */
static void forget(const ra_study *study, ra_replicate *own, walk *state, uint32_t cause, size_t at,
                   size_t n)
{
    uint32_t first = state->place[cause];

    if (first == UINT32_MAX) {
        ra_response_read(study->response, cause, own->b + at, &own->room);
        return;
    }
    state->innovation[first] = own->u + ((size_t)state->causes + cause) * RA_BLOCK + at;
    for (uint32_t place = first; place < state->linked_count; place++) {
        if (state->factor[(size_t)place * state->linked_count + first] != 0) {
            draw_linked(study, own, state, place, n);
        }
    }
}

/* Walks one order from all known to none: every step costs what it adds. */
static void walk_chunk(const ra_study *study, ra_replicate *own, walk *state, size_t at, size_t n)
{
    double before = 0;

    next_order(state, study->seed);
    know_all(study, own, state, at, n);
    ra_study_eval(study, own, n, own->ya);
    for (uint32_t k = state->causes; k-- > 0;) {
        forget(study, own, state, state->order[k], at, n);
        ra_study_eval(study, own, n, own->yb);
        double now = cost(own->ya, own->yb, n);
        state->effect[state->order[k]] += (now - before) * (double)n;
        before = now;
    }
    state->total += before * (double)n;
}

/* Draws what does not depend on the order: values of independent causes, innovations of others. */
static void fill_block(const ra_study *study, ra_replicate *own, const walk *state, size_t n)
{
    ra_study_draw(study, own);
    for (uint32_t cause = 0; cause < state->causes; cause++) {
        double *u = own->u + (size_t)cause * RA_BLOCK;
        double *v = u + (size_t)state->causes * RA_BLOCK;
        if (state->place[cause] == UINT32_MAX) {
            ra_response_draw(study->response, cause, u, n, own->a);
            ra_response_draw(study->response, cause, v, n, own->b);
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            u[i] = gsl_cdf_ugaussian_Pinv(u[i]);
            v[i] = gsl_cdf_ugaussian_Pinv(v[i]);
        }
    }
}

static ra_status open_walk(walk *state, const ra_study *study, uint32_t replicate)
{
    uint32_t causes = study->response->cause_count, linked = 0;

    state->causes = causes;
    state->key = ra_stream_key("sensitivity order");
    state->used = (uint64_t)replicate << 40;
    state->order = ra_calloc(3 * (size_t)causes, sizeof *state->order);
    state->effect = ra_calloc(causes, sizeof *state->effect);
    state->innovation = ra_calloc(causes, sizeof *state->innovation);
    if (state->order == NULL || state->effect == NULL || state->innovation == NULL) {
        return RA_NOMEM;
    }
    state->linked = state->order + causes;
    state->place = state->linked + causes;
    for (uint32_t cause = 0; cause < causes; cause++) {
        state->order[cause] = cause;
        state->place[cause] = correlated(state, cause) ? linked++ : UINT32_MAX;
    }
    state->factor = ra_calloc((size_t)linked * linked, sizeof *state->factor);
    return state->factor != NULL ? RA_OK : RA_NOMEM;
}

static ra_status run_replicate(const ra_study *study, const void *context, ra_replicate *own,
                               uint32_t replicate, double *out)
{
    walk state = {.scores = study->response->scores};
    (void)context;
    ra_status status = open_walk(&state, study, replicate);

    if (status != RA_OK) {
        goto done;
    }
    for (uint32_t first = 0; first < study->points; first += RA_BLOCK) {
        size_t n = ra_study_block(study, first);
        fill_block(study, own, &state, n);
        for (size_t at = 0; at < n; at += CHUNK) {
            walk_chunk(study, own, &state, at, n - at < CHUNK ? n - at : CHUNK);
        }
    }
    for (uint32_t cause = 0; cause < state.causes; cause++) {
        out[cause] = state.total > 0 ? state.effect[cause] / state.total : (double)NAN;
    }
done:
    ra_free(state.order);
    ra_free(state.effect);
    ra_free(state.innovation);
    ra_free(state.factor);
    return status;
}

ra_status ra_shapley_effects_eval(const ra_study *study, double *effect, double *se)
{
    return ra_study_run(study, run_replicate, NULL, study->response->cause_count, effect, se);
}
