#include "models/disagreement.h"

#include <string.h>
#include <sys/stat.h>

#include "models/alloc.h"

static bool check_rows(const ra_value *rows, ra_diag *diag)
{
    bool good = ra_value_count(rows) >= 2;
    if (!good)
        ra_value_report(rows, diag, RA_ERROR, "a disagreement is one of at least two rows");
    for (const ra_value *v = ra_value_first(rows); v; v = ra_value_next(v)) {
        if (ra_value_kind(v) == RA_STRING && strchr(ra_value_string(v), '/'))
            continue;
        ra_value_report(v, diag, RA_ERROR, "a row is named by its path, as \"pue/uptime-2018\"");
        good = false;
    }
    return good;
}

static bool read_item(ra_disagreement *item, const ra_value *object, ra_diag *diag)
{
    static const char *const known[] = {"id", "rows", "advice", NULL};
    if (ra_value_kind(object) != RA_OBJECT) {
        ra_value_report(object, diag, RA_ERROR, "a disagreement must be an object");
        return false;
    }
    bool good = ra_value_check_keys(object, known, diag);
    good = ra_value_get_string(object, "id", true, &item->id, diag) && good;
    good = ra_value_get_string(object, "advice", true, &item->advice, diag) && good;
    return ra_value_get_array(object, "rows", true, &item->rows, diag) &&
           check_rows(item->rows, diag) && good;
}

static ra_status read_list(ra_disagreements *list, ra_diag *diag)
{
    static const char *const known[] = {"$schema", "disagreements", NULL};
    const ra_value *root = ra_json_root(list->json), *array = NULL;
    if (ra_value_kind(root) != RA_OBJECT) {
        ra_value_report(root, diag, RA_ERROR, "the file must be an object");
        return RA_INVALID;
    }
    bool good = ra_value_check_keys(root, known, diag);
    if (!ra_value_get_array(root, "disagreements", true, &array, diag))
        return RA_INVALID;
    list->items = ra_calloc(ra_value_count(array) + 1, sizeof *list->items);
    if (!list->items)
        return RA_NOMEM;
    for (const ra_value *v = ra_value_first(array); v; v = ra_value_next(v))
        good = read_item(&list->items[list->count++], v, diag) && good;
    return good ? RA_OK : RA_INVALID;
}

ra_status ra_disagreements_load(ra_disagreements **out, const ra_data *data, ra_diag *diag)
{
    struct stat info;
    ra_text path = {0};
    ra_status status = RA_OK;
    ra_disagreements *list = ra_calloc(1, sizeof *list);
    ra_text_format(&path, "%s/datasets/disagreements.json", ra_data_root(data));
    if (!list || path.failed)
        status = RA_NOMEM;
    else if (stat(path.data, &info) == 0)
        status = ra_json_load(&list->json, path.data, diag);
    if (status == RA_OK && list->json)
        status = read_list(list, diag);
    ra_text_free(&path);
    if (status == RA_OK)
        *out = list;
    else
        ra_disagreements_free(list);
    return status;
}

void ra_disagreements_free(ra_disagreements *list)
{
    if (!list)
        return;
    ra_json_free(list->json);
    ra_free(list->items);
    ra_free(list);
}

bool ra_disagreement_names(const ra_disagreement *item, const char *path)
{
    for (const ra_value *v = ra_value_first(item->rows); v; v = ra_value_next(v))
        if (strcmp(ra_value_string(v), path) == 0)
            return true;
    return false;
}
