/* Which assumptions may be picked from which reference table. */
#include "reports/workbook_tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/read_ahead.h"
#include "models/alloc.h"
#include "models/figure.h"
#include "reports/workbook_child.h"

/* What can be picked: the carbon intensity of a grid, the overhead of a data centre. */
static const struct {
    const char *id, *title;
} families[RA_PICK_TABLES] = {{"grid", "Carbon intensity of electricity"},
                              {"pue", "Power usage effectiveness of data centres"}};

/* A row that may be offered: its label without its year tells which rows are one series. */
typedef struct {
    const ra_row *row;
    size_t stem, order;
    int year;
} candidate;

typedef struct {
    candidate *items;
    size_t count;
} candidates;

/* The value as printed, or as given. */
static double value_of(const ra_value *row)
{
    const ra_value *value = ra_value_find(row, "value"), *printed = ra_value_find(row, "printed");
    char reason[200];
    size_t position;
    ra_printed out;
    if (value && ra_value_kind(value) == RA_NUMBER)
        return ra_value_number(value);
    if (printed && ra_value_kind(printed) == RA_STRING &&
        ra_printed_parse(ra_value_string(printed), &out, reason, sizeof reason, &position))
        return out.value;
    return NAN;
}

static const char *text_of(const ra_value *object, const char *key)
{
    const ra_value *value = object ? ra_value_find(object, key) : NULL;
    return value && ra_value_kind(value) == RA_STRING ? ra_value_string(value) : NULL;
}

static int year_of(const ra_value *row)
{
    const ra_value *year = ra_value_find(row, "year");
    return year && ra_value_kind(year) == RA_NUMBER ? (int)ra_value_number(year) : 0;
}

/* Returns how long the label is without the row's own year at its end; all of it where it has none
 * there. */
static size_t stem_of(const ra_row *row, int year)
{
    char end[20];
    size_t length = strlen(row->label), size = (size_t)snprintf(end, sizeof end, " %d", year);
    if (year && length > size && strcmp(row->label + length - size, end) == 0)
        return length - size;
    return length;
}

static int by_series(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    size_t shorter = x->stem < y->stem ? x->stem : y->stem;
    int difference = strncmp(x->row->label, y->row->label, shorter);
    if (difference)
        return difference;
    if (x->stem != y->stem)
        return x->stem < y->stem ? -1 : 1;
    if (x->year != y->year)
        return x->year > y->year ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static int by_order(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    return x->order < y->order ? -1 : x->order > y->order;
}

static bool same_series(const candidate *x, const candidate *y)
{
    return x->stem == y->stem && strncmp(x->row->label, y->row->label, x->stem) == 0;
}

/* Returns whether some figure of the claim is this row. */
static bool own_row(const ra_claim *claim, const ra_row *row)
{
    for (uint32_t q = 0; q < claim->quantity_count; q++)
        for (int side = 0; side < RA_SIDES; side++) {
            const char *table = claim->quantities[q].figure[side].table;
            if (table && strcmp(table, row->path) == 0)
                return true;
        }
    return false;
}

static bool collect_rows(ra_book *book, const char *id, candidates *list)
{
    const ra_table *table = NULL;
    ra_status status = ra_data_table(ra_claim_data(book->claim), id, &table, NULL);
    if (status == RA_IO)
        ra_book_keep(book, RA_BOOK_UNREADABLE);
    if (status != RA_OK)
        return true; /* what is no table cannot be picked */
    size_t count = list->count + ra_table_count(table);
    candidate *items = ra_realloc(list->items, (count + 1) * sizeof *items);
    if (!items)
        return false;
    list->items = items;
    for (size_t i = 0; i < ra_table_count(table); i++) {
        const ra_row *row = ra_table_row(table, i);
        int year = year_of(row->at);
        items[list->count] = (candidate){row, stem_of(row, year), list->count, year};
        list->count++;
    }
    return true;
}

/* Keeps the newest row of each series, and the claim's own rows. */
static void keep_newest(const ra_claim *claim, candidates *list)
{
    size_t kept = 0;
    candidate newest = {0};
    qsort(list->items, list->count, sizeof *list->items, by_series);
    for (size_t i = 0; i < list->count; i++) {
        const candidate item = list->items[i];
        bool first = !newest.row || !same_series(&item, &newest);
        if (first)
            newest = item;
        if (first || own_row(claim, item.row))
            list->items[kept++] = item;
    }
    list->count = kept;
    qsort(list->items, list->count, sizeof *list->items, by_order);
}

/* A list of choices needs names that differ: where two rows have one label, its key is added. */
static char *label_of(const candidates *list, const ra_row *row)
{
    ra_text text = {0};
    size_t same = 0;
    for (size_t i = 0; i < list->count; i++)
        same += *list->items[i].row->label == *row->label &&
                strcmp(list->items[i].row->label, row->label) == 0;
    ra_text_append(&text, row->label);
    if (same > 1)
        ra_text_format(&text, " [%s]", row->path);
    char *clean = text.failed ? NULL : ra_cell_clean(text.data, 250);
    ra_text_free(&text);
    return clean;
}

/* The unit of a row, which mostly is that of the row before. */
static const ra_unit *unit_of(const ra_book *book, const ra_pick_table *table, const ra_row *row)
{
    const ra_choice *before = table->count ? &table->choices[table->count - 1] : NULL;
    ra_unit_problem problem;
    if (before && strcmp(before->row->unit, row->unit) == 0)
        return before->unit;
    return ra_unit_parse(book->claim->units, row->unit, &problem);
}

/* The source of a row that was read, which the sources were with it. */
static const ra_source *source_of(const ra_book *book, const char *key)
{
    const ra_sources *sources = NULL;
    if (!key || ra_data_sources(ra_claim_data(book->claim), &sources, NULL) != RA_OK)
        return NULL;
    return ra_sources_find(sources, key);
}

/* Adds a row whose unit can be given in the table's; the first one decides on that. */
static bool add_row(ra_book *book, ra_pick_table *table, const candidates *list, const ra_row *row)
{
    const ra_unit *unit = unit_of(book, table, row);
    double value = value_of(row->at), factor = 1;
    const ra_value *source = ra_value_find(row->at, "source");
    if (!unit || !isfinite(value))
        return true;
    if (!table->unit)
        table->unit = unit;
    if (!ra_unit_convert(unit, table->unit, &factor))
        return true;
    ra_choice *choice = &table->choices[table->count];
    const char *key = source && ra_value_kind(source) == RA_OBJECT ? text_of(source, "key") : NULL;
    *choice = (ra_choice){
        .row = row,
        .unit = unit,
        .value = value,
        .factor = factor,
        .label = label_of(list, row),
        .source = source_of(book, key),
        .locator = key ? text_of(source, "locator") : NULL,
        .basis = text_of(row->at, "basis"),
        .year = year_of(row->at)};
    table->count += choice->label != NULL;
    return choice->label != NULL;
}

static bool add_family(ra_book *book, size_t family, char *const *ids)
{
    ra_pick_table *table = &book->tables->tables[family];
    candidates list = {0};
    bool fine = true;
    *table = (ra_pick_table){.id = families[family].id, .title = families[family].title};
    for (; fine && *ids; ids++)
        if (strncmp(*ids, table->id, strlen(table->id)) == 0)
            fine = collect_rows(book, *ids, &list);
    if (fine && list.count) {
        keep_newest(book->claim, &list);
        table->choices = ra_calloc(list.count, sizeof *table->choices);
        fine = table->choices != NULL;
    }
    for (size_t i = 0; fine && i < list.count; i++)
        fine = add_row(book, table, &list, list.items[i].row);
    ra_free(list.items);
    return fine;
}

/* A pure number is no sign of what it counts: there the name has to say it, or the figure's own
 * table. */
static bool named_like(const ra_quantity *what, const char *family)
{
    size_t length = strlen(family);
    bool named = strncmp(what->id, family, length) == 0;
    for (int side = 0; side < RA_SIDES; side++) {
        const char *from = what->figure[side].table;
        named |= from && strncmp(from, family, length) == 0;
    }
    return named;
}

/* Whether some assumption could be picked from a family at all: tables are not read for nothing. */
static bool could_match(const ra_book *book, size_t family)
{
    ra_unit_problem problem;
    const ra_unit *grid = ra_unit_parse(book->claim->units, "kgCO2e/kWh", &problem);
    for (uint32_t q = 0; q < book->claim->assumption_count; q++) {
        const ra_quantity *what = &book->claim->quantities[q];
        double factor;
        if (family == 0 ? grid && ra_unit_convert(grid, what->unit, &factor)
                        : ra_unit_dimensionless(what->unit) &&
                              named_like(what, families[family].id))
            return true;
    }
    return false;
}

static bool matches(const ra_book *book, uint32_t q, const ra_pick_table *table, double *factor)
{
    const ra_quantity *what = &book->claim->quantities[q];
    return table->unit && ra_unit_convert(table->unit, what->unit, factor) &&
           (!ra_unit_dimensionless(table->unit) || named_like(what, table->id));
}

static void add_pickers(ra_book *book)
{
    ra_book_tables *all = book->tables;
    for (uint32_t q = 0; q < book->claim->assumption_count; q++)
        for (size_t i = 0; i < RA_PICK_TABLES && all->picker_count < RA_PICKERS_MOST; i++) {
            double factor = 1;
            bool used = ra_claim_uses(book->claim, q, RA_AUDITED) ||
                        ra_claim_uses(book->claim, q, RA_PUBLISHED);
            if (used && all->tables[i].count && matches(book, q, &all->tables[i], &factor)) {
                all->pickers[all->picker_count++] =
                    (ra_picker){.quantity = q, .table = i, .factor = factor};
                break;
            }
        }
}

bool ra_tables_collect(ra_book *book)
{
    char **ids = NULL;
    if (ra_data_list(ra_claim_data(book->claim), RA_DATA_TABLES, &ids) != RA_OK) {
        ra_book_keep(book, RA_BOOK_UNREADABLE);
        return true;
    }
    book->tables = ra_calloc(1, sizeof *book->tables);
    bool fine = book->tables != NULL;
    for (size_t i = 0; fine && i < RA_PICK_TABLES; i++)
        if (could_match(book, i))
            fine = add_family(book, i, ids);
    if (fine)
        add_pickers(book);
    ra_free(ids);
    return fine;
}

/* Whether something in the claim may be picked from a table. */
static bool could_use(const ra_book *book, const char *id)
{
    bool use = false;
    for (size_t i = 0; i < RA_PICK_TABLES; i++)
        use = use || (strncmp(id, families[i].id, strlen(families[i].id)) == 0 &&
                      could_match(book, i));
    return use;
}

void ra_tables_read(const ra_claim *claim, int threads)
{
    const ra_book book = {.claim = claim};
    char **ids = NULL;
    size_t count = 0;
    if (ra_data_list(ra_claim_data(claim), RA_DATA_TABLES, &ids) != RA_OK)
        return;
    for (char **id = ids; *id; id++)
        if (could_use(&book, *id))
            ids[count++] = *id;
    ra_read_ahead(ra_claim_data(claim), (const char *const *)ids, count, threads);
    ra_free(ids);
}

void ra_tables_free(ra_book *book)
{
    ra_book_tables *all = book->tables;
    for (size_t i = 0; all && i < RA_PICK_TABLES; i++) {
        for (size_t k = 0; k < all->tables[i].count; k++)
            ra_free(all->tables[i].choices[k].label);
        ra_free(all->tables[i].choices);
    }
    ra_free(all);
    book->tables = NULL;
}

void ra_tables_range(const ra_pick_table *table, lxw_col_t column, ra_text *out)
{
    ra_text_append(out, "Tables!");
    ra_cell_emit(out, table->first, true, column, true);
    ra_text_append(out, ":");
    ra_cell_emit(out, table->first + (lxw_row_t)table->count - 1, true, column, true);
}
