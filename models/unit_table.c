/* Units by their text: open addressing, at most half full. */
#include <stdint.h>
#include <string.h>

#include "models/alloc.h"
#include "models/unit_core.h"

#define FIRST_SIZE 256

static ra_unit **find_slot(const ra_unit_table *table, const char *text, size_t length)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
    size_t i = (size_t)hash % table->size;
    while (table->items[i] && (strncmp(table->items[i]->text, text, length) != 0 ||
                               table->items[i]->text[length] != '\0'))
        i = (i + 1) % table->size;
    return &table->items[i];
}

ra_unit *ra_unit_table_find(const ra_unit_table *table, const char *text, size_t length)
{
    return *find_slot(table, text, length);
}

bool ra_unit_table_grow(ra_unit_table *table)
{
    ra_unit_table larger = {.size = table->size ? table->size * 2 : FIRST_SIZE,
                            .count = table->count};
    larger.items = ra_calloc(larger.size, sizeof *larger.items);
    if (!larger.items)
        return false;
    for (size_t i = 0; i < table->size; i++)
        if (table->items[i])
            *find_slot(&larger, table->items[i]->text, strlen(table->items[i]->text)) =
                table->items[i];
    ra_free(table->items);
    *table = larger;
    return true;
}

ra_unit *ra_unit_table_add(ra_unit_table *table, ra_arena *arena, const char *text, size_t length,
                           size_t count, ra_unit_factor **factors)
{
    if (table->count * 2 >= table->size && !ra_unit_table_grow(table))
        return NULL;
    ra_unit *unit = ra_arena_alloc(arena, 1, sizeof *unit);
    char *copy = ra_arena_text(arena, text, length);
    *factors = ra_arena_alloc(arena, count + 1, sizeof **factors);
    if (!unit || !copy || !*factors)
        return NULL;
    *unit = (ra_unit){.text = copy, .number = 1, .count = count, .factors = *factors};
    *find_slot(table, text, length) = unit;
    table->count++;
    return unit;
}
