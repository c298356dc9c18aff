#include "audit/sobol.h"

#include <math.h>
#include <string.h>

#include "audit/kernels.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Sums over the points of a replicate. */
typedef struct {
    double count, sum, square; /* of both y(a) and y(b) */
} spread;

typedef struct {
    double count, first, total;
} effect;

static void add_spread(spread *into, const double *y, size_t n)
{
    ra_sums sums;

    ra_kernels_get()->squares(y, n, 0, &sums);
    if (isfinite(sums.power[0]) && isfinite(sums.power[1])) {
        into->count += (double)n;
        into->sum += sums.power[0];
        into->square += sums.power[1];
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (isfinite(y[i])) {
            into->count++;
            into->sum += y[i];
            into->square += y[i] * y[i];
        }
    }
}

static void add_effect(effect *into, const double *ya, const double *yb, const double *yc, size_t n)
{
    double sum[2];

    into->count += ra_study_effects(ya, yb, yc, n, sum);
    into->first += sum[0];
    into->total += sum[1] / 2;
}

/* Reads all inputs at one point. */
static void read_all(const ra_study *study, ra_replicate *own, const double *values)
{
    for (uint32_t c = 0; c < study->response->cause_count; c++) {
        ra_response_read(study->response, c, values, &own->room);
    }
}

/* Draws the next points a and b. */
static void draw_points(const ra_study *study, ra_replicate *own, size_t n)
{
    const ra_response *response = study->response;
    uint32_t causes = response->cause_count;

    ra_study_draw(study, own);
    for (uint32_t c = 0; c < causes; c++) {
        ra_response_draw(response, c, own->u + (size_t)c * RA_BLOCK, n, own->a);
        ra_response_draw(response, c, own->u + ((size_t)causes + c) * RA_BLOCK, n, own->b);
    }
}

/* Some points of a block that was drawn: n of them from `at` on. */
typedef struct {
    size_t at, n;
} piece;

/* Evaluates a and b. The program reads a afterwards. */
static void eval_points(const ra_study *study, ra_replicate *own, piece part, spread *all)
{
    read_all(study, own, own->b + part.at);
    ra_study_eval(study, own, part.n, own->yb);
    read_all(study, own, own->a + part.at);
    ra_study_eval(study, own, part.n, own->ya);
    add_spread(all, own->ya, part.n);
    add_spread(all, own->yb, part.n);
}

/* Evaluates at a with the coordinates i and j (which may be one) of b. */
static void exchange(const ra_study *study, ra_replicate *own, piece part, uint32_t i, uint32_t j,
                     effect *into)
{
    ra_response_read(study->response, i, own->b + part.at, &own->room);
    ra_response_read(study->response, j, own->b + part.at, &own->room);
    ra_study_eval(study, own, part.n, own->yc);
    ra_response_read(study->response, i, own->a + part.at, &own->room);
    ra_response_read(study->response, j, own->a + part.at, &own->room);
    add_effect(into, own->ya, own->yb, own->yc, part.n);
}

static void add_causes(const ra_study *study, ra_replicate *own, piece part, spread *all,
                       effect *effects)
{
    eval_points(study, own, part, all);
    for (uint32_t c = 0; c < study->response->cause_count; c++) {
        exchange(study, own, part, c, c, &effects[c]);
    }
}

/* Draws the points of a replicate and gives them to `add`, piece by piece. */
static void add_points(const ra_study *study, ra_replicate *own, spread *all, effect *effects,
                       void (*add)(const ra_study *, ra_replicate *, piece, spread *, effect *))
{
    for (uint32_t done = 0; done < study->points; done += RA_BLOCK) {
        size_t n = ra_study_block(study, done);
        draw_points(study, own, n);
        for (size_t at = 0; at < n; at += RA_STUDY_PIECE) {
            size_t left = n - at;
            add(study, own, (piece){at, left < RA_STUDY_PIECE ? left : RA_STUDY_PIECE}, all,
                effects);
        }
    }
}

static double variance_of(const spread *all)
{
    double mean = all->sum / all->count;

    return all->square / all->count - mean * mean;
}

/* The first indices of all causes, then the total ones. */
static ra_status run_replicate(const ra_study *study, const void *context, ra_replicate *own,
                               uint32_t replicate, double *out)
{
    uint32_t causes = study->response->cause_count;
    effect *effects = ra_calloc(causes, sizeof *effects);
    spread all = {0};

    (void)context;
    (void)replicate;
    if (effects == NULL) {
        return RA_NOMEM;
    }
    add_points(study, own, &all, effects, add_causes);
    double variance = variance_of(&all);
    for (uint32_t c = 0; c < causes; c++) {
        bool exists = variance > 0 && effects[c].count > 0;
        double weight = exists ? 1 / (effects[c].count * variance) : (double)NAN;
        out[c] = effects[c].first * weight;
        out[causes + c] = effects[c].total * weight;
    }
    ra_free(effects);
    return RA_OK;
}

ra_status ra_sobol_eval(const ra_study *study, double *first, double *first_se, double *total,
                        double *total_se)
{
    uint32_t causes = study->response->cause_count;
    double *mean = ra_calloc(4 * (size_t)causes, sizeof *mean);

    if (mean == NULL) {
        return RA_NOMEM;
    }
    double *se = mean + 2 * (size_t)causes;
    ra_status status = ra_study_run(study, run_replicate, NULL, 2 * causes, mean, se);
    if (status == RA_OK) {
        memcpy(first, mean, causes * sizeof *mean);
        memcpy(total, mean + causes, causes * sizeof *mean);
        memcpy(first_se, se, causes * sizeof *se);
        memcpy(total_se, se + causes, causes * sizeof *se);
    }
    ra_free(mean);
    return status;
}

/* Row i of the matrix of pairs: the diagonal is a cause by itself. */
static void add_pairs(const ra_study *study, ra_replicate *own, piece part, spread *all,
                      effect *effects)
{
    uint32_t causes = study->response->cause_count;

    eval_points(study, own, part, all);
    for (uint32_t i = 0; i < causes; i++) {
        for (uint32_t j = i; j < causes; j++) {
            exchange(study, own, part, i, j, &effects[(size_t)i * causes + j]);
        }
    }
}

static double explained(const effect *one, double variance)
{
    return variance > 0 && one->count > 0 ? one->first / (one->count * variance) : (double)NAN;
}

static ra_status run_pairs(const ra_study *study, const void *context, ra_replicate *own,
                           uint32_t replicate, double *out)
{
    size_t causes = study->response->cause_count;
    effect *effects = ra_calloc(causes * causes, sizeof *effects);
    spread all = {0};

    (void)context;
    (void)replicate;
    if (effects == NULL) {
        return RA_NOMEM;
    }
    add_points(study, own, &all, effects, add_pairs);
    double variance = variance_of(&all);
    for (size_t i = 0; i < causes; i++) {
        for (size_t j = i + 1; j < causes; j++) {
            out[i * causes + j] = out[j * causes + i] =
                explained(&effects[i * causes + j], variance) -
                explained(&effects[i * causes + i], variance) -
                explained(&effects[j * causes + j], variance);
        }
    }
    ra_free(effects);
    return RA_OK;
}

ra_status ra_sobol_interactions_eval(const ra_study *study, double *interaction, double *se)
{
    uint32_t causes = study->response->cause_count;

    return ra_study_run(study, run_pairs, NULL, causes * causes, interaction, se);
}
