/* The headline's distribution by convolution, and whether the Monte Carlo run agrees with it.
 *
 * Where the audited headline is a product of powers of independent positive inputs (monomial.h),
 * its law is computed without trials (log_law.h). Its p-quantile then lies between the quantiles of
 * the n trials at p -/+ z sqrt(p (1 - p) / n), since the number of trials below it is binomial
 * whatever the law is [david2003, 7.1]. With z = 4.417 that holds for a quantile in 99.999 % of all
 * runs; a run outside has a fault, or its law has one. */
#ifndef RA_CONVOLUTION_H
#define RA_CONVOLUTION_H

#include "audit/builder.h"

/* Sets result->convolution, or says in it why there is none. Comes after the headline, which a plan
 * with RA_ENGINE_CONVOLUTION has from the convolution alone. Returned: RA_OK; RA_NOMEM; RA_INVALID
 * with a message where the plan asks for what does not apply. */
ra_status ra_convolution_eval(ra_builder *builder);

#endif
