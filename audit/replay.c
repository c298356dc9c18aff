/* Replaying single trials. */
#include <math.h>

#include "audit/audit.h"
#include "audit/draws.h"
#include "audit/stream.h"
#include "models/alloc.h"

/* Builds the audited chain with one quantity as its only output. */
static ra_status open_model(ra_model *model, const ra_claim *claim, uint32_t quantity)
{
    uint8_t *choice = ra_alloc(claim->quantity_count);
    ra_term *terms = ra_calloc(claim->quantity_count, sizeof *terms);
    ra_status status = choice != NULL && terms != NULL ? ra_model_open(model, claim) : RA_NOMEM;

    if (status == RA_OK) {
        ra_choice_audited(claim, choice);
        ra_model_chain(model, choice, terms);
        ra_program_output(model->program, terms[quantity]);
        status = ra_program_seal(model->program);
    }
    ra_free(choice);
    ra_free(terms);
    return status;
}

/* Copies trials first .. first + count - 1, block by block. */
static void copy_trials(const ra_model *model, const ra_draws *draws, uint64_t first,
                        uint64_t count, double *out, double *room, const double **columns,
                        void *scratch)
{
    double constant = NAN;
    const double *column = NULL;

    ra_program_constant(model->program, 0, &constant);
    for (uint64_t i = 0; i < count; i++) {
        uint64_t trial = first + i;
        if (i == 0 || trial % RA_BLOCK == 0) {
            ra_draws_fill(draws, trial / RA_BLOCK, RA_BLOCK, room, columns);
            ra_program_run(model->program, columns, RA_BLOCK, scratch, &column);
        }
        out[i] = column != NULL ? column[trial % RA_BLOCK] : constant;
    }
}

ra_status ra_audit_replay(const ra_claim *claim, ra_sampling sampling, uint64_t seed,
                          uint32_t quantity, uint64_t first, uint64_t count, double *out)
{
    ra_model model = {0};
    ra_draws draws = {0};
    double *room = NULL;
    const double **columns = NULL;
    void *scratch = NULL;
    ra_status status = open_model(&model, claim, quantity);

    if (status == RA_OK) {
        status = ra_draws_open(&draws, &model, seed, sampling, 1, NULL);
    }
    if (status != RA_OK) {
        goto done;
    }
    room = ra_alloc(ra_draws_room(&draws) * sizeof *room);
    columns = ra_calloc((size_t)model.input_count + 1, sizeof *columns);
    scratch = ra_alloc(ra_program_scratch(model.program));
    if (room == NULL || columns == NULL || scratch == NULL) {
        status = RA_NOMEM;
        goto done;
    }
    copy_trials(&model, &draws, first, count, out, room, columns, scratch);
done:
    ra_free(room);
    ra_free(columns);
    ra_free(scratch);
    ra_draws_free(&draws);
    ra_model_free(&model);
    return status;
}
