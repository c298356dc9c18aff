/* Correlations: pairs of uncertain quantities of the audited side. */
#include <math.h>
#include <string.h>

#include "models/claim_private.h"
#include "models/dist_matrix.h"

#define MAX_MATRIX 32
#define MAX_PAIRS  2000
/* A covariance matrix and the laws that it joins give the same standard deviation. */
#define SAME_SD 0.01

static const char *const correlation_keys[] = {"between", "kind", "rho", "matrix", NULL};
static const char *const kinds[] = {"pearson", "spearman", "normal", "covariance"};

/* Whether a quantity was changed for this run. */
static bool is_changed(const ra_build *b, uint32_t index)
{
    for (size_t i = 0; i < b->own->override_count; i++)
        if (strcmp(b->own->overrides[i].id, b->quantities[index].id) == 0)
            return true;
    return false;
}

/* Another row or audit may have no use for a figure that the claim correlates. */
static bool is_variant(const ra_build *b)
{
    return b->row || b->other;
}

static bool is_uncertain(const ra_build *b, uint32_t index)
{
    const ra_dist *dist = b->quantities[index].figure[RA_AUDITED].dist;
    return dist && !ra_dist_is_point(dist);
}

/* What was made exact or is off for this run leaves its correlations behind. */
static bool check_uncertain(ra_build *b, const ra_value *name, uint32_t index)
{
    const ra_quantity *q = &b->quantities[index];
    if (is_uncertain(b, index) || is_variant(b))
        return true;
    if (q->retired) {
        ra_value_report(name, b->diag, RA_NOTE,
                        "'%s' is replaced by the measured '%s': its correlations are left out",
                        q->id, b->quantities[q->retired_by].id);
        return true;
    }
    if (is_changed(b, index)) {
        ra_value_report(name, b->diag, RA_NOTE,
                        "'%s' is exact in this run: its correlations are left out", q->id);
        return true;
    }
    ra_value_report(name, b->diag, RA_ERROR,
                    q->figure[RA_AUDITED].dist
                        ? "'%s' has only one value on the audited side: it cannot be correlated"
                        : "'%s' has no distribution on the audited side: it cannot be correlated",
                    q->id);
    return false;
}

/* Finds an assumption, or an entry of the `where` on the audited side ("chip_power.machine"). */
static uint32_t find_uncertain(ra_build *b, const ra_value *name)
{
    if (ra_value_kind(name) != RA_STRING) {
        ra_value_report(name, b->diag, RA_ERROR, "'between' has the ids of assumptions");
        return RA_NOWHERE;
    }
    const char *id = ra_value_string(name), *dot = strchr(id, '.');
    uint32_t index = claim_find_name(b, id);
    for (uint32_t i = 0; dot && i < b->claim->quantity_count; i++)
        if (b->quantities[i].kind == RA_LOCAL && b->quantities[i].owner_side == RA_AUDITED &&
            b->quantities[i].id && strcmp(b->quantities[i].id, id) == 0)
            index = i;
    if (index == RA_NOWHERE) {
        if (!is_variant(b) || !dot)
            claim_report_unknown(b, name, "assumption", id, claim_nearest_name(b, id));
        return RA_NOWHERE;
    }
    if (b->quantities[index].kind == RA_STEP) {
        ra_value_report(name, b->diag, RA_ERROR, "'%s' is a step: assumptions are correlated", id);
        return RA_NOWHERE;
    }
    if (b->items[index].reading[RA_AUDITED].bad || b->items[index].bad)
        return RA_NOWHERE;
    return check_uncertain(b, name, index) ? index : RA_NOWHERE;
}

/* Reads the names. Returned: their number, or 0 after an error. */
static size_t read_between(ra_build *b, const ra_value *object, size_t most, uint32_t *indices)
{
    const ra_value *array = NULL;
    size_t count = 0;
    bool good = true;
    if (!ra_value_get_array(object, "between", true, &array, b->diag))
        return 0;
    if (ra_value_count(array) < 2 || ra_value_count(array) > most) {
        ra_value_report(array, b->diag, RA_ERROR,
                        most == 2 ? "a correlation is between two assumptions"
                                  : "a covariance matrix joins 2 to 32 assumptions");
        return 0;
    }
    for (const ra_value *v = ra_value_first(array); v; v = ra_value_next(v)) {
        indices[count] = find_uncertain(b, v);
        good &= indices[count] != RA_NOWHERE;
        for (size_t i = 0; i < count && indices[count] != RA_NOWHERE; i++)
            if (indices[i] == indices[count]) {
                ra_value_report(v, b->diag, RA_ERROR, "'%s' is named twice",
                                b->quantities[indices[i]].id);
                good = false;
            }
        count++;
    }
    return good ? count : 0;
}

/* Appends a pair, unless there is one already or nothing to correlate. */
static void add_pair(ra_build *b, uint32_t i, uint32_t j, ra_correlation_kind kind, double rho,
                     const ra_value *at)
{
    ra_claim *claim = b->claim;
    if (!is_uncertain(b, i) || !is_uncertain(b, j))
        return;
    if (claim->correlation_count == MAX_PAIRS) {
        ra_value_report(at, b->diag, RA_ERROR, "a claim has at most %d correlated pairs",
                        MAX_PAIRS);
        return;
    }
    for (uint32_t k = 0; k < claim->correlation_count; k++) {
        const ra_correlation *c = &b->correlations[k];
        if ((c->between[0] == i && c->between[1] == j) ||
            (c->between[0] == j && c->between[1] == i)) {
            ra_value_report(at, b->diag, RA_ERROR, "'%s' and '%s' are correlated already",
                            b->quantities[i].id, b->quantities[j].id);
            return;
        }
    }
    b->correlations[claim->correlation_count++] =
        (ra_correlation){.between = {i, j}, .kind = kind, .rho = rho, .at = at};
}

/* Reads a row of n numbers. */
static bool read_row(const ra_value *row, size_t n, double *numbers)
{
    size_t count = 0;
    if (ra_value_kind(row) != RA_ARRAY || ra_value_count(row) != n)
        return false;
    for (const ra_value *v = ra_value_first(row); v; v = ra_value_next(v)) {
        if (ra_value_kind(v) != RA_NUMBER)
            return false;
        numbers[count++] = ra_value_number(v);
    }
    return true;
}

/* Reads n rows of n numbers. */
static bool read_matrix(ra_build *b, const ra_value *rows, size_t n, double *matrix)
{
    size_t count = 0;
    const ra_value *wrong = ra_value_count(rows) == n ? NULL : rows;
    for (const ra_value *row = ra_value_first(rows); row && !wrong; row = ra_value_next(row))
        if (!read_row(row, n, &matrix[n * count++]))
            wrong = row;
    if (wrong)
        ra_value_report(wrong, b->diag, RA_ERROR,
                        "the matrix has %zu rows of %zu numbers, in the order of 'between'", n, n);
    return !wrong;
}

/* A covariance matrix is symmetric, has the variances of the laws on its diagonal, and no
 * correlation beyond one. A law that was changed for this run keeps the correlations. */
static bool check_matrix(ra_build *b, const ra_value *at, size_t n, const double *m,
                         const uint32_t *indices)
{
    for (size_t i = 0; i < n; i++) {
        const ra_quantity *q = &b->quantities[indices[i]];
        if (!(m[i * n + i] > 0)) {
            ra_value_report(at, b->diag, RA_ERROR,
                            "the matrix gives '%s' the variance %.6g, but it must be above 0",
                            q->id, m[i * n + i]);
            return false;
        }
        if (is_changed(b, indices[i]))
            continue;
        double mean, sd, stated = sqrt(m[i * n + i]);
        const ra_dist *dist = q->figure[RA_AUDITED].dist;
        /* Of the parameters of another fit the matrix says nothing. */
        if (!dist)
            return false;
        ra_dist_moments(dist, &mean, &sd);
        bool same = fabs(stated - sd) <= SAME_SD * sd;
        if (!same && is_variant(b))
            return false;
        if (!same) {
            ra_value_report(at, b->diag, RA_ERROR,
                            "the matrix gives '%s' the standard deviation %.6g, its distribution "
                            "has %.6g",
                            q->id, stated, sd);
            return false;
        }
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            double c = m[i * n + j], limit = sqrt(m[i * n + i] * m[j * n + j]);
            if (c == m[j * n + i] && fabs(c) <= limit * (1 + 1e-12))
                continue;
            ra_value_report(at, b->diag, RA_ERROR,
                            c == m[j * n + i]
                                ? "the covariance of '%s' and '%s' is beyond their deviations"
                                : "the matrix is not symmetric for '%s' and '%s'",
                            b->quantities[indices[i]].id, b->quantities[indices[j]].id);
            return false;
        }
    return true;
}

/* The number in row i and column j. */
static const ra_value *find_cell(const ra_value *rows, size_t i, size_t j)
{
    const ra_value *row = ra_value_first(rows);
    for (; i > 0; i--)
        row = ra_value_next(row);
    const ra_value *cell = ra_value_first(row);
    for (; j > 0; j--)
        cell = ra_value_next(cell);
    return cell;
}

/* Three figures or more can contradict each other although every pair of them could be. Reported
 * here, a claim is wrong wherever it is read, not only where it is run. */
static bool check_semidefinite(ra_build *b, const ra_value *rows, size_t n, const double *m,
                               const uint32_t *indices)
{
    double r[MAX_MATRIX * MAX_MATRIX];
    ra_matrix_fault fault = {0};
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            r[i * n + j] = i == j ? 1 : m[i * n + j] / sqrt(m[i * n + i] * m[j * n + j]);
    ra_status status = ra_matrix_check(r, n, &fault);
    size_t i = fault.between[0], j = fault.between[1];
    if (status == RA_NOMEM)
        b->no_memory = true;
    if (status == RA_INVALID)
        ra_value_report(find_cell(rows, i, j), b->diag, RA_ERROR,
                        "the matrix cannot be one of covariances: its correlations have the "
                        "eigenvalue %.6g, to which '%s' and '%s' add most, with the correlation "
                        "%.6g",
                        fault.eigenvalue, b->quantities[indices[i]].id,
                        b->quantities[indices[j]].id, r[i * n + j]);
    return status == RA_OK;
}

static void read_covariance(ra_build *b, const ra_value *object)
{
    uint32_t indices[MAX_MATRIX];
    double matrix[MAX_MATRIX * MAX_MATRIX];
    const ra_value *rows = NULL;
    size_t n = read_between(b, object, MAX_MATRIX, indices);
    if (!ra_value_get_array(object, "matrix", true, &rows, b->diag) || n == 0)
        return;
    if (!read_matrix(b, rows, n, matrix) || !check_matrix(b, rows, n, matrix, indices) ||
        !check_semidefinite(b, rows, n, matrix, indices))
        return;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            add_pair(b, indices[j], indices[i], RA_COVARIANCE,
                     matrix[i * n + j] / sqrt(matrix[i * n + i] * matrix[j * n + j]), object);
}

static void read_pair(ra_build *b, const ra_value *object, ra_correlation_kind kind)
{
    uint32_t indices[2];
    double rho = 0;
    size_t n = read_between(b, object, 2, indices);
    if (!ra_value_get_number(object, "rho", true, &rho, b->diag))
        return;
    if (fabs(rho) > 1)
        ra_value_report(ra_value_find(object, "rho"), b->diag, RA_ERROR,
                        "a correlation lies between -1 and 1");
    else if (n == 2)
        add_pair(b, indices[0], indices[1], kind, rho, object);
}

static void read_correlation(ra_build *b, const ra_value *object)
{
    int kind = 0;
    if (!claim_is_object(b, object))
        return;
    ra_value_check_keys(object, correlation_keys, b->diag);
    if (!ra_value_get_choice(object, "kind", true, kinds, 4, &kind, b->diag))
        return;
    const char *wrong = kind == RA_COVARIANCE ? "rho" : "matrix";
    if (ra_value_find(object, wrong))
        ra_value_report_key(ra_value_find(object, wrong), b->diag, RA_ERROR,
                            kind == RA_COVARIANCE ? "a covariance has a 'matrix', not 'rho'"
                                                  : "'matrix' belongs to the kind 'covariance'");
    else if (kind == RA_COVARIANCE)
        read_covariance(b, object);
    else
        read_pair(b, object, (ra_correlation_kind)kind);
}

void claim_read_correlations(ra_build *b)
{
    const ra_value *array = NULL;
    if (!ra_value_get_array(b->root, "correlations", false, &array, b->diag))
        return;
    if (ra_value_count(array) > RA_CLAIM_MAX_CORRELATIONS) {
        ra_value_report(array, b->diag, RA_ERROR, "a claim has at most %d correlations",
                        RA_CLAIM_MAX_CORRELATIONS);
        return;
    }
    b->correlations = claim_alloc(b, MAX_PAIRS, sizeof *b->correlations);
    if (!b->correlations)
        return;
    b->claim->correlations = b->correlations;
    for (const ra_value *v = ra_value_first(array); v; v = ra_value_next(v))
        read_correlation(b, v);
}
