/* The order of evaluation, or the cycle that forbids one; and what each side evaluates. */
#include <string.h>

#include "models/claim_private.h"

enum { UNSEEN, OPEN, DONE };

/* The depth-first search: `path` is the way from its root to where it is, `next` how many of the
 * dependencies of every quantity were followed. It keeps its own stack: chains may be long. */
typedef struct {
    unsigned char *state;
    uint32_t *path;
    uint32_t *next;
    uint32_t depth;
    uint32_t *order;
    uint32_t count;
} search;

/* Returns the n-th dependency of a quantity over the formulas of both sides, or RA_NOWHERE. */
static uint32_t dependency(const ra_quantity *q, uint32_t n)
{
    for (int side = 0; side < RA_SIDES; side++) {
        if (!q->formula[side] || (side && q->formula[side] == q->formula[0]))
            continue;
        if (n < q->formula[side]->name_count)
            return q->bind[side][n];
        n -= q->formula[side]->name_count;
    }
    return RA_NOWHERE;
}

/* "a -> b -> a" from where the path meets `again`. */
static void report_cycle(ra_build *b, const search *s, uint32_t again)
{
    ra_text text = {0};
    uint32_t i = s->depth;
    while (i > 0 && s->path[i - 1] != again)
        i--;
    for (; i > 0 && i <= s->depth && text.length < 200; i++)
        ra_text_format(&text, "%s -> ", b->quantities[s->path[i - 1]].id);
    const ra_quantity *q = &b->quantities[again];
    const ra_item *item = &b->items[again];
    const ra_value *at = q->at;
    for (int side = RA_SIDES - 1; side >= 0; side--) {
        const ra_value *formula =
            q->kind == RA_STEP ? item->formula[side] : item->reading[side].formula;
        at = formula ? formula : at;
    }
    ra_value_report(at, b->diag, RA_ERROR, "'%s' depends on itself: %s%s%s", q->id,
                    text.data ? text.data : "", text.length >= 200 ? "... -> " : "", q->id);
    ra_text_free(&text);
    b->cyclic = true;
}

static void visit(ra_build *b, search *s, uint32_t root)
{
    s->path[0] = root;
    s->depth = 1;
    s->state[root] = OPEN;
    while (s->depth > 0) {
        uint32_t at = s->path[s->depth - 1];
        uint32_t below = dependency(&b->quantities[at], s->next[at]++);
        if (below == RA_NOWHERE) {
            s->state[at] = DONE;
            s->order[s->count++] = at;
            s->depth--;
        } else if (s->state[below] == OPEN) {
            report_cycle(b, s, below);
        } else if (s->state[below] == UNSEEN) {
            s->state[below] = OPEN;
            s->path[s->depth++] = below;
        }
    }
}

void claim_sort(ra_build *b)
{
    uint32_t count = b->claim->quantity_count;
    search s = {.state = claim_alloc(b, count, sizeof *s.state),
                .path = claim_alloc(b, count + 1, sizeof *s.path),
                .next = claim_alloc(b, count, sizeof *s.next),
                .order = claim_alloc(b, count, sizeof *s.order)};
    if (b->no_memory)
        return;
    for (uint32_t i = 0; i < count; i++)
        if (s.state[i] == UNSEEN)
            visit(b, &s, i);
    b->claim->order = s.order;
}

/* An assumption without a figure on a side has there that of the other. */
static ra_side figure_side(const ra_build *b, uint32_t index, ra_side side)
{
    const ra_reading *reading = b->items[index].reading;
    return reading[side].own || reading[side].bad ? side : (ra_side)!side;
}

/* Marks what the evaluation of `index` on a side reads. Assumptions are marked on the side whose
 * figure it is, and on the one that reads it. */
static void mark_names(ra_build *b, uint32_t index, ra_side side, bool step)
{
    const ra_quantity *q = &b->quantities[index];
    if (!q->formula[side])
        return;
    for (uint32_t i = 0; i < q->formula[side]->name_count; i++) {
        uint32_t below = q->bind[side][i];
        b->items[below].uses[side] = true;
        b->items[below].read_by_step |= step;
        if (b->quantities[below].kind == RA_STEP)
            continue;
        ra_side given = figure_side(b, below, side);
        b->items[below].evaluated[given] = true;
        if (b->items[below].reading[given].kept)
            b->items[below].evaluated[RA_PUBLISHED] = true;
    }
}

void claim_use(ra_build *b)
{
    const ra_claim *claim = b->claim;
    if (b->cyclic || claim->result == RA_NOWHERE)
        return;
    for (int side = 0; side < RA_SIDES; side++)
        b->items[claim->result].uses[side] = true;
    /* Backwards through the order, everything that reads a quantity comes before it. */
    for (uint32_t n = claim->quantity_count; n > 0; n--) {
        uint32_t i = claim->order[n - 1];
        bool step = b->quantities[i].kind == RA_STEP;
        for (int side = 0; side < RA_SIDES; side++)
            if (step ? b->items[i].uses[side] : b->items[i].evaluated[side])
                mark_names(b, i, (ra_side)side, step);
    }
}

bool ra_claim_uses(const ra_claim *claim, uint32_t quantity, ra_side side)
{
    return claim->own->items[quantity].uses[side];
}
