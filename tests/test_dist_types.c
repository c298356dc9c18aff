/* Laws against published figures and closed forms. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/law.h"
#include "tests/support/run.h"

/* What a law must give: "mean", "sd", or "p" with a probability, each with its value, to a relative
 * tolerance. Every kind of the table of kinds must stand here. */
static const struct {
    const char *json;
    double tolerance;
    const char *expected;
} cases[] = {
    {"{'type':'point','value':7.5}", 0, "mean 7.5 sd 0 p.05 7.5 p.5 7.5 p.95 7.5"},
    /* The figure of these tests is 2, printed with one digit: 1.5 to 2.5. */
    {"{'type':'rounding'}", 1e-14, "mean 2 sd 0.28867513459481287 p.05 1.55 p.95 2.45"},
    {"{'type':'uniform','min':-1,'max':3}", 1e-14, "mean 1 sd 1.1547005383792515 p.25 0 p.9 2.6"},
    /* Dakota and chaospy, log-uniform from 1 to 1000. */
    {"{'type':'loguniform','min':1,'max':1000}", 1e-12,
     "p.5 31.622776601683793 mean 144.62006247378287 sd 226.86422987815303 "
     "p.05 1.4125375446227544 p.95 707.9457843841377"},
    /* Narrow: the sd is that of a uniform law, (max - min)/sqrt(12), to 1e-14. */
    {"{'type':'loguniform','min':1,'max':1.0000001}", 1e-7,
     "mean 1.00000005 sd 2.8867513459481287e-08"},
    /* stats_arrays, tests of the triangular law. */
    {"{'type':'triangular','min':1,'mode':3,'max':4}", 1e-12,
     "p.0125 1.273861278752583 p.9875 3.8063508326896294 mean 2.6666666666666665 "
     "sd 0.6236095644623235 p.5 2.732050807568877 p.025 1.3872983346207417 "
     "p.975 3.7261387212474166"},
    /* stats_arrays, squigglepy, mc2d: PERT with lambda 4. */
    {"{'type':'pert','min':1,'mode':2,'max':3,'lambda':4}", 1e-12,
     "mean 2 sd 0.3779644730092272 p.5 2 p.05 1.3785107548755415 p.95 2.621489245124458"},
    {"{'type':'pert','min':0,'mode':0,'max':1}", 1e-12,
     "mean 0.16666666666666666 sd 0.14085904245475275 p.5 0.12944943670387585 "
     "p.05 0.010206218313011496 p.95 0.45071972834694096"},
    /* mc2d, PERT by its mean: the mode is 4.25. */
    {"{'type':'pert','min':3,'mean':5,'max':10,'lambda':4}", 1e-12,
     "mean 5 sd 1.1952286093343936 p.5 4.825442393538423 p.05 3.3645236261087184 "
     "p.95 7.235918431909343"},
    /* Squiggle, 80 % interval of a normal law. */
    {"{'type':'normal','interval':[-2,4],'coverage':0.8}", 1e-12,
     "mean 1 sd 2.3409124382171376 p.1 -2 p.9 4"},
    /* Squiggle truncates, squigglepy clips. */
    {"{'type':'truncated_normal','mean':5,'sd':2,'min':3,'max':8}", 1e-12,
     "mean 5.290374894305052 sd 1.2894727700225226 p.05 3.2979816724057835 "
     "p.5 5.23073977125624 p.95 7.501267359128525"},
    {"{'type':'normal','mean':0,'sd':1,'truncate':{'min':2}}", 1e-12,
     "mean 2.37321553282284 sd 0.33805191970181636 p.05 2.021526899071727 "
     "p.5 2.2776048388094594 p.95 3.0517634360376915"},
    {"{'type':'normal','mean':3,'sd':5,'clip':{'min':0}}", 1e-12,
     "mean 3.8433636612087785 p.2742 0 p.5 3"},
    {"{'type':'normal','mean':0,'sd':1,'clip':{'min':2}}", 1e-12,
     "mean 2.0084907026168297 p.97 2 p.977 2 p.99 2.3263478740408408"},
    /* Squiggle and squigglepy, intervals of a lognormal law. */
    {"{'type':'lognormal','interval':[5,10],'coverage':0.9}", 1e-12,
     "p.5 7.071067811865476 mean 7.229783732289855 sd 1.5403928681928154 "
     "p.025 4.678809038412965 p.05 5 p.95 10 p.975 10.686480168243804"},
    {"{'type':'lognormal','interval':[2,5],'coverage':0.5}", 1e-12,
     "p.5 3.162277660168379 mean 3.982783784674407 sd 3.049513974044575 "
     "p.025 0.8352637226122367 p.25 2 p.75 5 p.975 11.972266637805841"},
    {"{'type':'lognormal','mu':1,'sigma':2}", 1e-13,
     "mean 20.085536923187668 sd 147.04773715128695 p.5 2.718281828459045"},
    {"{'type':'lognormal','mean':100,'sd':30}", 1e-12,
     "p.5 95.78262852211522 mean 100 sd 30 p.05 59.099205641359276 p.95 155.23579085443868"},
    /* Squiggle, beta laws by mean and sd. */
    {"{'type':'beta','mean':0.39,'sd':0.1}", 1e-12,
     "mean 0.39 sd 0.1 p.05 0.23091740556810567 p.95 0.5603017792389029"},
    {"{'type':'beta','mean':0.08,'sd':0.1}", 1e-12,
     "mean 0.08 sd 0.1 p.05 0.0003905277437833956 p.95 0.2923042889715036"},
    /* Beta(1/2, 1/2) is the arcsine law, Beta(2, 1) the triangle sqrt(p), Beta(1, b) a power. */
    {"{'type':'beta','alpha':0.5,'beta':0.5,'min':-5,'max':5}", 1e-13,
     "mean 0 sd 3.5355339059327373 p.025 -4.9845866686656395 p.975 4.9845866686656395"},
    {"{'type':'beta','alpha':2,'beta':1}", 1e-14,
     "mean 0.6666666666666666 p.01 0.1 p.25 0.5 p.81 0.9"},
    /* Shape 1 is exponential; shape 1/2 is chi-square / 2: (3.841458820694124 / 2 at 95 %). */
    {"{'type':'gamma','shape':1,'scale':3}", 1e-13, "mean 3 sd 3 p.5 2.0794415416798357"},
    {"{'type':'gamma','shape':0.5,'rate':1}", 1e-13, "mean 0.5 p.95 1.920729410347062"},
    {"{'type':'gamma','mean':8,'sd':4}", 1e-14, "mean 8 sd 4"},
    {"{'type':'exponential','mean':2}", 1e-14, "mean 2 sd 2 p.5 1.3862943611198906"},
    {"{'type':'exponential','rate':4}", 1e-14, "mean 0.25 sd 0.25"},
    /* Four degrees of freedom have a closed cdf; [jcgm100, table G.2] has 2.78 and 4.60. */
    {"{'type':'student_t','df':4,'location':0,'scale':1}", 1e-12,
     "mean 0 sd 1.4142135623730951 p.975 2.7764451051977987 p.995 4.604094871349993 p.5 0"},
    /* df = 1 is Cauchy's law, tan(pi (p - 1/2)), without mean; df = 2 has no variance. */
    {"{'type':'student_t','df':1,'location':0,'scale':1}", 1e-13,
     "mean nan sd nan p.75 1 p.05 -6.313751514675043"},
    {"{'type':'student_t','df':2,'location':0,'scale':1}", 1e-13,
     "mean 0 sd nan p.975 4.302652729749464"},
    /* [jcgm101, 6.4.6] */
    {"{'type':'arcsine','min':-5,'max':5}", 1e-13,
     "mean 0 sd 3.5355339059327373 p.025 -4.9845866686656395 p.975 4.9845866686656395"},
    /* [jcgm101, 6.4.4]: variance of a symmetric trapezoid, w^2 (1 + beta^2) / 24, beta = 1/3. */
    {"{'type':'trapezoid','min':0,'low':1,'high':2,'max':3}", 1e-14,
     "mean 1.5 sd 0.6454972243679028 p.25 1 p.5 1.5 p.0625 0.5 p.9375 2.5"},
    /* With low = high it is a triangle. */
    /* Far on the long side: 4 - sqrt((1 - p) 3.8 * 4.1). */
    {"{'type':'trapezoid','min':0,'low':0.1,'high':0.2,'max':4}", 1e-14,
     "p.4 0.9425500821763245 p.5 1.2089428526094275"},
    {"{'type':'trapezoid','min':1,'low':3,'high':3,'max':4}", 1e-14,
     "mean 2.6666666666666665 sd 0.6236095644623235 p.5 2.732050807568877"},
    {"{'type':'discrete','values':[3,1,2],'weights':[0.5,0.2,0.3]}", 1e-15,
     "mean 2.3 sd 0.7810249675906654 p.1 1 p.2 1 p.21 2 p.5 2 p.51 3 p.9 3"},
    {"{'type':'empirical','values':[4,1,3,2]}", 1e-15,
     "mean 2.5 sd 1.118033988749895 p.25 1 p.26 2 p.5 2 p.75 3 p.76 4"},
    /* R's quantile(c(1,2,3,10)), type 7. */
    {"{'type':'empirical','values':[10,1,3,2],'interpolate':true}", 1e-14,
     "p.25 1.75 p.5 2.5 p.75 4.75 p.9 7.9 mean 3.5"},
    /* 0.6 U(0,1) + 0.4 LN(1, 0.01): the mean is 0.3 + 0.4 exp(1.00005). */
    {"{'type':'mixture','weights':[0.6,0.4],'components':[{'type':'uniform','min':0,'max':1},"
     "{'type':'lognormal','mu':1,'sigma':0.01}]}",
     1e-12, "mean 1.3873670983793511 p.3 0.5 p.8 2.718281828459045"},
    /* squigglepy, zero_inflated(0.6, norm(1, 2)). */
    {"{'type':'mixture','weights':[0.6,0.4],'components':[{'type':'point','value':0},"
     "{'type':'normal','interval':[1,2],'coverage':0.9}]}",
     1e-12, "mean 0.6 p.5 0 p.95 1.8496813824425322"},
};

/* Turns ' into " so that the cases stay readable. */
static char *quoted(const char *text)
{
    char *copy = strdup(text);
    ck_assert_ptr_nonnull(copy);
    for (char *at = copy; *at; at++)
        *at = *at == '\'' ? '"' : *at;
    return copy;
}

static double found(const ra_dist *dist, const char *what)
{
    double mean, sd;
    ra_dist_moments(dist, &mean, &sd);
    if (strcmp(what, "mean") == 0)
        return mean;
    if (strcmp(what, "sd") == 0)
        return sd;
    double p = atof(what + 1);
    return p <= 0.5 ? ra_dist_quantile(dist, p, false) : ra_dist_quantile(dist, 1 - p, true);
}

START_TEST(test_published)
{
    char *json = quoted(cases[_i].json), what[16];
    test_law law = good_law(json);
    const char *at = cases[_i].expected;
    double expected;
    int used;
    while (sscanf(at, "%15s %lf %n", what, &expected, &used) == 2) {
        double value = found(law.dist, what);
        double room = cases[_i].tolerance * fmax(fabs(expected), 1e-3);
        ck_assert_msg(isnan(expected) ? isnan(value) : fabs(value - expected) <= room,
                      "%s: %s is %.17g, not %.17g", json, what, value, expected);
        at += used;
    }
    ck_assert_msg(*at == '\0' && at != cases[_i].expected, "%s: cannot read '%s'", json, at);
    free_law(&law);
    free(json);
}
END_TEST

/* A kind without a case above is not tested. */
START_TEST(test_every_kind)
{
    for (size_t i = 0; ra_dist_type_at(i); i++) {
        const ra_dist_type *type = ra_dist_type_at(i);
        char wanted[80];
        snprintf(wanted, sizeof wanted, "{'type':'%s'", type->name);
        bool there = false;
        for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++)
            there = there || strncmp(cases[k].json, wanted, strlen(wanted)) == 0;
        ck_assert_msg(there, "no case for '%s'", type->name);
        ck_assert(type->summary && type->cdf && type->moments && type->support);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dist_types");
    TCase *tcase = tcase_create("laws");
    tcase_add_loop_test(tcase, test_published, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(tcase, test_every_kind);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
