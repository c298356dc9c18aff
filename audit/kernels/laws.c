/* From uniform numbers, or their tails, to values of laws in closed form. Which tail a number lies in
 * nobody can predict, so there are no branches. */
#include <math.h>

#include "audit/kernels/pack.h"
#include "audit/kernels/variant.h"

static inline double tail_of(double u)
{
    return u < 0.5 ? u : u - 1;
}

/* No stream has a number that is 1; from elsewhere it counts as the largest one below. */
void RA_KERNEL(tails)(const double *u, double *t, size_t n)
{
    RA_INDEPENDENT
    for (size_t i = 0; i < n; i++) {
        double upper = u[i] - 1 < -0x1p-54 ? u[i] - 1 : -0x1p-54;
        t[i] = u[i] < 0.5 ? u[i] : upper;
    }
}

/* Defines a kernel with a loop for either kind of numbers. `LAW` gets the tail and whether it is an
 * upper one. */
#define LOOPS(LAW)                                                                                 \
    if (from == RA_FROM_TAILS) {                                                                   \
        RA_INDEPENDENT                                                                             \
        for (size_t i = 0; i < n; i++) {                                                           \
            LAW(u[i], u[i] < 0);                                                                   \
        }                                                                                          \
    } else {                                                                                       \
        RA_INDEPENDENT                                                                             \
        for (size_t i = 0; i < n; i++) {                                                           \
            LAW(tail_of(u[i]), !(u[i] < 0.5));                                                     \
        }                                                                                          \
    }

static inline double uniform(double low, double high, double range, double t, bool up)
{
    return (up ? high : low) + t * range;
}

#if defined(__SSE4_1__) && RA_WIDTH < 8
/* Of whole packs of uniform numbers: gcc 12 compares and chooses twice. */
static void uniform_packs(double low, double high, const double *u, double *x, size_t n)
{
    const ra_pack from = (ra_pack){0} + low, to = (ra_pack){0} + high, range = to - from;

    for (size_t i = 0; i < n; i += RA_WIDTH) {
        ra_pack in = ra_pack_load(u + i);
        ra_pack_store(x + i, ra_choose_signs(ra_upper(in), to, from) + ra_tails_of(in) * range);
    }
}
#endif

void RA_KERNEL(uniform)(double low, double high, ra_from from, const double *u, double *x, size_t n)
{
    double range = high - low;

#if defined(__SSE4_1__) && RA_WIDTH < 8
    if (from == RA_FROM_UNIFORM) {
        size_t whole = n - n % RA_WIDTH;
        uniform_packs(low, high, u, x, whole);
        u += whole;
        x += whole;
        n -= whole;
    }
#endif
#define LAW(t, up) x[i] = uniform(low, high, range, t, up)
    LOOPS(LAW)
#undef LAW
}

/* With p the probability of the tail, q the rest, w the width, m the distance of the mode from the end
 * whose tail it is: the distance from that end is sqrt(p w m) up to the mode; behind it, that from
 * the other end is sqrt(q w (w - m)). */
static inline double triangle(double low, double mode, double high, double p, double q, bool up)
{
    double w = high - low, m = up ? high - mode : mode - low;
    bool behind = p * w > m;
    double distance = sqrt((behind ? q : p) * w * (behind ? w - m : m));
    bool from_high = up != behind;

    return (from_high ? high : low) + (from_high ? -distance : distance);
}

#if defined(__SSE4_1__) && RA_WIDTH < 8
/* The same operations, of whole packs of uniform numbers. */
static void triangle_packs(const double law[3], const double *u, double *x, size_t n)
{
    const ra_pack none = {0}, low = none + law[0], mode = none + law[1], high = none + law[2];
    const ra_pack w = high - low, m_lower = mode - low, m_upper = high - mode;
    const ra_words sign = (ra_words){0} + (UINT64_C(1) << 63);

    for (size_t i = 0; i < n; i += RA_WIDTH) {
        ra_pack in = ra_pack_load(u + i), v = 1.0 - in;
        ra_words upper = ra_upper(in);
        ra_pack pw = ra_smaller(in, v) * w, qw = ra_larger(in, v) * w;
        ra_pack m = ra_choose_signs(upper, m_upper, m_lower);
        ra_words behind = (ra_words)(pw > m), from_high = upper ^ behind;
        ra_pack share = ra_choose_signs(behind, qw, pw), rest = ra_choose_signs(behind, w - m, m);
        ra_words distance = ra_words_of(ra_root(share * rest)) ^ (from_high & sign);
        ra_pack_store(x + i, ra_choose_signs(from_high, high, low) + ra_pack_of(distance));
    }
}
#endif

void RA_KERNEL(triangle)(const double law[3], ra_from from, const double *u, double *x, size_t n)
{
    double low = law[0], mode = law[1], high = law[2];

#if defined(__SSE4_1__) && RA_WIDTH < 8
    if (from == RA_FROM_UNIFORM) {
        size_t whole = n - n % RA_WIDTH;
        triangle_packs(law, u, x, whole);
        u += whole;
        x += whole;
        n -= whole;
    }
#endif
    if (from == RA_FROM_TAILS) {
        RA_INDEPENDENT
        for (size_t i = 0; i < n; i++) {
            double p = fabs(u[i]);
            x[i] = triangle(low, mode, high, p, 1 - p, u[i] < 0);
        }
    } else {
        RA_INDEPENDENT
        for (size_t i = 0; i < n; i++) {
            double v = 1 - u[i], p = u[i] < v ? u[i] : v, q = u[i] > v ? u[i] : v;
            x[i] = triangle(low, mode, high, p, q, u[i] >= 0.5);
        }
    }
}

void RA_KERNEL(affine)(double a, double b, double *x, size_t n)
{
    RA_UNROLLED
    for (size_t i = 0; i < n; i++) {
        x[i] = a + b * x[i];
    }
}

/* With p the probability below a number in the law that is left, and q that above it, the whole law has
 * below + p mass on the lower side and above + q mass on the upper one. */
static inline double truncate(double below, double above, double mass, double p, double q)
{
    double lower = below + p * mass, upper = above + q * mass;

    return lower < upper ? lower : -upper;
}

static void truncate_inside(const double rest[3], ra_from from, const double *u, double *whole,
                            size_t n)
{
    double below = rest[0], above = rest[1], mass = rest[2];

    if (from == RA_FROM_TAILS) {
        RA_INDEPENDENT
        for (size_t i = 0; i < n; i++) {
            double p = fabs(u[i]), q = 1 - p;
            whole[i] = truncate(below, above, mass, u[i] < 0 ? q : p, u[i] < 0 ? p : q);
        }
    } else {
        RA_INDEPENDENT
        for (size_t i = 0; i < n; i++) {
            whole[i] = truncate(below, above, mass, u[i], 1 - u[i]);
        }
    }
}

/* Both ends lie in the tail of this sign: `far` is what the far end leaves out. */
static inline double truncate_tail(double near, double far, double mass, double t, bool is_far)
{
    double p = fabs(t);
    double from_far = far + p * mass, from_near = near - p * mass;

    return is_far ? from_far : from_near;
}

void RA_KERNEL(truncate)(const double rest[3], int side, ra_from from, const double *u,
                         double *whole, size_t n)
{
    double below = rest[0], above = rest[1], mass = rest[2];

#define UPPER(t, up)  whole[i] = -truncate_tail(below, above, mass, t, up)
#define LOWER(t, up)  whole[i] = truncate_tail(above, below, mass, t, !(up))
    if (side == 0) {
        truncate_inside(rest, from, u, whole, n);
    } else if (side > 0) {
        LOOPS(UPPER)
    } else {
        LOOPS(LOWER)
    }
}

void RA_KERNEL(limit)(double low, double high, double *x, size_t n)
{
    RA_UNROLLED
    for (size_t i = 0; i < n; i++) {
        double limited = x[i] < low ? low : x[i];
        x[i] = limited > high ? high : limited;
    }
}
