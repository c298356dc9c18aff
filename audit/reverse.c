#include "audit/reverse.h"

#include <math.h>

#include "audit/box_chain.h"
#include "audit/root.h"
#include "audit/statement.h"

/* One audited figure is moved, all others stay. */
typedef struct {
    ra_box_chain chain;
    uint32_t leaf;
    double wanted;
} search;

static double miss(double x, void *context)
{
    search *s = context;

    s->chain.leaf[s->leaf] = x;
    s->chain.held = s->leaf;
    return ra_box_chain_eval(&s->chain, NULL) - s->wanted;
}

static ra_status ask(search *s, const ra_claim *claim, uint32_t q, ra_reverse_row *row)
{
    const ra_quantity *quantity = &claim->quantities[q];
    const ra_figure *figure = &quantity->figure[RA_AUDITED];
    ra_status status = RA_OK;

    *row = (ra_reverse_row){.quantity = q, .audited = NAN, .value = NAN};
    if (quantity->kind == RA_STEP || figure->kind == RA_FIGURE_NONE) {
        return RA_OK;
    }
    s->leaf = 2 * q + RA_AUDITED;
    double point = s->chain.leaf[s->leaf];
    row->audited = figure->value;
    status = ra_root_find(&row->value, miss, s, point);
    row->value /= figure->factor;
    s->chain.leaf[s->leaf] = point;
    s->chain.held = UINT32_MAX;
    return status;
}

static ra_status ask_all(ra_builder *builder, double wanted, ra_reverse_row *rows)
{
    static const double power[] = {1};
    const ra_claim *claim = builder->claim;
    const uint8_t *const choice[] = {builder->choice};
    const ra_box_target target = {.claim = claim,
                                  .step = claim->result,
                                  .scale = claim->result_factor,
                                  .count = 1,
                                  .choice = choice,
                                  .power = power,
                                  .laws = true};
    search s = {.wanted = wanted};

    ra_choice_audited(claim, builder->choice);
    ra_status status = ra_box_chain_open(&s.chain, &target);
    for (uint32_t k = 0; k < claim->changed_count && status == RA_OK; k++) {
        status = ask(&s, claim, claim->changed[k], &rows[k]);
    }
    ra_box_chain_free(&s.chain);
    return status;
}

ra_status ra_reverse_eval(ra_builder *builder)
{
    const ra_claim *claim = builder->claim;
    ra_result *result = builder->result;
    ra_reverse *reverse = &result->reverse;
    double wanted =
        ra_statement_of(claim, result->recomputed, result->audited.point).figure;

    reverse->input = UINT32_MAX;
    if (!builder->plan->reverse) {
        return RA_OK;
    }
    ra_reverse_row *rows =
        ra_arena_alloc(builder->arena, (size_t)claim->changed_count + 1, sizeof *rows);
    if (rows == NULL) {
        return RA_NOMEM;
    }
    reverse->asked = true;
    reverse->wanted = wanted;
    reverse->rows = rows;
    reverse->count = claim->changed_count;
    ra_status status = ask_all(builder, wanted, rows);
    if (status == RA_OK && result->sensitivity.count > 0) {
        status = ra_reverse_width(builder, result->sensitivity.rows[0].input, reverse);
    }
    return status;
}
