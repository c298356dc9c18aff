/* The table of the kinds of distributions; dist_types.h says how to add one. */
#include "models/dist_types.h"

static const ra_dist_type *const types[] = {
#define X(name) &ra_dist_##name,
    RA_DIST_TYPES(X)
#undef X
};

const ra_dist_type *ra_dist_type_at(size_t i)
{
    return i < sizeof types / sizeof types[0] ? types[i] : NULL;
}
