/* Inverse distribution functions as formulas of a spreadsheet and of a page: their text. What it
 * evaluates to is tested in tests/emit_laws. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "models/expr.h"
#include "tests/support/law.h"
#include "tests/support/run.h"

/* NULL: no exact formula. The numbers in the truncated ones are F(a) and F(b) - F(a). */
static const struct {
    const char *json, *excel, *javascript;
} cases[] = {
    {"{'type':'point','value':-3}", "(-3)", "(-3)"},
    {"{'type':'rounding'}", "1.5+(2.5-1.5)*u", "1.5+(2.5-1.5)*u"},
    {"{'type':'uniform','min':-1,'max':3}", "(-1)+(3-(-1))*u", "(-1)+(3-(-1))*u"},
    {"{'type':'loguniform','min':1,'max':1e20}", "1*(1E+20/1)^u", "1*Math.pow(1E+20/1,u)"},
    {"{'type':'triangular','min':1,'mode':2,'max':4}",
     "IF(u*(4-1)<2-1,1+SQRT(u*(4-1)*(2-1)),4-SQRT((1-u)*(4-1)*(4-2)))",
     "(u*(4-1)<2-1?1+Math.sqrt(u*(4-1)*(2-1)):4-Math.sqrt((1-u)*(4-1)*(4-2)))"},
    {"{'type':'pert','min':1,'mode':2,'max':3}",
     "_xlfn.BETA.INV(u,1+4*(2-1)/(3-1),1+4*(3-2)/(3-1),1,3)", NULL},
    {"{'type':'normal','mean':3,'sd':0.5}", "3+0.5*_xlfn.NORM.S.INV(u)", "3+0.5*qnorm(u)"},
    {"{'type':'lognormal','mu':-1,'sigma':2}", "EXP((-1)+2*_xlfn.NORM.S.INV(u))",
     "Math.exp((-1)+2*qnorm(u))"},
    {"{'type':'beta','alpha':2,'beta':0.5}", "_xlfn.BETA.INV(u,2,0.5,0,1)", NULL},
    {"{'type':'gamma','shape':2,'scale':3}", "_xlfn.GAMMA.INV(u,2,3)", NULL},
    {"{'type':'exponential','mean':2}", "-2*LN(1-u)", "-2*Math.log1p(-u)"},
    {"{'type':'student_t','df':4,'location':1,'scale':2}", "1+2*_xlfn.T.INV(u,4)", NULL},
    {"{'type':'student_t','df':4.5,'location':1,'scale':2}", NULL, NULL},
    {"{'type':'arcsine','min':-1,'max':1}", "(-1)+(1-(-1))*SIN(PI()*u/2)^2",
     "(-1)+(1-(-1))*Math.pow(Math.sin(Math.PI*u/2),2)"},
    {"{'type':'trapezoid','min':0,'low':1,'high':2,'max':3}",
     "IF(u*(3-0+2-1)<1-0,0+SQRT(u*(3-0+2-1)*(1-0)),"
     "IF((1-u)*(3-0+2-1)<3-2,3-SQRT((1-u)*(3-0+2-1)*(3-2)),(0+1+u*(3-0+2-1))/2))",
     "(u*(3-0+2-1)<1-0?0+Math.sqrt(u*(3-0+2-1)*(1-0)):"
     "(1-u)*(3-0+2-1)<3-2?3-Math.sqrt((1-u)*(3-0+2-1)*(3-2)):(0+1+u*(3-0+2-1))/2)"},
    {"{'type':'discrete','values':[-1,2,5],'weights':[1,1,2]}", "LOOKUP(u,{0,0.25,0.5},{-1,2,5})",
     "(u<=0.25?(-1):u<=0.5?2:5)"},
    {"{'type':'empirical','values':[7,3]}", "LOOKUP(u,{0,0.5},{3,7})", "(u<=0.5?3:7)"},
    {"{'type':'empirical','values':[7,3],'interpolate':true}", NULL, NULL},
    {"{'type':'mixture','weights':[1],'components':[{'type':'point','value':3}]}", NULL, NULL},
    {"{'type':'uniform','min':0,'max':4,'truncate':{'min':1,'max':2}}", "0+(4-0)*(0.25+0.25*u)",
     "0+(4-0)*(0.25+0.25*u)"},
    {"{'type':'normal','mean':0,'sd':1,'truncate':{'min':0}}", "0+1*_xlfn.NORM.S.INV((0.5+0.5*u))",
     "0+1*qnorm((0.5+0.5*u))"},
    /* 1 - F has too few digits left there. */
    {"{'type':'normal','mean':0,'sd':1,'truncate':{'min':5}}", NULL, NULL},
    {"{'type':'normal','mean':3,'sd':1,'clip':{'min':0}}", "MAX(0,3+1*_xlfn.NORM.S.INV(u))",
     "Math.max(0,3+1*qnorm(u))"},
    {"{'type':'normal','mean':3,'sd':1,'clip':{'max':4}}", "MIN(4,3+1*_xlfn.NORM.S.INV(u))",
     "Math.min(4,3+1*qnorm(u))"},
    {"{'type':'normal','mean':3,'sd':1,'clip':{'min':-1,'max':4}}",
     "MAX((-1),MIN(4,3+1*_xlfn.NORM.S.INV(u)))", "Math.max((-1),Math.min(4,3+1*qnorm(u)))"},
};

static void check_formula(const ra_dist *dist, int dialect, const char *expected, const char *json)
{
    ra_text text = {0};
    bool given = ra_dist_emit(dist, dialect, "u", &text);
    ck_assert_msg(given == (expected != NULL), "%s: %s", json, given ? text.data : "nothing");
    if (expected)
        ck_assert_str_eq(text.data, expected);
    else
        ck_assert_uint_eq(text.length, 0);
    ra_text_free(&text);
}

START_TEST(test_formulas)
{
    char *json = strdup(cases[_i].json);
    ck_assert_ptr_nonnull(json);
    for (char *at = json; *at; at++)
        *at = *at == '\'' ? '"' : *at;
    test_law law = good_law(json);
    check_formula(law.dist, RA_DIALECT_EXCEL, cases[_i].excel, json);
    check_formula(law.dist, RA_DIALECT_JAVASCRIPT, cases[_i].javascript, json);
    check_formula(law.dist, RA_DIALECT_LATEX, NULL, json);
    free_law(&law);
    free(json);
}
END_TEST

/* Every kind with a formula has a case; a list may be too long for one. */
START_TEST(test_every_formula)
{
    for (size_t i = 0; ra_dist_type_at(i); i++) {
        const ra_dist_type *type = ra_dist_type_at(i);
        bool found = !type->excel || strcmp(type->name, "truncated_normal") == 0;
        for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
            size_t length = strlen(type->name);
            const char *name = cases[k].json + strlen("{'type':'");
            found = found || (strncmp(name, type->name, length) == 0 && name[length] == '\'');
        }
        ck_assert_msg(found, "no case for the formula of '%s'", type->name);
    }
    ra_text json = {0};
    ra_text_append(&json, "{\"type\":\"empirical\",\"values\":[0");
    for (int i = 1; i <= 100; i++)
        ra_text_format(&json, ",%d", i);
    ra_text_append(&json, "]}");
    test_law law = good_law(json.data);
    check_formula(law.dist, RA_DIALECT_EXCEL, NULL, "101 values");
    free_law(&law);
    ra_text_free(&json);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dist_emit");
    TCase *tcase = tcase_create("formulas");
    tcase_add_loop_test(tcase, test_formulas, 0, sizeof cases / sizeof cases[0]);
    tcase_add_test(tcase, test_every_formula);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
