/* Ways of writing a law, and what each is read as. */
#include <math.h>
#include <check.h>
#include <string.h>

#include "models/dist_read.h"
#include "tests/support/law.h"
#include "tests/support/run.h"

/* The figure of these tests is 2 (W), printed with one digit: 1.5 to 2.5. Quotes stand for double
 * quotes. Every form of dist_forms.c must stand here. */
static const struct {
    const char *json, *law;
} good[] = {
    {"{'type':'point'}", "point(value 2)"},
    {"{'type':'point','value':-1}", "point(value -1)"},
    {"{'type':'rounding'}", "rounding(min 1.5, max 2.5)"},
    {"{'type':'uniform','min':1,'max':3}", "uniform(min 1, max 3)"},
    {"{'type':'uniform','half_width':0.5}", "uniform(min 1.5, max 2.5)"},
    {"{'type':'uniform','relative_half_width':0.1}", "uniform(min 1.8, max 2.2)"},
    {"{'type':'loguniform','min':1,'max':1000}", "loguniform(min 1, max 1000)"},
    {"{'type':'triangular','min':1,'max':4}", "triangular(min 1, mode 2, max 4)"},
    {"{'type':'triangular','min':1,'mode':4,'max':4}", "triangular(min 1, mode 4, max 4)"},
    {"{'type':'pert','min':1,'max':4}", "pert(min 1, mode 2, max 4, lambda 4)"},
    {"{'type':'pert','min':1,'mode':3,'max':4,'lambda':6}", "pert(min 1, mode 3, max 4, lambda 6)"},
    {"{'type':'pert','min':3,'mean':5,'max':10}", "pert(min 3, mode 4.25, max 10, lambda 4)"},
    {"{'type':'normal','sd':0.5}", "normal(mean 2, sd 0.5)"},
    {"{'type':'normal','mean':3,'sd':0.5,'df':9}", "normal(mean 3, sd 0.5, df 9)"},
    {"{'type':'normal','relative_sd':0.05}", "normal(mean 2, sd 0.1)"},
    {"{'type':'normal','mean':-10,'relative_sd':0.05}", "normal(mean -10, sd 0.5)"},
    {"{'type':'normal','expanded':0.3,'k':2}", "normal(mean 2, sd 0.15)"},
    {"{'type':'normal','relative_expanded':0.3,'k':3,'df':18}", "normal(mean 2, sd 0.2, df 18)"},
    {"{'type':'normal','interval':[-2,4],'coverage':0.8}", "normal(mean 1, sd 2.34091)"},
    {"{'type':'normal','interval':[-1,1],'coverage':0.95,'df':4}",
     "normal(mean 0, sd 0.360173, df 4)"},
    {"{'type':'normal','interval':[-1,1],'coverage':0.95,'df':1e8}",
     "normal(mean 0, sd 0.510213, df 1e+08)"},
    {"{'type':'truncated_normal','sd':1,'min':0}", "normal(mean 2, sd 1) truncated to [0, inf)"},
    {"{'type':'truncated_normal','mean':1,'relative_sd':2,'max':3}",
     "normal(mean 1, sd 2) truncated to (-inf, 3]"},
    {"{'type':'truncated_normal','expanded':1,'k':2,'min':0,'max':3}",
     "normal(mean 2, sd 0.5) truncated to [0, 3]"},
    {"{'type':'truncated_normal','relative_expanded':1,'k':2,'min':0}",
     "normal(mean 2, sd 1) truncated to [0, inf)"},
    {"{'type':'truncated_normal','interval':[0,3],'coverage':0.5,'min':0}",
     "normal(mean 1.5, sd 2.2239) truncated to [0, inf)"},
    {"{'type':'lognormal','gsd':1.2}", "lognormal(mu 0.693147, sigma 0.182322)"},
    {"{'type':'lognormal','median':3,'gsd2':1.44}", "lognormal(mu 1.09861, sigma 0.182322)"},
    {"{'type':'lognormal','sigma':0.5}", "lognormal(mu 0.693147, sigma 0.5)"},
    {"{'type':'lognormal','relative_sd':0.3}", "lognormal(mu 0.693147, sigma 0.29356)"},
    {"{'type':'lognormal','mean':100,'sd':30}", "lognormal(mu 4.56208, sigma 0.29356)"},
    {"{'type':'lognormal','mean':100,'relative_sd':0.3}", "lognormal(mu 4.56208, sigma 0.29356)"},
    {"{'type':'lognormal','mu':1,'sigma':2}", "lognormal(mu 1, sigma 2)"},
    {"{'type':'lognormal','interval':[5,10],'coverage':0.9}",
     "lognormal(mu 1.95601, sigma 0.210702)"},
    {"{'type':'lognormal','median':1,'pedigree':[1,1,1,1,1],'factors':'ciroth2013',"
     "'basic_gsd2':1.05}",
     "lognormal(mu 0, sigma 0.0243951)"},
    {"{'type':'lognormal','median':1,'pedigree':[2,3,1,2,3],'factors':'ecoinvent3',"
     "'basic_variance':0.0006}",
     "lognormal(mu 0, sigma 0.0991211)"},
    {"{'type':'beta','alpha':2,'beta':3}", "beta(alpha 2, beta 3, min 0, max 1)"},
    {"{'type':'beta','alpha':2,'beta':3,'min':-1,'max':4}", "beta(alpha 2, beta 3, min -1, max 4)"},
    {"{'type':'beta','mean':0.39,'sd':0.1}", "beta(alpha 8.8881, beta 13.9019, min 0, max 1)"},
    {"{'type':'beta','mean':39,'sd':10,'max':100}",
     "beta(alpha 8.8881, beta 13.9019, min 0, max 100)"},
    {"{'type':'gamma','shape':2,'scale':3}", "gamma(shape 2, scale 3)"},
    {"{'type':'gamma','shape':2,'rate':4}", "gamma(shape 2, scale 0.25)"},
    {"{'type':'gamma','mean':8,'sd':4}", "gamma(shape 4, scale 2)"},
    {"{'type':'exponential','mean':2}", "exponential(mean 2)"},
    {"{'type':'exponential','rate':4}", "exponential(mean 0.25)"},
    {"{'type':'student_t','df':4,'scale':0.5}", "student_t(df 4, location 2, scale 0.5)"},
    {"{'type':'student_t','df':4,'location':1,'scale':0.5}",
     "student_t(df 4, location 1, scale 0.5)"},
    {"{'type':'student_t','df':4,'expanded':1,'k':2.78}",
     "student_t(df 4, location 2, scale 0.359712)"},
    {"{'type':'student_t','df':4,'interval':[-1,1],'coverage':0.95}",
     "student_t(df 4, location 0, scale 0.360173)"},
    {"{'type':'arcsine','min':-5,'max':5}", "arcsine(min -5, max 5)"},
    {"{'type':'arcsine','half_width':1}", "arcsine(min 1, max 3)"},
    {"{'type':'arcsine','relative_half_width':0.25}", "arcsine(min 1.5, max 2.5)"},
    {"{'type':'trapezoid','min':0,'low':1,'high':2,'max':3}",
     "trapezoid(min 0, low 1, high 2, max 3)"},
    {"{'type':'discrete','values':[3,1,2],'weights':[5,2,3]}", "discrete(1: 0.2, 2: 0.3, 3: 0.5)"},
    {"{'type':'discrete','values':[1,2,3,4,5,6,7,8],'weights':[1,1,1,1,1,1,1,1]}",
     "discrete(1: 0.125, 2: 0.125, 3: 0.125, 4: 0.125, 5: 0.125, 6: 0.125, ... 8 values)"},
    {"{'type':'mixture','weights':[0.6,0.4],'components':[{'type':'point','value':0},"
     "{'type':'lognormal','gsd':1.2,'truncate':{'max':3}}]}",
     "mixture(0.6 point(value 0), 0.4 lognormal(mu 0.693147, sigma 0.182322) truncated to (-inf, "
     "3])"},
    {"{'type':'mixture','weights':[1,1,1,1,1,1,2],'components':[{'type':'point'},{'type':'point'},"
     "{'type':'point'},{'type':'point'},{'type':'point'},{'type':'point'},{'type':'point'}]}",
     "mixture(0.125 point(value 2), 0.125 point(value 2), 0.125 point(value 2), 0.125 point(value "
     "2), 0.125 point(value 2), 0.125 point(value 2), ... 7 components)"},
    {"{'type':'empirical','values':[4,1,3,2,2]}", "empirical(5 values from 1 to 4)"},
    {"{'type':'empirical','values':[4,1,3,2],'interpolate':true}",
     "empirical(4 values from 1 to 4, interpolated)"},
    {"{'type':'empirical','values':[4,1],'interpolate':false}", "empirical(2 values from 1 to 4)"},
    {"{'type':'normal','sd':1,'truncate':{'min':0}}", "normal(mean 2, sd 1) truncated to [0, inf)"},
    {"{'type':'normal','sd':1,'truncate':{'max':3}}",
     "normal(mean 2, sd 1) truncated to (-inf, 3]"},
    {"{'type':'normal','sd':1,'clip':{'min':0,'max':3.5}}",
     "normal(mean 2, sd 1) clipped to [0, 3.5]"},
    {"{'type':'empirical','values':[4,1,3],'clip':{'max':3}}",
     "empirical(3 values from 1 to 4) clipped to (-inf, 3]"},
};

START_TEST(test_good)
{
    char json[400];
    quote_json(good[_i].json, json, sizeof json);
    test_law law = good_law(json);
    ra_text text = {0};
    ra_dist_describe(law.dist, &text);
    ck_assert_str_eq(text.data, good[_i].law);
    ra_text_free(&text);
    free_law(&law);
}
END_TEST


/* A form is the keys beside "type"; each must be the form of some case above. */
START_TEST(test_every_form)
{
    for (const ra_form *form = ra_dist_forms; form->type; form++) {
        bool found = false;
        for (size_t i = 0; !found && i < sizeof good / sizeof good[0]; i++) {
            char json[400];
            ra_json *document;
            quote_json(good[i].json, json, sizeof json);
            ck_assert(ra_json_parse(&document, "x", json, strlen(json), NULL) == RA_OK);
            ra_dist_figure figure = {.value = NAN};
            ra_reader in = {ra_json_root(document), &figure, "", NULL, NULL};
            const char *type = ra_value_string(ra_value_find(in.object, "type"));
            found = strcmp(type, form->type->name) == 0 && ra_form_find(&in, form->type) == form;
            ra_json_free(document);
        }
        ck_assert_msg(found, "no case for '%s' with '%s'", form->type->name, form->keys);
    }
    ck_assert_str_eq(ra_dist_form_at(&ra_dist_gamma, 1), "shape rate");
    ck_assert_ptr_null(ra_dist_form_at(&ra_dist_gamma, 3));
}
END_TEST

/* Weights that neither add up to 1 nor are counts may be a slip. */
START_TEST(test_weights)
{
    test_law law =
        read_law("{\"type\":\"discrete\",\"values\":[1,2],\"weights\":[0.3,0.3]}", 2, 2, 2);
    ck_assert_ptr_nonnull(law.dist);
    ck_assert_uint_eq(ra_diag_count(law.diag, RA_WARNING), 1);
    ck_assert_str_eq(ra_diag_message(law.diag, 0)->text,
                     "the weights add up to 0.6; they are scaled to 1");
    free_law(&law);
}
END_TEST

/* Nothing outside the arena is allocated, and an arena that is full is said to be. */
START_TEST(test_full_arena)
{
    const char *json = "{\"type\":\"empirical\",\"values\":[1,2,3,4,5,6,7,8,9,10]}";
    ra_json *document;
    ck_assert(ra_json_parse(&document, "x", json, strlen(json), NULL) == RA_OK);
    bool failed = false, worked = false;
    for (size_t limit = 0; limit < 4096; limit += 64) {
        ra_arena *arena = ra_arena_new(limit);
        ra_diag *diag = ra_diag_new();
        const ra_dist *dist = ra_dist_parse(ra_json_root(document), NULL, arena, diag);
        ck_assert(!dist == (ra_diag_count(diag, RA_ERROR) > 0));
        ck_assert(!worked || dist);
        failed = failed || !dist;
        worked = worked || dist;
        ra_diag_free(diag);
        ra_arena_free(arena);
    }
    ck_assert(failed && worked);
    ra_json_free(document);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof(table)[0]))

int main(void)
{
    Suite *suite = suite_create("dist_parse");
    TCase *tcase = tcase_create("parse");
    tcase_add_loop_test(tcase, test_good, 0, COUNT(good));
    tcase_add_test(tcase, test_every_form);
    tcase_add_test(tcase, test_weights);
    tcase_add_test(tcase, test_full_arena);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
