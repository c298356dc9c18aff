#include "tests/support/example.h"

#include <stdlib.h>

#include "tests/support/audit.h"
#include "tests/support/claim.h"

#define NORMAL(sd)        "{'type': 'normal', 'sd': " sd "}"
#define NORMAL_DF(sd, df) "{'type': 'normal', 'sd': " sd ", 'df': " df "}"
#define UNIT_SD           "{'type': 'uniform', 'min': -1.7320508075688772, 'max': 1.7320508075688772}"
#define T3(location, scale)                                                                        \
    "{'type': 'student_t', 'df': 3, 'location': " location ", 'scale': " scale "}"
#define SUM     "x1 + x2 + x3 + x4"
#define SQUARES "x1 ^ 2 + x2 ^ 2"

const example examples[EXAMPLES] = {
    [NORMALS] = {"J101-9.2.2",
                 SUM,
                 {{"x1", "0", NORMAL("1")},
                  {"x2", "0", NORMAL("1")},
                  {"x3", "0", NORMAL("1")},
                  {"x4", "0", NORMAL("1")}},
                 NULL,
                 0,
                 2,
                 1e-12},
    [UNIFORMS] =
        {"J101-9.2.3",
         SUM,
         {{"x1", "0", UNIT_SD}, {"x2", "0", UNIT_SD}, {"x3", "0", UNIT_SD}, {"x4", "0", UNIT_SD}},
         NULL,
         0,
         2,
         1e-12},
    [LOSS_0] = {"J101-9.4-x0-r0",
                SQUARES,
                {{"x1", "0", NORMAL("0.005")}, {"x2", "0", NORMAL("0.005")}},
                NULL,
                0,
                0,
                1e-12},
    [LOSS_1] = {"J101-9.4-x0.01-r0",
                SQUARES,
                {{"x1", "0.01", NORMAL("0.005")}, {"x2", "0", NORMAL("0.005")}},
                NULL,
                0.0001,
                0.0001,
                1e-12},
    [LOSS_5] = {"J101-9.4-x0.05-r0",
                SQUARES,
                {{"x1", "0.05", NORMAL("0.005")}, {"x2", "0", NORMAL("0.005")}},
                NULL,
                0.0025,
                0.0005,
                1e-12},
    [LOSS_R] = {"J101-9.4-x0.05-r0.9",
                SQUARES,
                {{"x1", "0.05", NORMAL("0.005")}, {"x2", "0", NORMAL("0.005")}},
                "0.9",
                0.0025,
                0.0005,
                1e-12},
    [GAUGE] = {"GUM-H1",
               "ls + d - ls * (da * theta + as_ * dt)",
               {{"ls", "50000623", NORMAL_DF("25", "18")},
                {"d", "215", NORMAL_DF("9.7", "25.6")},
                {"da", "0", NORMAL_DF("5.8e-7", "50")},
                {"theta", "-0.1", NORMAL("0.41")},
                {"as_", "1.15e-5", NORMAL("1.2e-6")},
                {"dt", "0", NORMAL_DF("0.029", "2")}},
               NULL,
               50000838,
               31.71060964043185,
               0.005},
    [RICE] = {"GUMS2-MAG-0.1",
              "sqrt(re ^ 2 + im ^ 2)",
              {{"re", "0.1", NORMAL("0.01")}, {"im", "0", NORMAL("0.01")}},
              NULL,
              0.1,
              0.01,
              1e-9},
    [BALL] = {"NIST-E3",
              "mu_c * t_m * (rho_b - rho_m) / (t_c * (rho_b - rho_c))",
              {{"mu_c", "4.63", NORMAL("0.0463")},
               {"t_m", "61", NORMAL("6.1")},
               {"rho_m", "1180", NORMAL("0.5")},
               {"rho_c", "810", NORMAL("0.5")},
               {"t_c", "36.6", NORMAL("5.49")},
               {"rho_b", "2217", NORMAL("0.5")}},
              NULL,
              5.68740819710969,
              1.0268941893032189,
              1e-6},
    [EXPANSION] = {"NIST-E13",
                   "(l1 - l0) / (l0 * (t1 - t0))",
                   {{"l0", "1.4999", T3("1.4999", "0.000057735026918962574")},
                    {"l1", "1.5021", T3("1.5021", "0.00011547005383792515")},
                    {"t0", "288.15", T3("288.15", "0.011547005383792516")},
                    {"t1", "373.1", T3("373.1", "0.028867513459481287")}},
                   NULL,
                   1.7266208957779672e-05,
                   1.7554772808125777e-06,
                   1e-9},
    [LOG] = {"NPL-LOG",
             "log(x)",
             {{"x", "0.6", "{'type': 'uniform', 'min': 0.1, 'max': 1.1}"}},
             NULL,
             -0.5108256237659907,
             0.48112522432468824,
             1e-6},
    [RICE_0] = {"GUMS2-MAG-0.001",
                "sqrt(re ^ 2 + im ^ 2)",
                {{"re", "0.001", NORMAL("0.01")}, {"im", "0", NORMAL("0.01")}},
                NULL,
                0.001,
                0.01,
                1e-9},
};

ra_claim *claim_of(const example *e)
{
    ra_text head = {0}, steps = {0}, assumptions = {0};

    if (e->correlation != NULL)
        ra_text_format(&head,
                       "'correlations': [{'between': ['%s', '%s'], 'kind': 'pearson', "
                       "'rho': %s}], ",
                       e->inputs[0].id, e->inputs[1].id, e->correlation);
    ra_text_format(&steps, "{'id': 'y', 'label': 'Y', 'formula': '%s', 'unit': '1'}", e->formula);
    for (int i = 0; i < MAX_INPUTS && e->inputs[i].id != NULL; i++)
        ra_text_format(&assumptions,
                       "%s{'id': '%s', 'label': 'L', 'published': {'value': %s, 'unit': '1'}, "
                       "'audited': {'reason': 'r', 'distribution': %s}}",
                       i > 0 ? ", " : "", e->inputs[i].id, e->inputs[i].value, e->inputs[i].law);
    char *text =
        claim_with(head.data != NULL ? head.data : "",
                   "{'step': 'y', 'printed': '1.5', 'unit': '1'}", steps.data, assumptions.data);
    ra_claim *claim = good_claim(text);
    free(text);
    ra_text_free(&head);
    ra_text_free(&steps);
    ra_text_free(&assumptions);
    return claim;
}

ra_result *audit_example(int which, uint64_t trials, double level, ra_claim **claim)
{
    ra_plan plan = plan_of(trials);

    plan.level = level;
    *claim = claim_of(&examples[which]);
    return audit_claim(*claim, &plan);
}

void free_audit(ra_result *result, ra_claim *claim)
{
    ra_result_free(result);
    ra_claim_free(claim);
}
