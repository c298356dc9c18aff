/* Which assumptions may be picked from which reference table. */
#include "reports/workbook_tables.h"

#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "models/figure.h"

/* The carbon intensity of grids, and the overhead of data centres. */
static bool offered(const char *id)
{
    return strncmp(id, "grid", 4) == 0 || strncmp(id, "pue", 3) == 0;
}

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

/* A list of choices needs names that differ: where two rows have one label, its key is added. */
static char *label_of(const ra_table *table, const ra_row *row)
{
    ra_text text = {0};
    size_t same = 0;
    for (size_t i = 0; i < ra_table_count(table); i++)
        same += strcmp(ra_table_row(table, i)->label, row->label) == 0;
    ra_text_append(&text, row->label);
    if (same > 1)
        ra_text_format(&text, " [%s]", row->key);
    char *clean = text.failed ? NULL : ra_cell_clean(text.data, 250);
    ra_text_free(&text);
    return clean;
}

/* Adds a row whose unit can be given in the table's; the first one decides on that. */
static bool add_row(ra_book *book, ra_pick_table *table, const ra_row *row)
{
    ra_unit_problem problem;
    const ra_unit *unit = ra_unit_parse(book->claim->units, row->unit, &problem);
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
        .label = label_of(table->table, row),
        .source = key ? ra_sources_find(ra_data_sources(ra_claim_data(book->claim)), key) : NULL,
        .locator = key ? text_of(source, "locator") : NULL,
        .basis = text_of(row->at, "basis"),
        .year = year_of(row->at)};
    table->count += choice->label != NULL;
    return choice->label != NULL;
}

static bool add_table(ra_book *book, const char *id)
{
    ra_book_tables *all = book->tables;
    ra_pick_table *table = &all->tables[all->table_count];
    *table = (ra_pick_table){0};
    if (ra_data_table(ra_claim_data(book->claim), id, &table->table, NULL) != RA_OK)
        return true; /* what cannot be read cannot be picked */
    table->choices = ra_calloc(ra_table_count(table->table) + 1, sizeof *table->choices);
    if (!table->choices)
        return false;
    all->table_count++;
    for (size_t i = 0; i < ra_table_count(table->table); i++)
        if (!add_row(book, table, ra_table_row(table->table, i)))
            return false;
    table->id = table->count ? table->choices[0].row->table : id;
    return true;
}

/* A pure number is no sign of what it counts: there the name has to say it, or the figure's own
 * table. */
static bool matches(const ra_book *book, uint32_t q, const ra_pick_table *table, double *factor)
{
    const ra_quantity *what = &book->claim->quantities[q];
    size_t length = strcspn(table->id, "-");
    bool named = strncmp(what->id, table->id, length) == 0;
    if (!table->unit || !ra_unit_convert(table->unit, what->unit, factor))
        return false;
    for (int side = 0; side < RA_SIDES; side++) {
        const char *from = what->figure[side].table;
        named |= from && strncmp(from, table->id, length) == 0;
    }
    return named || !ra_unit_dimensionless(table->unit);
}

static void add_pickers(ra_book *book)
{
    ra_book_tables *all = book->tables;
    for (uint32_t q = 0; q < book->claim->assumption_count; q++)
        for (size_t i = 0; i < all->table_count && all->picker_count < RA_PICKERS_MOST; i++) {
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
    bool fine = true;
    if (ra_data_list(ra_claim_data(book->claim), RA_DATA_TABLES, &ids) != RA_OK)
        return true;
    size_t count = 0;
    while (ids[count])
        count++;
    book->tables = ra_calloc(1, sizeof *book->tables);
    fine = book->tables && (book->tables->tables = ra_calloc(count + 1, sizeof(ra_pick_table)));
    for (size_t i = 0; fine && i < count; i++)
        if (offered(ids[i]))
            fine = add_table(book, ids[i]);
    if (fine)
        add_pickers(book);
    ra_free(ids);
    return fine;
}

void ra_tables_free(ra_book *book)
{
    ra_book_tables *all = book->tables;
    for (size_t i = 0; all && all->tables && i < all->table_count; i++) {
        for (size_t k = 0; k < all->tables[i].count; k++)
            ra_free(all->tables[i].choices[k].label);
        ra_free(all->tables[i].choices);
    }
    if (all)
        ra_free(all->tables);
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
