/* Times the headline of a claim by convolution, everything behind the reading of the file included:
 * usage: convolution_clock CLAIM. Prints the median of 101 audits in seconds, and the median, p5 and
 * p95 that they give. */
#include <stdio.h>

#include <gsl/gsl_errno.h>

#include "audit/audit.h"
#include "tests/bench/clock.h"

enum { ROUNDS = 101 };

int main(int argc, char **argv)
{
    ra_diag *diag = ra_diag_new();
    ra_data *data = NULL;
    ra_claim *claim = NULL;
    double spent[ROUNDS], p5 = 0, p50 = 0, p95 = 0;

    gsl_set_error_handler_off();
    if (argc != 2 || diag == NULL || ra_data_open(&data, REAUDIT_SOURCE_DATA, diag) != RA_OK ||
        ra_claim_load(&claim, data, argv[1], diag) != RA_OK) {
        fputs("convolution_clock: no claim\n", stderr);
        return 1;
    }
    for (int i = 0; i < ROUNDS; i++) {
        ra_plan plan = ra_plan_default();
        ra_result *result;
        plan.trials = 1024; /* the ladder is always drawn */
        plan.engine = RA_ENGINE_CONVOLUTION;
        plan.headline = true;
        plan.threads = 1;
        double start = clock_seconds();
        if (ra_audit(&result, claim, data, &plan, diag) != RA_OK || !result->convolution.applies) {
            return 1;
        }
        spent[i] = clock_seconds() - start;
        p5 = result->convolution.p5;
        p50 = result->convolution.p50;
        p95 = result->convolution.p95;
        ra_result_free(result);
    }
    printf("%.6f %.9g %.9g %.9g\n", clock_median(spent, ROUNDS), p50, p5, p95);
    ra_claim_free(claim);
    ra_data_free(data);
    ra_diag_free(diag);
    return 0;
}
