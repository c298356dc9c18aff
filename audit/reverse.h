/* What it would take for the headline to stand: the audit asked backwards.
 *
 * For each corrected assumption, at which audited value would the point headline be the published
 * figure, everything else as audited? The root nearest to the audited value is found on a
 * logarithmic scale (root.h). A corrected method has no value, and none may help.
 *
 * For the assumption whose uncertainty makes the interval of the headline widest: how much narrower
 * or wider would it have to be for the verdict to be another? Its draws x are stretched about its
 * point value m by a factor s, on the logarithmic scale where it is positive,
 *
 *     x' = m (x / m)^s   or   x' = m + s (x - m),
 *
 * the other inputs being drawn as before, and the s nearest to 1 is sought at which an end of the
 * headline's interval meets the published figure. */
#ifndef RA_REVERSE_H
#define RA_REVERSE_H

#include "audit/builder.h"

/* Sets result->reverse where the plan asks for it. Comes after the checks, the sensitivity and the
 * verdict. Returned: RA_OK, RA_NOMEM, or RA_INVALID with messages. */
ra_status ra_reverse_eval(ra_builder *builder);

/* The second part (reverse_width.c). Given: the row of the result's inputs. */
ra_status ra_reverse_width(ra_builder *builder, uint32_t row, ra_reverse *out);

#endif
