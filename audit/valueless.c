/* Trials without a value: which operation has none, and of which inputs. */
#include <math.h>

#include "audit/builder.h"
#include "audit/program_graph.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Trials that are looked at: the first ones without a value, in so many blocks at most. */
#define LOOKED_AT 64
#define BLOCKS    4096

/* The graph evaluated number by number, for a trial at a time. */
typedef struct {
    ra_builder *builder;
    const ra_program *program;
    uint32_t headline;
    bool *needed;
    double *value;
    uint32_t *blamed; /* by node: trials that it left without a value */
    double *room;
    const double **columns;
} search;

/* Evaluates a trial. Returned: the first node that has no value though its arguments do, or
 * UINT32_MAX where the headline has one. */
static uint32_t find_culprit(const search *s, size_t trial)
{
    uint32_t culprit = UINT32_MAX;

    for (uint32_t i = 0; i <= s->headline; i++) {
        const ra_graph_node *node = &s->program->nodes[i];
        const uint32_t *arg = node->arg;
        if (!s->needed[i]) {
            continue;
        }
        if (!ra_node_computes(node)) {
            s->value[i] = node->op == RA_OP_NUMBER ? node->number : s->columns[node->input][trial];
            continue;
        }
        bool known = true;
        for (int k = 0; k < ra_node_arity(node); k++) {
            known = known && !isnan(s->value[arg[k]]);
        }
        s->value[i] =
            ra_op_at(node->op)->scalar(s->value[arg[0]], s->value[arg[1]], s->value[arg[2]]);
        culprit = known && isnan(s->value[i]) && culprit == UINT32_MAX ? i : culprit;
    }
    return isnan(s->value[s->headline]) ? culprit : UINT32_MAX;
}

/* The node that is to blame most often. */
static uint32_t worst_node(const search *s)
{
    uint32_t worst = UINT32_MAX;

    for (uint32_t i = 0; i <= s->headline; i++) {
        if (s->blamed[i] > 0 && (worst == UINT32_MAX || s->blamed[i] > s->blamed[worst])) {
            worst = i;
        }
    }
    return worst;
}

static uint32_t look(const search *s)
{
    uint64_t trials = s->builder->plan->trials, blocks = (trials + RA_BLOCK - 1) / RA_BLOCK;
    uint32_t looked = 0;

    for (uint64_t block = 0; block < blocks && block < BLOCKS && looked < LOOKED_AT; block++) {
        uint64_t left = trials - block * RA_BLOCK;
        size_t n = left < RA_BLOCK ? (size_t)left : RA_BLOCK;
        ra_draws_fill(&s->builder->draws, block, n, s->room, s->columns);
        for (size_t t = 0; t < n && looked < LOOKED_AT; t++) {
            uint32_t culprit = find_culprit(s, t);
            if (culprit != UINT32_MAX) {
                s->blamed[culprit]++;
                looked++;
            }
        }
    }
    return worst_node(s);
}

static ra_status open_search(search *s, ra_builder *builder)
{
    uint32_t nodes = builder->layout.model.program->node_count;

    s->builder = builder;
    s->program = builder->layout.model.program;
    s->headline = ra_existence_node(s->program, builder->layout.audited);
    s->needed = ra_calloc(nodes, sizeof *s->needed);
    s->value = ra_calloc(nodes, sizeof *s->value);
    s->blamed = ra_calloc(nodes, sizeof *s->blamed);
    s->room = ra_alloc(ra_draws_room(&builder->draws) * sizeof *s->room);
    s->columns = ra_calloc((size_t)builder->layout.model.input_count + 1, sizeof *s->columns);
    if (s->needed == NULL || s->value == NULL || s->blamed == NULL || s->room == NULL ||
        s->columns == NULL) {
        return RA_NOMEM;
    }
    ra_needed_mark(s->program, s->headline, s->needed);
    return RA_OK;
}

static void close_search(search *s)
{
    ra_free(s->needed);
    ra_free(s->value);
    ra_free(s->blamed);
    ra_free(s->room);
    ra_free(s->columns);
}

/* "because of 'log' of a number made of 'a' and 'b'" */
static ra_status say(ra_builder *builder, uint32_t node)
{
    const ra_graph_node *at = &builder->layout.model.program->nodes[node];
    ra_text text = {0};

    ra_text_format(&text, "because of '%s' with ", ra_op_at(at->op)->name);
    ra_inputs_name(builder, node, &text);
    builder->result->valueless = ra_builder_text(builder, &text);
    ra_text_free(&text);
    return builder->result->valueless != NULL ? RA_OK : RA_NOMEM;
}

ra_status ra_valueless_eval(ra_builder *builder)
{
    search s = {0};

    if (builder->result->audited.nan == 0) {
        return RA_OK;
    }
    ra_status status = open_search(&s, builder);
    uint32_t node = status == RA_OK ? look(&s) : UINT32_MAX;
    if (node != UINT32_MAX) {
        status = say(builder, node);
    }
    close_search(&s);
    return status;
}
