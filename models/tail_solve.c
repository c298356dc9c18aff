/* Inverting a tail probability whose density is log-concave on a logarithmic axis. */
#include "models/dist_types.h"

#include <math.h>

/* Let g(v) = ln T(v) - ln p. A law with a log-concave density over v has log-concave tails, so g is
 * concave and monotone: Newton's step lands on the far side of the root from the body of the law,
 * and closes in from there, wherever it starts. With the slope s = T'/T (in size) and the density's
 * tilt t, g' = +-s and g'' = s (+-t - s), the upper sign for a lower tail; Halley's correction with
 * it makes the convergence cubic. The step is bounded for starts far out in the body, where g is
 * flat. */
double ra_tail_solve(ra_tail_function tail, const void *law, bool lower, double log_p, double guess)
{
    enum { MOST = 200 };
    const double longest = 40; /* no single step of more than a factor e^40 */
    double position = guess;
    for (int i = 0; i < MOST && position > 0 && position < INFINITY; i++) {
        ra_tail t = tail(law, position);
        double g = t.log - log_p;
        double bend = (lower ? t.tilt : -t.tilt) - t.slope; /* g'' / s, never above 0 */
        double halley = 1 - g * bend / (2 * t.slope);
        double step = -g / t.slope / (halley > 0.5 ? halley : 0.5);
        step = fmax(-longest, fmin(longest, lower ? step : -step));
        position += position * expm1(step);
        if (fabs(g) < 1e-6) /* the error left is of the order of g^3 */
            break;
    }
    return position;
}
