/* Propagation of uncertainty by the GUM, beside the Monte Carlo run.
 *
 * With the estimates x_i (the point values), their standard uncertainties u_i (the standard
 * deviations of their laws), their correlations r_ij and the sensitivity coefficients
 * c_i = df/dx_i at the estimates,
 *
 *     u^2 = sum over i, j of c_i u_i r_ij u_j c_j                         [jcgm100, 5.2.2 (16)]
 *
 * and for independent inputs, where f is far from linear,
 *
 *     u2^2 = u^2 + sum over i, j of (f_ij^2 / 2 + f_i f_ijj) u_i^2 u_j^2  [jcgm100, 5.1.2 note]
 *     E f(X) - f(x) = sum over i of f_ii u_i^2 / 2                        [jcgm100, F.2.4.4 note]
 *
 * The effective degrees of freedom of independent inputs are u^4 / sum of (c_i u_i)^4 / nu_i
 * [jcgm100, G.4.1 (G.2b)]; k is the quantile of Student's t for them, truncated to a whole number,
 * and of the normal law where no degrees of freedom are given. */
#ifndef RA_GUM_H
#define RA_GUM_H

#include "audit/builder.h"

/* Sets result->gum but for its validity, or says in it why there is none. Comes after the inputs.
 * Returned: RA_OK or RA_NOMEM. */
ra_status ra_gum_eval(ra_builder *builder);

/* Sets the validity of result->gum [jcgm101, 8]: both ends of its interval agree with those of the
 * Monte Carlo interval to so many digits of the standard uncertainty where neither differs by more
 * than the numerical tolerance delta for that number of digits (tolerance.h). Comes after the
 * headline. Returned: RA_OK or RA_NOMEM. */
ra_status ra_gum_validity_eval(ra_builder *builder);

/* One uncertain input, in the unit of its quantity. */
typedef struct {
    const ra_model_input *input;
    uint32_t row;       /* of the result's inputs */
    double x, u;        /* estimate and standard uncertainty */
    double df;          /* infinite where none are given */
    double coefficient; /* f_i */
    double mixed;       /* sum over j of (f_ij^2 / 2 + f_i f_ijj) u_j^2 */
    double curvature;   /* f_ii */
} ra_gum_input;

/* Sets coefficient, mixed and curvature of all inputs. Returned: RA_OK with the headline at the
 * estimates in *estimate, or RA_NOMEM. Derivatives that do not exist are NaN. */
ra_status ra_gum_derivatives(const ra_claim *claim, ra_gum_input *inputs, uint32_t count,
                             double *estimate);

#endif
