/* Shapley values: how much each player adds, averaged over all orders in which they may come
 * [shapley1953].
 *
 * The value of a set of players is v(S), S a bit mask. The marginal contribution of player i to S
 * is v(S + i) - v(S), and
 *
 *     phi_i = sum over S without i of |S|! (m - |S| - 1)! / m! * (v(S + i) - v(S)).
 *
 * The phi_i sum to v(all) - v(none). */
#ifndef RA_SHAPLEY_H
#define RA_SHAPLEY_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RA_SHAPLEY_MAX 16 /* players whose subsets are all evaluated */

/* weight[s] = s! (m - s - 1)! / m!, s < m: of a set of s players that another one joins. */
void ra_shapley_weights(uint32_t m, double *weight);

/* The number of players in a set. */
uint32_t ra_shapley_size(uint32_t set);

/* Given: m <= RA_SHAPLEY_MAX players, value[2^m] by bit mask. Returned: phi[m]. */
void ra_shapley(uint32_t m, const double *value, double *phi);

/* The smallest and the largest marginal contribution of every player over all orders. */
void ra_shapley_range(uint32_t m, const double *value, double *least, double *most);

/* The contributions in one order: player order[0] first. */
void ra_shapley_order(uint32_t m, const double *value, const uint32_t *order, double *phi);

#ifdef __cplusplus
}
#endif
#endif
