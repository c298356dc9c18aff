/* Laws with densities of straight lines: triangular and trapezoid. Every formula measures from the
 * end whose tail is asked for, so that small tail probabilities keep their digits. */
#include "models/dist_types.h"

#include <math.h>

/* Distance from an end of a triangle of width w whose mode lies m from that end (v = w - m): the
 * tail up to d is d^2 / (w m) before the mode and 1 - (w - d)^2 / (w v) behind it. The second form
 * is rationalised, since w - sqrt(...) would lose all digits where the mode is at the end. */
static double triangle_distance(double w, double m, double p)
{
    double v = w - m;
    if (p * w <= m)
        return sqrt(p * w * m);
    return w * (m + p * v) / (w + sqrt((1 - p) * w * v));
}

static double triangle_tail(double w, double m, double d)
{
    if (d <= m)
        return d / w * (d / m);
    return (d * (2 * w - d) - w * m) / (w * (w - m));
}

/* Triangular. The lower tail is measured from min, the upper one from max. */
static double triangular_quantile(const ra_dist *dist, double p, bool upper)
{
    double low = dist->parameter[0], mode = dist->parameter[1], high = dist->parameter[2];
    if (upper)
        return high - triangle_distance(high - low, high - mode, p);
    return low + triangle_distance(high - low, mode - low, p);
}

static double triangular_cdf(const ra_dist *dist, double x, bool upper)
{
    double low = dist->parameter[0], mode = dist->parameter[1], high = dist->parameter[2];
    double probability;
    if (ra_dist_outside(x, low, high, upper, &probability))
        return probability;
    if (upper)
        return triangle_tail(high - low, high - mode, high - x);
    return triangle_tail(high - low, mode - low, x - low);
}

/* With w = max - min and m = mode - min: mean = min + (w + m)/3, variance = (w^2 - wm + m^2)/18. */
static void triangular_moments(const ra_dist *dist, double *mean, double *variance)
{
    double low = dist->parameter[0];
    double m = dist->parameter[1] - low, w = dist->parameter[2] - low;
    *mean = low + (w + m) / 3;
    *variance = (w * w - w * m + m * m) / 18;
}

static void triangular_support(const ra_dist *dist, double *low, double *high)
{
    *low = dist->parameter[0];
    *high = dist->parameter[2];
}

const ra_dist_type ra_dist_triangular = {
    .name = "triangular",
    .parameters = {"min", "mode", "max"},
    .summary = "rises in a straight line to the mode and falls in another",
    .quantile = triangular_quantile,
    .cdf = triangular_cdf,
    .moments = triangular_moments,
    .support = triangular_support,
    .excel = "IF(%u*(%3-%1)<%2-%1,%1+SQRT(%u*(%3-%1)*(%2-%1)),%3-SQRT((1-%u)*(%3-%1)*(%3-%2)))",
    .javascript = "(%u*(%3-%1)<%2-%1?%1+Math.sqrt(%u*(%3-%1)*(%2-%1)):"
                  "%3-Math.sqrt((1-%u)*(%3-%1)*(%3-%2)))",
};

/* Trapezoid [jcgm101, 6.4.4] seen from one end: the side rises over b, the top is t long, the
 * other side falls over c; with w = b + t + c the height is 2 / (w + t). */
typedef struct {
    double b, t, c;
} shape;

static shape trapezoid_shape(const ra_dist *dist, bool upper)
{
    const double *q = dist->parameter;
    double rise = q[1] - q[0], top = q[2] - q[1], fall = q[3] - q[2];
    return upper ? (shape){fall, top, rise} : (shape){rise, top, fall};
}

/* Distance from the end at which the tail reaches p:
 *   on the rising side sqrt(p (w + t) b),
 *   under the top      b/2 + p (w + t)/2,
 *   behind it          w - sqrt(S) with S = (1 - p) c (w + t), rationalised. */
static double trapezoid_distance(shape s, double p)
{
    double w = s.b + s.t + s.c, area = p * (w + s.t);
    if (area <= s.b)
        return sqrt(area * s.b);
    if (area <= s.b + 2 * s.t)
        return (s.b + area) / 2;
    return (w * w - s.c * (w + s.t) + s.c * area) / (w + sqrt((1 - p) * s.c * (w + s.t)));
}

static double trapezoid_tail(shape s, double d)
{
    double w = s.b + s.t + s.c, height = 2 / (w + s.t);
    if (d <= s.b)
        return height / 2 * d * (d / s.b);
    if (d <= s.b + s.t)
        return height * (d - s.b / 2);
    double past = d - s.b - s.t;
    return height * (s.b / 2 + s.t + past * (1 - past / s.c / 2));
}

static double trapezoid_quantile(const ra_dist *dist, double p, bool upper)
{
    double distance = trapezoid_distance(trapezoid_shape(dist, upper), p);
    return upper ? dist->parameter[3] - distance : dist->parameter[0] + distance;
}

static double trapezoid_cdf(const ra_dist *dist, double x, bool upper)
{
    double low = dist->parameter[0], high = dist->parameter[3], probability;
    if (ra_dist_outside(x, low, high, upper, &probability))
        return probability;
    return trapezoid_tail(trapezoid_shape(dist, upper), upper ? high - x : x - low);
}

/* Moments about min; with B, C, D the other corners and h = 2 / (D + C - B):
 *   E1 = h/6 (D^2 + CD + C^2 - B^2), E2 = h/12 ((D^2 + C^2)(D + C) - B^3). */
static void trapezoid_moments(const ra_dist *dist, double *mean, double *variance)
{
    const double *q = dist->parameter;
    double b = q[1] - q[0], c = q[2] - q[0], d = q[3] - q[0];
    double h = 2 / (d + c - b);
    double first = h / 6 * (d * d + c * d + c * c - b * b);
    double second = h / 12 * ((d * d + c * c) * (d + c) - b * b * b);
    *mean = q[0] + first;
    *variance = second - first * first;
}

static void trapezoid_support(const ra_dist *dist, double *low, double *high)
{
    *low = dist->parameter[0];
    *high = dist->parameter[3];
}

const ra_dist_type ra_dist_trapezoid = {
    .name = "trapezoid",
    .parameters = {"min", "low", "high", "max"},
    .summary = "flat between low and high, straight sides to min and max",
    .quantile = trapezoid_quantile,
    .cdf = trapezoid_cdf,
    .moments = trapezoid_moments,
    .support = trapezoid_support,
    .excel = "IF(%u*(%4-%1+%3-%2)<%2-%1,%1+SQRT(%u*(%4-%1+%3-%2)*(%2-%1)),"
             "IF((1-%u)*(%4-%1+%3-%2)<%4-%3,%4-SQRT((1-%u)*(%4-%1+%3-%2)*(%4-%3)),"
             "(%1+%2+%u*(%4-%1+%3-%2))/2))",
    .javascript = "(%u*(%4-%1+%3-%2)<%2-%1?%1+Math.sqrt(%u*(%4-%1+%3-%2)*(%2-%1)):"
                  "(1-%u)*(%4-%1+%3-%2)<%4-%3?%4-Math.sqrt((1-%u)*(%4-%1+%3-%2)*(%4-%3)):"
                  "(%1+%2+%u*(%4-%1+%3-%2))/2)",
};
