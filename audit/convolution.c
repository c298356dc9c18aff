#include "audit/convolution.h"

#include <math.h>

#include "audit/convolution_headline.h"
#include "audit/log_law.h"
#include "audit/monomial.h"
#include "models/alloc.h"

/* Half of the binomial interval in standard deviations, for 99.999 %. */
#define STANDARD_ERRORS 4.417

/* What the interpolation inside the bins of the histogram may add, as a share of the quantile or of
 * the distance from p5 to p95, whichever is smaller. */
#define BIN_ERROR 1e-4

#define QUANTILES 7

typedef struct {
    ra_builder *builder;
    ra_power *powers;
    uint32_t *inputs; /* of the model, by power */
    uint32_t count;
    double coefficient;
    ra_text why; /* empty where it applies */
} product;

static uint32_t quantity_of(const product *p, uint32_t power)
{
    return p->builder->layout.model.inputs[p->inputs[power]].quantity;
}

static const char *id_of(const product *p, uint32_t power)
{
    return p->builder->claim->quantities[quantity_of(p, power)].id;
}

/* Jointly normal scores are independent where every two of them are. */
static void check_independence(product *p)
{
    const ra_correlations *correlations = p->builder->draws.correlations;

    for (uint32_t i = 0; i < p->count; i++) {
        for (uint32_t j = 0; j < i; j++) {
            if (ra_correlation_scores(correlations, quantity_of(p, i), quantity_of(p, j)) != 0) {
                ra_text_format(&p->why, "'%s' and '%s' are not independent", id_of(p, j),
                               id_of(p, i));
                return;
            }
        }
    }
}

/* Gathers the powers of all uncertain inputs that the headline depends on. */
static void gather(product *p, const ra_monomial *monomial)
{
    const ra_model *model = &p->builder->layout.model;

    for (uint32_t i = 0; i < model->input_count; i++) {
        const ra_model_input *input = &model->inputs[i];
        double exponent = monomial->exponent[input->quantity];
        if (exponent != 0) {
            p->inputs[p->count] = i;
            p->powers[p->count++] = (ra_power){
                .dist = input->figure->dist, .scale = input->figure->factor, .exponent = exponent};
        }
    }
    p->coefficient = monomial->coefficient;
    if (p->count == 0 || p->builder->result->audited.constant) {
        ra_text_append(&p->why, "nothing that the headline depends on is uncertain");
    }
}

static ra_status find_product(product *p)
{
    const ra_claim *claim = p->builder->claim;
    ra_monomial monomial;
    ra_status status = ra_monomial_open(&monomial, claim, RA_MONOMIAL_LAWS);

    if (status == RA_OK && monomial.product) {
        gather(p, &monomial);
        check_independence(p);
    } else if (status == RA_OK) {
        ra_text_format(&p->why, "the formula of '%s' is not a product of powers",
                       claim->quantities[monomial.obstacle].id);
    }
    ra_monomial_free(&monomial);
    return status;
}

static void say_misfit(product *p, const ra_log_law *law)
{
    switch (law->fit) {
    case RA_LOG_LAW_FITS:
        break;
    case RA_LOG_LAW_NO_NUMBER:
        ra_text_append(&p->why, "the headline is zero or has no value");
        break;
    case RA_LOG_LAW_NOT_POSITIVE:
        ra_text_format(&p->why, "'%s' may be zero or negative", id_of(p, law->culprit));
        break;
    case RA_LOG_LAW_SINGLE_VALUES:
        ra_text_format(&p->why, "'%s' has single values beside a range", id_of(p, law->culprit));
        break;
    case RA_LOG_LAW_DISCRETE:
        ra_text_append(&p->why, "no input is continuous");
        break;
    case RA_LOG_LAW_TOO_WIDE:
        ra_text_append(&p->why, "the distribution is too wide for the grid");
        break;
    }
}

/* Appends why a quantile of the run is not the one of the law; nothing where it is. */
static void compare(const ra_builder *builder, const ra_convolution *c, double p, double value,
                    ra_text *out)
{
    const ra_histogram *histogram = builder->tallies[builder->layout.audited].histogram;
    double half = STANDARD_ERRORS * sqrt(p * (1 - p) / (double)ra_histogram_count(histogram));
    double slack = c->error * fabs(value) + BIN_ERROR * fmin(fabs(value), c->p95 - c->p5);
    double low = p > half ? ra_histogram_quantile(histogram, p - half) : -INFINITY;
    double high = p + half < 1 ? ra_histogram_quantile(histogram, p + half) : INFINITY;

    if (!(value >= low - slack && value <= high + slack)) {
        ra_text_format(out, "%sthe %.3g %% point is %.5g, the run has %.5g to %.5g",
                       out->length > 0 ? "; " : "", 100 * p, value, low, high);
    }
}

static ra_status set_result(product *p, const ra_log_law *law)
{
    ra_builder *builder = p->builder;
    ra_convolution *c = &builder->result->convolution;
    double level = builder->plan->level;
    const double at[QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95, (1 - level) / 2, (1 + level) / 2};
    double *const value[QUANTILES] = {&c->p5,  &c->p25, &c->p50, &c->p75,
                                      &c->p95, &c->low, &c->high};
    ra_text text = {0};

    *c = (ra_convolution){.applies = true,
                          .mean = law->mean,
                          .sd = law->sd,
                          .error = law->error,
                          .points = law->points};
    for (int i = 0; i < QUANTILES; i++) {
        *value[i] = ra_log_law_quantile(law, at[i]);
    }
    for (int i = 0; i < QUANTILES; i++) {
        compare(builder, c, at[i], *value[i], &text);
    }
    c->agrees = text.length == 0 && !text.failed;
    if (c->agrees) {
        ra_text_append(&text, "every quantile of the Monte Carlo run agrees with the convolution "
                              "within its own interval");
    }
    c->text = ra_builder_text(builder, &text);
    ra_text_free(&text);
    return c->text != NULL ? RA_OK : RA_NOMEM;
}

/* Says why there is no convolution. */
static ra_status set_none(product *p)
{
    ra_convolution *c = &p->builder->result->convolution;
    double none = NAN;

    *c = (ra_convolution){.mean = none,
                          .sd = none,
                          .p5 = none,
                          .p25 = none,
                          .p50 = none,
                          .p75 = none,
                          .p95 = none,
                          .low = none,
                          .high = none,
                          .error = none};
    c->why_not = ra_builder_text(p->builder, &p->why);
    return c->why_not != NULL ? RA_OK : RA_NOMEM;
}

/* The law of the factor, published over audited: the same powers, upside down. */
static ra_status use_alone(product *p, const ra_log_law *audited)
{
    ra_log_law factor;

    for (uint32_t i = 0; i < p->count; i++) {
        p->powers[i].exponent *= -1;
    }
    ra_status status = ra_log_law_invert(&factor, audited, p->builder->result->recomputed,
                                         p->powers, p->count);
    if (status == RA_OK) {
        ra_convolution_headline(p->builder, audited, &factor);
    }
    ra_log_law_free(&factor);
    return status;
}

static ra_status refuse(const product *p)
{
    ra_diag_report(p->builder->diag, RA_ERROR, NULL, "the convolution does not apply: %s; the Monte Carlo engine does",
                   p->why.data);
    return RA_INVALID;
}

static ra_status eval(product *p)
{
    bool alone = p->builder->plan->engine == RA_ENGINE_CONVOLUTION;
    ra_log_law law = {0};
    ra_status status = find_product(p);

    if (status == RA_OK && p->why.length == 0 && !p->why.failed) {
        status = ra_log_law_open(&law, p->coefficient, p->powers, p->count);
        say_misfit(p, &law);
    }
    if (p->why.failed) {
        status = RA_NOMEM;
    }
    if (status == RA_OK) {
        status = p->why.length == 0 ? set_result(p, &law) : set_none(p);
    }
    if (status == RA_OK && alone) {
        status = p->why.length == 0 ? use_alone(p, &law) : refuse(p);
    }
    ra_log_law_free(&law);
    return status;
}

ra_status ra_convolution_eval(ra_builder *builder)
{
    size_t room = (size_t)builder->layout.model.input_count + 1;
    product p = {.builder = builder};

    p.powers = ra_calloc(room, sizeof *p.powers);
    p.inputs = ra_calloc(room, sizeof *p.inputs);
    ra_status status = p.powers != NULL && p.inputs != NULL ? eval(&p) : RA_NOMEM;
    ra_free(p.powers);
    ra_free(p.inputs);
    ra_text_free(&p.why);
    return status;
}
