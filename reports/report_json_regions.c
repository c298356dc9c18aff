/* The same work in every region as JSON. */
#include <math.h>
#include <stdio.h>

#include "reports/report_json.h"
#include "reports/report_regions.h"

static void add_region(ra_json_tree *tree, cJSON *array, const ra_regions *r, size_t rank)
{
    const ra_region *item = &r->items[rank];
    cJSON *object = ra_json_add_object(tree, array, NULL);

    ra_json_add_count(tree, object, "rank", rank + 1);
    ra_json_add_text(tree, object, "provider", item->region->provider);
    ra_json_add_text(tree, object, "region", item->region->id);
    ra_json_add_text(tree, object, "place", item->region->place);
    ra_json_add_number(tree, object, "point", item->point);
    ra_json_add_number(tree, object, "median", item->median);
    ra_json_add_interval(tree, object, "interval", r->level, item->low, item->high);
    ra_json_add_number(tree, object, "factor", item->factor);
    cJSON *grid = ra_json_add_object(tree, object, "grid");
    ra_json_add_number(tree, grid, "value", item->grid_value);
    ra_json_add_text(tree, grid, "unit", "gCO2e/kWh");
    ra_json_add_number(tree, grid, "year", item->grid->year);
    ra_json_add_text(tree, grid, "row", item->grid->path);
    ra_json_add_text(tree, grid, "from", ra_region_from_name(item->grid_from));
    cJSON *pue = ra_json_add_object(tree, object, "pue");
    ra_json_add_number(tree, pue, "value", item->pue_value);
    ra_json_add_text(tree, pue, "row", item->pue != NULL ? item->pue->path : NULL);
    ra_json_add_text(tree, pue, "from", ra_region_from_name(item->pue_from));
    /* Every region that is not told apart, by its rank. */
    cJSON *like = ra_json_add_array(tree, object, "like");
    for (size_t k = item->first; k <= item->last; k++)
        if (k != rank && !ra_regions_apart(r, k < rank ? k : rank, k < rank ? rank : k))
            ra_json_add_count(tree, like, NULL, k + 1);
}

ra_status ra_regions_json(const ra_regions *regions, FILE *out)
{
    ra_json_tree tree = {0};
    cJSON *root = cJSON_CreateObject();

    ra_json_add_text(&tree, root, "schema", "reaudit-places/1");
    ra_json_add_text(&tree, root, "claim", regions->claim->id);
    ra_json_add_text(&tree, root, "unit", ra_unit_text(regions->claim->unit));
    ra_json_add_text(&tree, root, "basis", ra_grid_basis_name(regions->basis));
    ra_json_add_bool(&tree, root, "basis_assumed", regions->assumed);
    ra_json_add_number(&tree, root, "audited", regions->audited);
    ra_json_add_number(&tree, root, "spread", regions->spread);
    ra_json_add_count(&tree, root, "trials", regions->trials);
    ra_json_add_number(&tree, root, "factor", regions->factor);
    ra_json_add_interval(&tree, root, "factor_interval", regions->level, regions->factor_low,
                         regions->factor_high);
    ra_json_add_count(&tree, root, "left_out", regions->left_out);
    cJSON *array = ra_json_add_array(&tree, root, "regions");
    for (size_t i = 0; i < regions->count; i++)
        add_region(&tree, array, regions, i);
    return ra_json_write(&tree, root, out);
}
