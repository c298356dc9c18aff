#include "models/grid_basis.h"

#include <stddef.h>

#define X(code, name, text) name,
const char *const ra_grid_basis_names[] = {RA_GRID_LIST(X)};
#undef X
#define X(code, name, text) text,
static const char *const texts[] = {RA_GRID_LIST(X)};
#undef X

const char *ra_grid_basis_name(ra_grid_basis basis)
{
    return basis == RA_GRID_NONE ? NULL : ra_grid_basis_names[basis - 1];
}

const char *ra_grid_basis_text(ra_grid_basis basis)
{
    return basis == RA_GRID_NONE ? NULL : texts[basis - 1];
}
