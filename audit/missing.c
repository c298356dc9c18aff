/* What does not exist is not reported: moments, and intervals of quotients. */
#include <math.h>
#include <string.h>

#include "audit/builder.h"
#include "audit/program_graph.h"
#include "models/number.h"

/* A trial with a larger share of the sum of squares than this leaves no standard deviation that
 * could be trusted. Of a law with a finite fourth moment it falls with the number of trials; of one
 * without a finite second moment it does not. */
#define LARGEST_SHARE 0.05
#define FEW_TRIALS    1000

/* A divisor that has the other sign in fewer trials cannot move the ends of an interval far. */
#define RARE_SIGN 0.001

/* Inputs that a clause names. */
#define NAMED 3

/* Copies a clause into the result. */
static const char *keep(ra_builder *builder, ra_text *text)
{
    const char *clause = ra_builder_text(builder, text);

    builder->failed = builder->failed || clause == NULL;
    ra_text_free(text);
    return clause;
}

/* The share of the trials in which an output has the rarer sign, or is zero. */
static double rare_sign(const ra_builder *builder, uint32_t output)
{
    double below = ra_output_share(builder, output, 0);

    return fmin(below, 1 - below);
}

bool ra_changes_sign(const ra_builder *builder, uint32_t output)
{
    return rare_sign(builder, output) > RARE_SIGN;
}

const char *ra_missing_interval(ra_builder *builder, uint32_t output)
{
    ra_text text = {0};

    if (!ra_changes_sign(builder, output)) {
        return NULL;
    }
    ra_text_append(&text, "the audited value, by which it is divided, changes its sign in ");
    ra_number_percent(&text, rare_sign(builder, output), 2);
    ra_text_append(&text, " of the trials");
    return keep(builder, &text);
}

/* The step of the audited chain that is a node; UINT32_MAX: none. */
static uint32_t step_of(const ra_builder *builder, uint32_t node)
{
    for (uint32_t q = 0; q < builder->claim->quantity_count; q++) {
        if (builder->layout.step[q] != RA_NO_OUTPUT && builder->layout.terms[q] == node) {
            return q;
        }
    }
    return UINT32_MAX;
}

void ra_needed_mark(const ra_program *program, uint32_t node, bool *needed)
{
    needed[node] = true;
    for (uint32_t i = node + 1; i > 0; i--) {
        const ra_graph_node *at = &program->nodes[i - 1];
        for (int k = 0; needed[i - 1] && k < ra_node_arity(at); k++) {
            needed[at->arg[k]] = true;
        }
    }
}

void ra_inputs_name(ra_builder *builder, uint32_t node, ra_text *out)
{
    const ra_model *model = &builder->layout.model;
    bool *needed = ra_arena_alloc(builder->arena, model->program->node_count, sizeof *needed);
    const char *names[NAMED + 1];
    int count = 0;

    if (needed == NULL) {
        builder->failed = true;
        return;
    }
    ra_needed_mark(model->program, node, needed);
    for (uint32_t i = 0; i <= node && count <= NAMED; i++) {
        const ra_graph_node *at = &model->program->nodes[i];
        if (needed[i] && at->op == RA_OP_NAME) {
            names[count++] = builder->claim->quantities[model->inputs[at->input].quantity].id;
        }
    }
    for (int i = 0; i < count && i < NAMED; i++) {
        ra_text_format(out, "%s'%s'", i == 0 ? "" : i + 1 == count ? " and " : ", ", names[i]);
    }
    ra_text_append(out, count > NAMED ? " and others" : "");
}

/* "it is divided by 'x', which may be zero or of either sign (4.8 % of the trials)" */
static void add_divisor(ra_builder *builder, uint32_t node, ra_text *out)
{
    const ra_graph_node *at = &builder->layout.model.program->nodes[node];
    const ra_tails *tails = &builder->existence[node].tails;
    bool crosses = tails->low < 0 && tails->high > 0;
    uint32_t step = step_of(builder, node);

    ra_text_append(out, "it is divided by ");
    if (step != UINT32_MAX) {
        ra_text_format(out, "'%s'", builder->claim->quantities[step].id);
    } else {
        ra_text_append(out, at->op == RA_OP_NAME ? "" : "a number made of ");
        ra_inputs_name(builder, node, out);
    }
    ra_text_append(out, crosses ? ", which may be zero or of either sign"
                                : ", which comes as near to zero as one likes");
    if (crosses && step != UINT32_MAX && ra_changes_sign(builder, builder->layout.step[step])) {
        ra_text_append(out, " (");
        ra_number_percent(out, rare_sign(builder, builder->layout.step[step]), 2);
        ra_text_append(out, " of the trials)");
    }
}

/* Why the structure says that there is no standard deviation. */
static const char *structural_clause(ra_builder *builder, const ra_existence *row)
{
    ra_text text = {0};

    if (row->culprit == UINT32_MAX) {
        ra_text_append(&text, "its tails are too heavy");
    } else if (row->divides) {
        add_divisor(builder, row->culprit, &text);
    } else {
        ra_text_append(&text, "the law of ");
        ra_inputs_name(builder, row->culprit, &text);
        ra_text_append(&text, row->tails.far > 1 ? " has no standard deviation" : " has no mean");
    }
    return keep(builder, &text);
}

/* Share of the sum of squares that the trial farthest from the mean has. */
static double largest_share(const ra_histogram *histogram, ra_moments moments)
{
    double far = fmax(ra_histogram_max(histogram) - moments.mean,
                      moments.mean - ra_histogram_min(histogram));

    return moments.count > FEW_TRIALS ? far * far / moments.m2 : 0;
}

static const char *evident_clause(ra_builder *builder, double share)
{
    ra_text text = {0};

    ra_text_append(&text, "one trial alone has ");
    ra_number_percent(&text, share, 2);
    ra_text_append(&text, " of the sum of all squares, so that the run cannot tell");
    return keep(builder, &text);
}

static void leave_out(ra_summary *summary, const char *clause)
{
    summary->mean = summary->sd = summary->mcse = summary->sd_mcse = NAN;
    summary->missing = clause;
}

void ra_missing_moments(ra_builder *builder, uint32_t output, ra_moments moments,
                        ra_summary *summary)
{
    const ra_histogram *histogram = builder->tallies[output].histogram;
    uint64_t trials = ra_histogram_count(histogram);

    if (trials == 0 || builder->existence == NULL) {
        return;
    }
    uint32_t node = ra_existence_node(builder->layout.model.program, output);
    const ra_existence *row = &builder->existence[node];
    ra_exists exists = ra_existence_moment(row, 2);
    double share = largest_share(histogram, moments);
    if (exists == RA_EXISTS_NOT) {
        leave_out(summary, structural_clause(builder, row));
    } else if (isnan(summary->sd) && trials > 1) {
        leave_out(summary, "it is infinite in some trials");
    } else if (exists == RA_EXISTS_PERHAPS && share > LARGEST_SHARE) {
        leave_out(summary, evident_clause(builder, share));
    }
}
