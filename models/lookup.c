#include "models/lookup.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/disagreement.h"
#include "models/lookup_words.h"
#include "models/table.h"

#define MEMORY_LIMIT ((size_t)64 << 20)

struct ra_lookup_private {
    ra_arena *arena;
    ra_disagreements *known;
};

/* A search: rows of all tables that it may find, and those that it found. */
typedef struct {
    ra_data *data;
    ra_lookup *lookup;
    ra_arena *arena;
    ra_query query;
    const ra_row **all, **found;
    size_t all_count, found_count, capacity;
} search;

void ra_lookup_free(ra_lookup *lookup)
{
    if (!lookup)
        return;
    if (lookup->own) {
        ra_disagreements_free(lookup->own->known);
        ra_arena_free(lookup->own->arena);
    }
    ra_free(lookup->own);
    ra_free(lookup);
}

static ra_status gather(search *s, const char *const *ids, ra_diag *diag)
{
    for (size_t i = 0; ids[i]; i++) {
        const ra_table *table = NULL;
        ra_status status = ra_data_table(s->data, ids[i], &table, diag);
        if (status != RA_OK)
            return status;
        s->capacity += ra_table_count(table);
    }
    s->all = ra_arena_alloc(s->arena, s->capacity, sizeof *s->all);
    s->found = ra_arena_alloc(s->arena, s->capacity, sizeof *s->found);
    if (!s->all || !s->found)
        return RA_NOMEM;
    for (size_t i = 0; ids[i]; i++) {
        const ra_table *table = NULL;
        ra_status status = ra_data_table(s->data, ids[i], &table, diag);
        for (size_t r = 0; status == RA_OK && r < ra_table_count(table); r++)
            s->all[s->all_count++] = ra_table_row(table, r);
    }
    return RA_OK;
}

/* Whether two rows should agree, units and bases apart. */
static bool are_about_one(const ra_row *a, const ra_row *b)
{
    assert(a && b);
    bool same = a->quantity == b->quantity ||
                (a->quantity && b->quantity && strcmp(a->quantity, b->quantity) == 0);
    return a == b || (same && a->subject && a->subject == b->subject);
}

static void find_if(search *s, bool (*fits)(const ra_query *, const ra_row *))
{
    s->found_count = 0;
    for (size_t i = 0; i < s->all_count; i++)
        if (fits(&s->query, s->all[i]) && (!s->query.year || s->all[i]->year == s->query.year))
            s->found[s->found_count++] = s->all[i];
}

/* A row that was named by its key comes with those that should agree with it. */
static void find_named(search *s)
{
    const ra_row *named = NULL;
    for (size_t i = 0; i < s->all_count && !named; i++)
        if (ra_query_names_row(&s->query, s->all[i]))
            named = s->all[i];
    for (size_t i = 0; named && i < s->all_count; i++)
        if (are_about_one(named, s->all[i]) && (!named->yearly || s->all[i]->year == named->year))
            s->found[s->found_count++] = s->all[i];
}

static void find_rows(search *s, bool all)
{
    if (all) {
        memcpy(s->found, s->all, s->all_count * sizeof *s->all);
        s->found_count = s->all_count;
        return;
    }
    find_if(s, ra_query_names_subject);
    if (s->found_count == 0)
        find_named(s);
    if (s->found_count == 0)
        find_if(s, ra_query_fits);
}

static double value_of(const ra_row *row)
{
    double value = 0, low, high;
    return ra_row_figure(row, &value, &low, &high) ? value : 0;
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

/* By table, subject, quantity, year, value; a row without subject by its own place. */
static int compare_rows(const void *left, const void *right)
{
    const ra_row *a = *(const ra_row *const *)left, *b = *(const ra_row *const *)right;
    int order = strcmp(a->table, b->table);
    if (order == 0)
        order =
            compare_texts(a->subject ? a->subject->id : NULL, b->subject ? b->subject->id : NULL);
    if (order == 0 && a->subject)
        order = compare_texts(a->quantity, b->quantity);
    if (order == 0 && a->subject)
        order = (a->year > b->year) - (a->year < b->year);
    double x = value_of(a), y = value_of(b);
    if (order == 0 && a->subject)
        order = (x > y) - (x < y);
    return order ? order : (a > b) - (a < b);
}

static bool should_agree(const ra_row *a, const ra_row *b)
{
    return a->basis == b->basis && strcmp(a->unit, b->unit) == 0 &&
           (!a->yearly || a->year == b->year);
}

static double find_factor(const ra_lookup_group *group)
{
    double factor = 1;
    for (size_t i = 0; i < group->count; i++)
        for (size_t k = 0; k < i; k++) {
            double x = value_of(group->rows[i]), y = value_of(group->rows[k]);
            if (should_agree(group->rows[i], group->rows[k]) && x != y)
                factor = fmax(factor, fmax(x, y) / fmin(x, y));
        }
    return factor;
}

/* Advice on disagreements among which a row of the group is. */
static const char *const *find_advice(search *s, const ra_lookup_group *group)
{
    const ra_disagreements *known = s->lookup->own->known;
    const char **advice = ra_arena_alloc(s->arena, known->count + 1, sizeof *advice);
    size_t count = 0;
    for (size_t i = 0; advice && i < known->count; i++) {
        bool named = false;
        for (size_t r = 0; r < group->count && !named; r++)
            named = ra_disagreement_names(&known->items[i], group->rows[r]->path);
        if (named)
            advice[count++] = known->items[i].advice;
    }
    return advice;
}

static bool fill_group(search *s, ra_lookup_group *group)
{
    const ra_row *first = group->rows[0];
    group->table = first->table;
    group->subject = first->subject;
    group->quantity = first->quantity;
    for (size_t i = 0; i < group->count; i++) {
        group->bases = group->bases || group->rows[i]->basis != first->basis;
        group->taken = group->taken || group->rows[i]->recommended;
    }
    group->factor = find_factor(group);
    group->advice = find_advice(s, group);
    return group->advice != NULL;
}

static ra_status make_groups(search *s)
{
    ra_lookup_group *groups = ra_arena_alloc(s->arena, s->found_count + 1, sizeof *groups);
    if (!groups)
        return RA_NOMEM;
    qsort(s->found, s->found_count, sizeof *s->found, compare_rows);
    for (size_t i = 0, end; i < s->found_count; i = end) {
        ra_lookup_group *group = &groups[s->lookup->count++];
        end = i + 1;
        while (end < s->found_count && are_about_one(s->found[i], s->found[end]))
            end++;
        group->rows = &s->found[i];
        group->count = end - i;
        if (!fill_group(s, group))
            return RA_NOMEM;
    }
    s->lookup->groups = groups;
    return RA_OK;
}

/* The name that is nearest to the words: of a subject, of a row, or an alias of either. */
static ra_status find_nearest(search *s, const char *words)
{
    size_t most = 4 * s->all_count + 1, count = 0;
    const char **names = ra_arena_alloc(s->arena, most, sizeof *names);
    if (!names)
        return RA_NOMEM;
    for (size_t i = 0; i < s->all_count; i++) {
        const ra_row *row = s->all[i];
        const ra_value *owner = row->subject ? row->subject->at : row->at;
        const ra_value *aliases = ra_value_find(owner, "aliases");
        bool fresh = i == 0 || row->subject == NULL || row->subject != s->all[i - 1]->subject;
        names[count++] = row->key;
        if (fresh && row->subject)
            names[count++] = row->subject->id;
        const ra_value *alias = fresh && aliases ? ra_value_first(aliases) : NULL;
        for (int n = 0; alias && n < 2; n++, alias = ra_value_next(alias))
            names[count++] = ra_value_string(alias);
    }
    s->lookup->nearest = ra_text_nearest(words, names, count);
    return RA_OK;
}

static ra_status run_search(search *s, const char *table, const char *words, ra_diag *diag)
{
    const char *one[] = {table, NULL};
    char **ids = NULL;
    ra_status status = table ? RA_OK : ra_data_list(s->data, RA_DATA_TABLES, &ids);
    if (status == RA_OK)
        status = ra_disagreements_load(&s->lookup->own->known, s->data, diag);
    if (status == RA_OK && !ra_query_read(&s->query, words ? words : "", s->arena))
        status = RA_NOMEM;
    if (status == RA_OK)
        status = gather(s, table ? one : (const char *const *)ids, diag);
    if (status == RA_OK) {
        find_rows(s, !words);
        status = make_groups(s);
    }
    if (status == RA_OK && s->lookup->count == 0 && words)
        status = find_nearest(s, words);
    ra_free(ids);
    return status;
}

ra_status ra_lookup_find(ra_lookup **out, ra_data *data, const char *table, const char *words,
                         ra_diag *diag)
{
    ra_status status = RA_NOMEM;
    ra_lookup *lookup = ra_calloc(1, sizeof *lookup);
    if (lookup)
        lookup->own = ra_calloc(1, sizeof *lookup->own);
    if (lookup && lookup->own)
        lookup->own->arena = ra_arena_new(MEMORY_LIMIT);
    if (lookup && lookup->own && lookup->own->arena) {
        search s = {.data = data, .lookup = lookup, .arena = lookup->own->arena};
        status = run_search(&s, table, words, diag);
    }
    if (status == RA_OK)
        *out = lookup;
    else
        ra_lookup_free(lookup);
    return status;
}
