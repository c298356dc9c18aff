/* The ways in which each law may be written. Nothing else is accepted: a range without a law, or
 * an interval without its coverage, could be read in several ways.
 *
 * Where the centre is left out (mean of a normal law, median of a lognormal one, mode of a
 * triangular one ...) it is the value of the figure itself. */
#include "models/dist_read.h"

const ra_form ra_dist_forms[] = {
    {&ra_dist_point, "[value]", ra_read_point},
    {&ra_dist_rounding, "", ra_read_rounding},
    {&ra_dist_uniform, "min max", ra_read_ends},
    {&ra_dist_uniform, "half_width", ra_read_half_width},
    {&ra_dist_uniform, "relative_half_width", ra_read_half_width},
    {&ra_dist_loguniform, "min max", ra_read_loguniform},
    {&ra_dist_triangular, "min [mode] max", ra_read_triangular},
    {&ra_dist_pert, "min [mode] max [lambda]", ra_read_pert},
    {&ra_dist_pert, "min mean max [lambda]", ra_read_pert_mean},
    {&ra_dist_normal, "[mean] sd [df]", ra_read_normal_sd},
    {&ra_dist_normal, "[mean] relative_sd [df]", ra_read_normal_sd},
    {&ra_dist_normal, "[mean] expanded k [df]", ra_read_normal_expanded},
    {&ra_dist_normal, "[mean] relative_expanded k [df]", ra_read_normal_expanded},
    {&ra_dist_normal, "interval coverage [df]", ra_read_normal_interval},
    {&ra_dist_truncated_normal, "[mean] sd [min] [max]", ra_read_normal_sd},
    {&ra_dist_truncated_normal, "[mean] relative_sd [min] [max]", ra_read_normal_sd},
    {&ra_dist_truncated_normal, "[mean] expanded k [min] [max]", ra_read_normal_expanded},
    {&ra_dist_truncated_normal, "[mean] relative_expanded k [min] [max]", ra_read_normal_expanded},
    {&ra_dist_truncated_normal, "interval coverage [min] [max]", ra_read_normal_interval},
    {&ra_dist_lognormal, "[median] gsd", ra_read_lognormal_spread},
    {&ra_dist_lognormal, "[median] gsd2", ra_read_lognormal_spread},
    {&ra_dist_lognormal, "[median] sigma", ra_read_lognormal_spread},
    {&ra_dist_lognormal, "[median] relative_sd", ra_read_lognormal_spread},
    {&ra_dist_lognormal, "mean sd", ra_read_lognormal_mean},
    {&ra_dist_lognormal, "mean relative_sd", ra_read_lognormal_mean},
    {&ra_dist_lognormal, "mu sigma", ra_read_lognormal_mu},
    {&ra_dist_lognormal, "interval coverage", ra_read_lognormal_interval},
    {&ra_dist_lognormal, "[median] pedigree factors basic_gsd2", ra_read_lognormal_pedigree},
    {&ra_dist_lognormal, "[median] pedigree factors basic_variance", ra_read_lognormal_pedigree},
    {&ra_dist_beta, "alpha beta [min] [max]", ra_read_beta},
    {&ra_dist_beta, "mean sd [min] [max]", ra_read_beta_mean},
    {&ra_dist_gamma, "shape scale", ra_read_gamma},
    {&ra_dist_gamma, "shape rate", ra_read_gamma},
    {&ra_dist_gamma, "mean sd", ra_read_gamma_mean},
    {&ra_dist_exponential, "mean", ra_read_exponential},
    {&ra_dist_exponential, "rate", ra_read_exponential},
    {&ra_dist_student_t, "df [location] scale", ra_read_student_scale},
    {&ra_dist_student_t, "df [location] expanded k", ra_read_student_expanded},
    {&ra_dist_student_t, "df interval coverage", ra_read_student_interval},
    {&ra_dist_arcsine, "min max", ra_read_ends},
    {&ra_dist_arcsine, "half_width", ra_read_half_width},
    {&ra_dist_arcsine, "relative_half_width", ra_read_half_width},
    {&ra_dist_trapezoid, "min low high max", ra_read_trapezoid},
    {&ra_dist_discrete, "values weights", ra_read_discrete},
    {&ra_dist_mixture, "components weights", ra_read_mixture},
    {&ra_dist_empirical, "values [interpolate]", ra_read_empirical},
    {NULL, NULL, NULL},
};

const char *ra_dist_form_at(const ra_dist_type *type, size_t i)
{
    for (const ra_form *form = ra_dist_forms; form->type; form++)
        if (form->type == type && i-- == 0)
            return form->keys;
    return NULL;
}
