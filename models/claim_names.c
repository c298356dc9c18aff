/* Names of quantities: which are allowed, who has them, and which one was meant. */
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/claim_private.h"

bool claim_check_name(ra_build *b, const ra_value *text)
{
    const char *id = ra_value_string(text);
    size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (id[length] != '\0' || length == 0 || id[0] < 'a' || id[0] > 'z') {
        ra_value_report(text, b->diag, RA_ERROR,
                        "'%s' cannot be a name: a lower-case letter, then lower-case letters, "
                        "digits and '_'",
                        id);
        return false;
    }
    if (length >= RA_EXPR_MAX_NAME) {
        ra_value_report(text, b->diag, RA_ERROR, "the name has %zu letters, at most %d are allowed",
                        length, RA_EXPR_MAX_NAME - 1);
        return false;
    }
    if (ra_op_find(id) >= 0 || strcmp(id, "pi") == 0) {
        ra_value_report(text, b->diag, RA_ERROR, "'%s' has a meaning of its own in formulas", id);
        return false;
    }
    return true;
}

static int compare_names(const void *a, const void *b)
{
    const ra_claim_name *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Reports every name but the first of those that are equal, and drops it from the index. */
static void drop_duplicates(ra_build *b)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < b->name_count; i++) {
        const ra_claim_name *name = &b->names[i];
        if (kept == 0 || strcmp(b->names[kept - 1].id, name->id) != 0) {
            b->names[kept++] = *name;
            continue;
        }
        const ra_item *item = &b->items[name->index];
        const ra_quantity *first = &b->quantities[b->names[kept - 1].index];
        ra_value_report(ra_value_find(item->own ? item->own : item->base, "id"), b->diag, RA_ERROR,
                        "'%s' is already the id of %s", name->id,
                        first->kind == RA_STEP ? "a step" : "an assumption");
        b->items[name->index].bad = true;
    }
    b->name_count = kept;
}

void claim_index_names(ra_build *b)
{
    const ra_claim *claim = b->claim;
    b->names = claim_alloc(b, claim->quantity_count, sizeof *b->names);
    if (!b->names)
        return;
    for (uint32_t i = 0; i < claim->quantity_count; i++)
        if (b->quantities[i].kind != RA_LOCAL && b->quantities[i].id)
            b->names[b->name_count++] = (ra_claim_name){b->quantities[i].id, i};
    qsort(b->names, b->name_count, sizeof *b->names, compare_names);
    drop_duplicates(b);
}

static int compare_key(const void *key, const void *name)
{
    return strcmp(key, ((const ra_claim_name *)name)->id);
}

uint32_t claim_find_name(const ra_build *b, const char *id)
{
    const ra_claim_name *name =
        b->name_count ? bsearch(id, b->names, b->name_count, sizeof *b->names, compare_key) : NULL;
    return name ? name->index : RA_NOWHERE;
}

/* A local's id is "<assumption>.<name>". */
static const char *local_name(const ra_quantity *local)
{
    const char *dot = strchr(local->id, '.');
    return dot ? dot + 1 : local->id;
}

uint32_t claim_find_local(const ra_build *b, uint32_t owner, ra_side side, const char *name)
{
    const ra_reading *reading = &b->items[owner].reading[side];
    for (uint32_t i = reading->local_first; i < reading->local_first + reading->local_count; i++)
        if (b->quantities[i].id && strcmp(local_name(&b->quantities[i]), name) == 0)
            return i;
    return RA_NOWHERE;
}

const char *claim_nearest_name(ra_build *b, const char *id)
{
    const char **names = ra_alloc((b->name_count + 1) * sizeof *names);
    if (!names)
        return NULL;
    for (uint32_t i = 0; i < b->name_count; i++)
        names[i] = b->names[i].id;
    const char *nearest = ra_text_nearest(id, names, b->name_count);
    ra_free(names);
    return nearest;
}

/* In a workbook 'a.b_c' and 'a_b.c' would both be called a_b_c. */
void claim_check_symbols(ra_build *b)
{
    const ra_claim *claim = b->claim;
    uint32_t first = claim->assumption_count, count = claim->local_count, n = 0;
    ra_claim_name *symbols = claim_alloc(b, claim->quantity_count, sizeof *symbols);
    for (uint32_t i = 0; symbols && i < claim->quantity_count; i++) {
        const char *id = b->quantities[i].id;
        char *symbol = id ? claim_format(b, "%s", id) : NULL;
        if (!symbol)
            continue;
        if (i >= first && i < first + count)
            *strchr(symbol, '.') = '_';
        symbols[n++] = (ra_claim_name){symbol, i};
    }
    if (n)
        qsort(symbols, n, sizeof *symbols, compare_names);
    for (uint32_t i = 1; i < n; i++) {
        const ra_quantity *a = &b->quantities[symbols[i - 1].index];
        const ra_quantity *c = &b->quantities[symbols[i].index];
        if (strcmp(symbols[i - 1].id, symbols[i].id) == 0 && strcmp(a->id, c->id) != 0)
            ra_value_report_key(a->kind == RA_LOCAL ? a->at : c->at, b->diag, RA_ERROR,
                                "'%s' and '%s' would share the name %s in a workbook", a->id, c->id,
                                symbols[i].id);
    }
}

uint32_t ra_claim_find(const ra_claim *claim, const char *id)
{
    for (uint32_t i = 0; i < claim->quantity_count; i++)
        if (strcmp(claim->quantities[i].id, id) == 0)
            return i;
    return UINT32_MAX;
}

void ra_quantity_symbol(const ra_quantity *quantity, ra_text *out)
{
    for (const char *p = quantity->id; *p; p++)
        ra_text_append_bytes(out, *p == '.' ? "_" : p, 1);
}
