#include "models/dist_matrix.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_eigen.h>

/* The pair whose product in the eigenvector weighs most. */
static void find_fault(const gsl_vector *vector, ra_matrix_fault *fault)
{
    double most = 0;

    for (uint32_t i = 0; i < vector->size; i++) {
        for (uint32_t j = 0; j < i; j++) {
            double weight = fabs(gsl_vector_get(vector, i) * gsl_vector_get(vector, j));
            if (weight >= most * (1 - 1e-9)) {
                most = fmax(most, weight);
                fault->between[0] = j;
                fault->between[1] = i;
            }
        }
    }
}

ra_status ra_matrix_check(const double *matrix, size_t n, ra_matrix_fault *fault)
{
    size_t least = 0;
    gsl_matrix *copy = gsl_matrix_alloc(n, n), *vectors = gsl_matrix_alloc(n, n);
    gsl_vector *values = gsl_vector_alloc(n);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(n);
    ra_status status = RA_NOMEM;

    if (copy == NULL || vectors == NULL || values == NULL || work == NULL) {
        goto done;
    }
    memcpy(copy->data, matrix, n * n * sizeof *matrix);
    gsl_eigen_symmv(copy, values, vectors, work);
    least = gsl_vector_min_index(values);
    fault->eigenvalue = gsl_vector_get(values, least);
    status = fault->eigenvalue >= RA_MATRIX_NEGATIVE ? RA_OK : RA_INVALID;
    if (status == RA_INVALID) {
        gsl_vector_const_view column = gsl_matrix_const_column(vectors, least);
        find_fault(&column.vector, fault);
    }
done:
    gsl_matrix_free(copy);
    gsl_matrix_free(vectors);
    gsl_vector_free(values);
    if (work != NULL) {
        gsl_eigen_symmv_free(work);
    }
    return status;
}
