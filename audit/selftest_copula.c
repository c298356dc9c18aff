/* Reference cases about a matrix of correlations: whether it is one. */
#include <math.h>
#include <string.h>

#include "audit/copula.h"
#include "audit/selftest_kind.h"
#include "audit/stream.h"

typedef struct {
    bool refused;
    ra_copula_fault fault;
} copula_case;

static ra_status open(ra_case_run *run)
{
    double *matrix;
    size_t rows, columns;
    uint64_t *keys = NULL;
    ra_copula copula = {0};
    ra_status status = ra_case_open(run, sizeof(copula_case));

    if (status == RA_OK) {
        status = ra_case_matrix(run, "matrix", &matrix, &rows, &columns);
    }
    if (status != RA_OK) {
        return status;
    }
    if (rows != columns) {
        ra_value_report(ra_value_find(run->which->at, "matrix"), run->diag, RA_ERROR,
                        "'matrix' must be square");
        return RA_INVALID;
    }
    keys = ra_arena_alloc(run->arena, rows, sizeof *keys);
    if (keys == NULL) {
        return RA_NOMEM;
    }
    for (size_t i = 0; i < rows; i++) {
        keys[i] = ra_stream_key(run->which->id) + i;
    }
    copula_case *own = run->state;
    status = ra_copula_open(&copula, keys, matrix, (uint32_t)rows, &own->fault);
    own->refused = status == RA_INVALID;
    ra_copula_free(&copula);
    return status == RA_NOMEM ? status : RA_OK;
}

static ra_status eval(ra_case_run *run, const ra_case_number *number, ra_case_found *found)
{
    static const char *const known[] = {"refused", "eigenvalue", "pair", NULL};
    const copula_case *own = run->state;
    ra_text pair = {0};

    if (strcmp(number->quantity, "refused") == 0) {
        found->number = own->refused;
    } else if (strcmp(number->quantity, "eigenvalue") == 0) {
        found->number = own->refused ? own->fault.eigenvalue : (double)NAN;
    } else if (strcmp(number->quantity, "pair") == 0) {
        ra_text_format(&pair, "%u and %u", (unsigned)own->fault.between[0] + 1,
                       (unsigned)own->fault.between[1] + 1);
        found->text = pair.failed ? NULL : ra_arena_text(run->arena, pair.data, pair.length);
        ra_text_free(&pair);
        return found->text != NULL ? RA_OK : RA_NOMEM;
    } else {
        return ra_case_unknown(run, number, known);
    }
    return RA_OK;
}

static const char *const keys[] = {"matrix", NULL};

const ra_case_kind ra_kind_copula = {
    .name = "copula", .keys = keys, .open = open, .eval = eval, .close = ra_case_close};
