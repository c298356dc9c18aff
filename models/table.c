#include "models/table.h"

#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"

/* A path and a pointer or two for each of the million values that a document may have. */
#define MEMORY_LIMIT ((size_t)512 << 20)

struct ra_table {
    ra_json *json;
    ra_arena *arena;
    const char *id, *title;
    ra_row *rows;
    const ra_row **sorted; /* by key */
    size_t count;
    ra_subjects subjects;
    bool yearly;
};

void ra_table_free(ra_table *table)
{
    if (!table)
        return;
    ra_json_free(table->json);
    ra_arena_free(table->arena);
    ra_free(table);
}

static int compare_rows(const void *a, const void *b)
{
    const ra_row *x = *(const ra_row *const *)a, *y = *(const ra_row *const *)b;
    int order = strcmp(x->key, y->key);
    return order ? order : (x > y) - (x < y);
}

static ra_status sort_rows(ra_table *table, ra_diag *diag)
{
    ra_status status = RA_OK;
    for (size_t i = 0; i < table->count; i++)
        table->sorted[i] = &table->rows[i];
    qsort(table->sorted, table->count, sizeof *table->sorted, compare_rows);
    for (size_t i = 1; i < table->count; i++) {
        const ra_row *row = table->sorted[i];
        if (strcmp(table->sorted[i - 1]->key, row->key) != 0)
            continue;
        ra_value_report(ra_value_find(row->at, "key"), diag, RA_ERROR, "a second row '%s'",
                        row->key);
        status = RA_INVALID;
    }
    return status;
}

static ra_status read_rows(ra_table *table, const ra_value *rows, const ra_sources *sources,
                           ra_diag *diag)
{
    ra_status status = RA_OK;
    size_t count = ra_value_count(rows);
    table->rows = ra_arena_alloc(table->arena, count, sizeof *table->rows);
    table->sorted = ra_arena_alloc(table->arena, count, sizeof *table->sorted);
    if (!table->rows || !table->sorted)
        return RA_NOMEM;
    for (const ra_value *v = ra_value_first(rows); v && status != RA_NOMEM; v = ra_value_next(v)) {
        ra_row *row = &table->rows[table->count];
        ra_status one =
            ra_row_read(row, table->id, v, &table->subjects, sources, table->arena, diag);
        row->yearly = table->yearly;
        table->count += one == RA_OK;
        status = one == RA_OK ? status : one;
    }
    if (status == RA_NOMEM)
        return status;
    ra_status unique = sort_rows(table, diag);
    return status == RA_OK ? unique : status;
}

static ra_status read_subjects(ra_table *table, const ra_value *list, ra_diag *diag)
{
    ra_subjects *subjects = &table->subjects;
    ra_status status = RA_OK;
    subjects->items = ra_arena_alloc(table->arena, ra_value_count(list), sizeof *subjects->items);
    if (!subjects->items)
        return RA_NOMEM;
    for (const ra_value *v = ra_value_first(list); v; v = ra_value_next(v)) {
        ra_status one = ra_subject_read(&subjects->items[subjects->count], v, diag);
        subjects->count += one == RA_OK;
        status = one == RA_OK ? status : one;
    }
    ra_status unique = ra_subjects_sort(subjects->items, subjects->count, diag);
    return status == RA_OK ? unique : status;
}

static ra_status read_table(ra_table *table, const char *id, const ra_sources *sources,
                            ra_diag *diag)
{
    static const char *const known[] = {"$schema", "id", "title", "note", "yearly", "subjects", "rows", NULL};
    const ra_value *root = ra_json_root(table->json), *rows = NULL, *subjects = NULL;
    if (ra_value_kind(root) != RA_OBJECT) {
        ra_value_report(root, diag, RA_ERROR, "a table must be an object");
        return RA_INVALID;
    }
    bool good = ra_value_check_keys(root, known, diag);
    good = ra_value_get_string(root, "title", true, &table->title, diag) && good;
    good = ra_value_get_array(root, "rows", true, &rows, diag) && good;
    if (!ra_value_get_string(root, "id", true, &table->id, diag))
        return RA_INVALID;
    if (strcmp(table->id, id) != 0) {
        ra_value_report(ra_value_find(root, "id"), diag, RA_ERROR,
                        "the id is '%s', the file's name says '%s'", table->id, id);
        return RA_INVALID;
    }
    if (!ra_value_get_bool(root, "yearly", false, &table->yearly, diag))
        good = good && !ra_value_find(root, "yearly");
    if (ra_value_get_array(root, "subjects", false, &subjects, diag)) {
        ra_status named = read_subjects(table, subjects, diag);
        if (named != RA_OK)
            return named;
    } else {
        good = good && !ra_value_find(root, "subjects");
    }
    ra_status status = rows ? read_rows(table, rows, sources, diag) : RA_INVALID;
    return good || status != RA_OK ? status : RA_INVALID;
}

ra_status ra_table_load(ra_table **out, const char *path, const char *id, const ra_sources *sources,
                        ra_diag *diag)
{
    ra_status status = RA_NOMEM;
    ra_table *table = ra_calloc(1, sizeof *table);
    if (!table)
        goto done;
    table->arena = ra_arena_new(MEMORY_LIMIT);
    if (!table->arena)
        goto done;
    status = ra_json_load(&table->json, path, diag);
    if (status == RA_OK)
        status = read_table(table, id, sources, diag);
done:
    if (status == RA_OK)
        *out = table;
    else
        ra_table_free(table);
    return status;
}

const char *ra_table_id(const ra_table *table)
{
    return table->id;
}

const char *ra_table_title(const ra_table *table)
{
    return table->title;
}

size_t ra_table_count(const ra_table *table)
{
    return table->count;
}

const ra_row *ra_table_row(const ra_table *table, size_t i)
{
    return i < table->count ? &table->rows[i] : NULL;
}

size_t ra_table_subject_count(const ra_table *table)
{
    return table->subjects.count;
}

const ra_subject *ra_table_subject(const ra_table *table, size_t i)
{
    return i < table->subjects.count ? &table->subjects.items[i] : NULL;
}

const ra_subject *ra_table_find_subject(const ra_table *table, const char *id)
{
    return ra_subjects_find(&table->subjects, id);
}

const ra_row *ra_table_find(const ra_table *table, const char *key)
{
    ra_row wanted = {.key = key};
    size_t low = 0, high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(wanted.key, table->sorted[middle]->key);
        if (order == 0)
            return table->sorted[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* Collects one name a row: its key, or its i-th alias, or "" (which is near nothing). */
static bool collect(const ra_table *table, size_t alias, const char **names)
{
    bool any = false;
    for (size_t r = 0; r < table->count; r++) {
        const ra_value *aliases = ra_value_find(table->rows[r].at, "aliases");
        const ra_value *a = aliases && alias ? ra_value_first(aliases) : NULL;
        for (size_t i = 1; a && i < alias; i++)
            a = ra_value_next(a);
        names[r] = alias == 0 ? table->rows[r].key : a ? ra_value_string(a) : "";
        any = any || *names[r];
    }
    return any;
}

const ra_row *ra_table_nearest(const ra_table *table, const char *key)
{
    const ra_row *nearest = NULL;
    const char **names = ra_alloc(table->count * sizeof *names);
    /* Keys go first, then first aliases, and so on until no row has more. */
    for (size_t alias = 0; names && !nearest && collect(table, alias, names); alias++) {
        const char *name = ra_text_nearest(key, names, table->count);
        for (size_t r = 0; name && !nearest && r < table->count; r++)
            if (names[r] == name)
                nearest = &table->rows[r];
    }
    ra_free(names);
    return nearest;
}
