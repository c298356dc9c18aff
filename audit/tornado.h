/* The tornado: the headline with one cause at a time at its 5 % and its 95 % point, and all others
 * at their point values. */
#ifndef RA_TORNADO_H
#define RA_TORNADO_H

#include "audit/response.h"

/* Returned: low[cause], the headline at the cause's 5 % point, and high[cause] at its 95 % point:
 * low is the larger one where the headline falls as the cause grows. Inputs that share a draw move
 * together. */
ra_status ra_tornado_eval(const ra_response *response, double *low, double *high);

#endif
