/* The parts of a result while it is made. Each function fills its own fields of builder->result and
 * returns RA_NOMEM or what else went wrong. They run in the order in which they stand here. */
#ifndef RA_BUILDER_H
#define RA_BUILDER_H

#include "audit/audit.h"
#include "audit/existence.h"
#include "audit/layout.h"
#include "audit/replicates.h"
#include "audit/run.h"
#include "models/arena.h"

struct ra_result_private {
    ra_arena *arena; /* owns everything that the result points to */
};

typedef struct {
    const ra_claim *claim;
    ra_data *data;
    ra_diag *diag;
    const ra_plan *plan; /* its trials are those that are run */
    uint64_t asked;      /* trials that were asked for */
    ra_plan plan_now; /* room for a plan whose number of trials was found */
    ra_arena *arena; /* of the result */
    ra_result *result;
    ra_layout layout;
    ra_draws draws;
    ra_existence *existence; /* by node of the program: what moments it has */
    ra_tally *tallies;        /* of the whole run */
    ra_replicates replicates; /* its parts; count 0 where it has none */
    ra_summary *summaries;    /* by output, of those that are summarised: without point and clause */
    uint8_t *choice; /* room for one choice */
    double *values;  /* room for one evaluation of the chain */
    bool failed;     /* a text found no memory */
} ra_builder;

/* Makes an empty result with its arena; the caller frees it with ra_result_free. */
ra_status ra_result_new(ra_result **out, const ra_claim *claim, const ra_plan *plan);

ra_status ra_summaries_eval(ra_builder *builder); /* what the trials of the outputs add up to */
ra_status ra_values_eval(ra_builder *builder);   /* point values of both sides */
ra_status ra_headline_eval(ra_builder *builder); /* audited value, factor, histogram */
ra_status ra_valueless_eval(ra_builder *builder); /* why trials have no value */
ra_status ra_ladder_eval(ra_builder *builder);
ra_status ra_groups_eval(ra_builder *builder);
ra_status ra_attribution_eval(ra_builder *builder); /* shares, also those of the groups */
ra_status ra_steps_eval(ra_builder *builder);
ra_status ra_inputs_eval(ra_builder *builder);
ra_status ra_correlations_eval(ra_builder *builder);
ra_status ra_sensitivity_eval(ra_builder *builder); /* needs the inputs */
ra_status ra_checks_eval(ra_builder *builder);      /* printed figures beside the chain */
ra_status ra_equivalences_eval(ra_builder *builder);
ra_status ra_verdict_eval(ra_builder *builder);

/* Appends the verdict in one plain sentence, in ASCII. */
void ra_sentence_emit(const ra_result *result, ra_text *out);

/* Copies a text into the arena of the result; NULL: out of memory. */
char *ra_builder_text(ra_builder *builder, const ra_text *text);

/* The headline at the point estimates for builder->choice. */
double ra_builder_point(ra_builder *builder);

/* Leaves out what does not exist: the moments of one output. Given: the summary that the trials
 * give, and their moments. Where memory runs out, builder->failed is set. */
void ra_missing_moments(ra_builder *builder, uint32_t output, ra_moments moments,
                        ra_summary *summary);

/* Whether an output that others are divided by changes its sign, in more than a few trials; then a
 * quotient has no interval. Its clause for `missing`; NULL: it does not, or out of memory. */
bool ra_changes_sign(const ra_builder *builder, uint32_t output);
const char *ra_missing_interval(ra_builder *builder, uint32_t output);

/* Marks what a node of a program depends on: nodes stand before those that read them. */
void ra_needed_mark(const ra_program *program, uint32_t node, bool *needed);

/* Appends the uncertain inputs of a node, three of them at most: "'a', 'b' and 'c'". */
void ra_inputs_name(ra_builder *builder, uint32_t node, ra_text *out);

/* Distribution of one output beside its point value, once the summaries are there. */
ra_summary ra_summary_eval(ra_builder *builder, uint32_t output, double point);

/* That of a quantity that does not vary. */
ra_summary ra_summary_constant(double value, double point);

/* A quantile of one output; of a constant one, its value. */
double ra_output_quantile(const ra_builder *builder, uint32_t output, double p);

/* Its 5 %, 50 % and 95 % points with their bounds, RA_ENDS of each. */
void ra_output_ends(const ra_builder *builder, uint32_t output, double *ends, ra_bounds *bounds);

/* The same of a quotient, NaN where its divisor changes its sign: `none`. */
void ra_quotient_ends(const ra_builder *builder, uint32_t output, bool none, double *ends,
                      ra_bounds *bounds);

/* Share of the trials of one output at or below x. */
double ra_output_share(const ra_builder *builder, uint32_t output, double x);

#endif
