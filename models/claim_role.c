/* Which assumptions are the carbon intensity of the grid and the PUE, and what the former count. */
#include <string.h>

#include "models/claim_private.h"

#define X(code, name, text) name,
static const char *const role_names[] = {RA_ROLE_LIST(X)};
#undef X
#define ROLES (sizeof role_names / sizeof *role_names)

void claim_read_role(ra_build *b, uint32_t index)
{
    const ra_item *item = &b->items[index];
    const ra_value *holder = ra_value_find(item->own, "role") ? item->own : item->base;
    int choice = 0;
    if (holder && ra_value_get_choice(holder, "role", false, role_names, ROLES, &choice, b->diag))
        b->quantities[index].role = (ra_role)(choice + 1);
}

/* A row of the table of a role: "grid/us-2021" or, of a table that is split, "grid-country/...". */
static bool is_of_table(const char *path, const char *role)
{
    size_t length = strlen(role);
    return path && strncmp(path, role, length) == 0 && (path[length] == '/' || path[length] == '-');
}

static ra_role role_of_table(const ra_quantity *q)
{
    for (size_t r = 0; r < ROLES; r++)
        for (int side = 0; side < RA_SIDES; side++)
            if (is_of_table(q->figure[side].table, role_names[r]))
                return (ra_role)(r + 1);
    return RA_ROLE_NONE;
}

/* Emissions by energy are a grid's intensity, whose unit *grid is read when something has one that it
 * may be; a PUE has no unit to be told by, but a usual id. */
static ra_role role_of_unit(const ra_quantity *q, ra_units *units, const ra_unit **grid)
{
    const ra_unit *unit = NULL;
    for (int side = 0; side < RA_SIDES && !unit; side++)
        unit = q->figure[side].unit;
    if (!unit)
        return RA_ROLE_NONE;
    if (!ra_unit_dimensionless(unit)) {
        if (!*grid)
            *grid = ra_unit_parse(units, "kgCO2e/kWh", NULL);
        return *grid && ra_unit_convert(unit, *grid, NULL) ? RA_ROLE_GRID : RA_ROLE_NONE;
    }
    bool named = q->id && strcmp(q->id, role_names[RA_ROLE_PUE - 1]) == 0;
    return named ? RA_ROLE_PUE : RA_ROLE_NONE;
}

void claim_find_roles(ra_build *b)
{
    const ra_unit *grid = NULL;
    for (uint32_t i = 0; i < b->claim->assumption_count; i++) {
        ra_quantity *q = &b->quantities[i];
        if (q->role == RA_ROLE_NONE)
            q->role = role_of_table(q);
        if (q->role == RA_ROLE_NONE)
            q->role = role_of_unit(q, b->claim->units, &grid);
    }
}

static const ra_figure *find_basis(const ra_build *b, uint32_t index, int side)
{
    const ra_figure *figure = &b->quantities[index].figure[side];
    bool used = b->items[index].evaluated[side] || b->items[index].uses[side];
    bool known = figure->basis != RA_GRID_NONE && figure->basis != RA_GRID_UNSTATED;
    return used && known && figure->kind != RA_FIGURE_NONE ? figure : NULL;
}

void claim_check_bases(ra_build *b)
{
    const ra_figure *first = NULL;
    uint32_t named = 0;
    for (int side = 0; side < RA_SIDES; side++)
        for (uint32_t i = 0; i < b->claim->quantity_count; i++) {
            const ra_figure *figure = find_basis(b, i, side);
            if (!first && figure) {
                first = figure;
                named = i;
            }
            if (!figure || figure->basis == first->basis)
                continue;
            ra_value_report(figure->at, b->diag, RA_WARNING,
                            "'%s' counts %s, '%s' counts %s: two bases of a grid are two "
                            "quantities",
                            b->quantities[i].id, ra_grid_basis_name(figure->basis),
                            b->quantities[named].id, ra_grid_basis_name(first->basis));
        }
}
