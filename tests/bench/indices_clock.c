/* Times the Sobol indices of a claim, first and total, everything between the reading of the file and
 * the numbers apart: usage: indices_clock CLAIM POINTS THREADS, a power of two of points. Prints the
 * first and the total index of every cause, and the median of 51 times in seconds. */
#include <stdio.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>

#include "audit/audit.h"
#include "audit/layout.h"
#include "audit/sobol.h"
#include "tests/bench/clock.h"

enum { ROUNDS = 51, MOST_CAUSES = 32 };

typedef struct {
    ra_layout layout;
    ra_draws draws;
    ra_response response;
    double first[MOST_CAUSES], first_se[MOST_CAUSES], total[MOST_CAUSES], total_se[MOST_CAUSES];
} work;

/* What an audit has by then: its inputs, and the mean and the deviation of the headline. */
static ra_status open_work(work *own, const ra_claim *claim, ra_data *data, ra_study *study,
                           ra_diag *diag)
{
    ra_plan plan = ra_plan_default();
    ra_result *result;

    plan.trials = 100000;
    plan.headline = true;
    ra_status status = ra_audit(&result, claim, data, &plan, diag);
    if (status != RA_OK) {
        return status;
    }
    study->centre = result->audited.mean;
    study->scale = result->audited.sd;
    ra_result_free(result);
    status = ra_layout_open(&own->layout, claim);
    if (status == RA_OK) {
        status = ra_draws_open(&own->draws, &own->layout.model, 1, RA_SAMPLING_RANDOM,
                               study->threads, diag);
    }
    if (status == RA_OK) {
        status = ra_response_open(&own->response, claim, &own->draws);
    }
    return status == RA_OK && own->response.cause_count <= MOST_CAUSES ? RA_OK : RA_INTERNAL;
}

int main(int argc, char **argv)
{
    static work own;
    double spent[ROUNDS];
    ra_diag *diag = ra_diag_new();
    ra_data *data = NULL;
    ra_claim *claim = NULL;
    ra_study study = {.response = &own.response, .seed = 1};

    gsl_set_error_handler_off();
    if (argc != 4 || diag == NULL || ra_data_open(&data, REAUDIT_SOURCE_DATA, diag) != RA_OK ||
        ra_claim_load(&claim, data, argv[1], diag) != RA_OK) {
        fputs("indices_clock: no claim\n", stderr);
        return 1;
    }
    study.points = (uint32_t)atol(argv[2]) / RA_REPLICATES;
    study.threads = atoi(argv[3]);
    if (open_work(&own, claim, data, &study, diag) != RA_OK) {
        return 1;
    }
    for (int i = 0; i < ROUNDS; i++) {
        double start = clock_seconds();
        if (ra_sobol_eval(&study, own.first, own.first_se, own.total, own.total_se) != RA_OK) {
            return 1;
        }
        spent[i] = clock_seconds() - start;
    }
    for (uint32_t c = 0; c < own.response.cause_count; c++) {
        printf("%.9g %.9g\n", own.first[c], own.total[c]);
    }
    printf("seconds %.6f\n", clock_median(spent, ROUNDS));
    ra_response_free(&own.response);
    ra_draws_free(&own.draws);
    ra_layout_free(&own.layout);
    ra_claim_free(claim);
    ra_data_free(data);
    ra_diag_free(diag);
    return 0;
}
