#include "models/pedigree.h"

#include <math.h>

const char *const ra_pedigree_names[RA_PEDIGREES] = {"ecoinvent2", "ciroth2013", "ecoinvent3"};

/* The first two sets print contributions U to the square of the geometric standard deviation:
 *   ln(GSD^2)^2 = ln(U_basic)^2 + sum ln(U_i)^2, so each adds (ln(U_i) / 2)^2 to the variance.
 * The third prints variances. 0 stands for a score that the set does not define. */
static const double table[RA_PEDIGREES][RA_PEDIGREE_INDICATORS][RA_PEDIGREE_SCORES] = {
    [RA_ECOINVENT2] = {/* [frischknecht2007, table 7.2] */
                       {1.00, 1.05, 1.10, 1.20, 1.50},
                       {1.00, 1.02, 1.05, 1.10, 1.20},
                       {1.00, 1.03, 1.10, 1.20, 1.50},
                       {1.00, 1.01, 1.02, 0, 1.10},
                       {1.00, 0, 1.20, 1.50, 2.00}},
    [RA_CIROTH2013] = {/* [ciroth2013] */
                       {1.00, 1.54, 1.61, 1.69, 1.69},
                       {1.00, 1.03, 1.04, 1.08, 1.08},
                       {1.00, 1.03, 1.10, 1.19, 1.29},
                       {1.00, 1.04, 1.08, 1.11, 1.11},
                       {1.00, 1.18, 1.65, 2.08, 2.80}},
    [RA_ECOINVENT3] = {/* [weidema2013, table 10.5] */
                       {0.000, 0.0006, 0.002, 0.008, 0.04},
                       {0.000, 0.0001, 0.0006, 0.002, 0.008},
                       {0.000, 0.0002, 0.002, 0.008, 0.04},
                       {0.000, 2.5e-5, 0.0001, 0.0006, 0.002},
                       {0.000, 0.0006, 0.008, 0.04, 0.12}},
};

bool ra_pedigree_variance(ra_pedigree set, double basic, const int *scores, double *variance)
{
    bool defined = true;
    *variance = basic;
    for (int i = 0; i < RA_PEDIGREE_INDICATORS; i++) {
        double entry = table[set][i][scores[i] - 1];
        bool factor = set != RA_ECOINVENT3;
        defined = defined && (entry > 0 || !factor);
        *variance += factor && entry > 0 ? log(entry) / 2 * (log(entry) / 2) : factor ? 0 : entry;
    }
    return defined;
}
