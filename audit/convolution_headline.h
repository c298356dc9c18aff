/* The headline by convolution alone. */
#ifndef RA_CONVOLUTION_HEADLINE_H
#define RA_CONVOLUTION_HEADLINE_H

#include "audit/builder.h"
#include "audit/log_law.h"

/* Puts laws in the place of the trials. Given: the law of the audited headline and, where it fits,
 * that of the factor. Set: moments, quantiles and intervals of both, and the place of the published
 * figure. What only trials have (standard errors) is NaN. */
void ra_convolution_headline(ra_builder *builder, const ra_log_law *audited,
                             const ra_log_law *factor);

#endif
