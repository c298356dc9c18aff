#include "tests/support/nets.h"

#include <string.h>

uint32_t net_degree(uint32_t polynomial)
{
    uint32_t degree = 0;

    while (polynomial >> (degree + 1) != 0) {
        degree++;
    }
    return degree;
}

/* Product of two residues. */
static uint32_t multiply(uint32_t a, uint32_t b, uint32_t polynomial, uint32_t degree)
{
    uint32_t product = 0;

    for (; b != 0; b >>= 1) {
        product ^= (b & 1) != 0 ? a : 0;
        a <<= 1;
        a ^= a >> degree != 0 ? polynomial : 0;
    }
    return product;
}

static uint32_t power(uint32_t exponent, uint32_t polynomial, uint32_t degree)
{
    uint32_t result = 1, base = degree > 1 ? 2 : polynomial ^ 2;

    for (; exponent != 0; exponent >>= 1) {
        result = (exponent & 1) != 0 ? multiply(result, base, polynomial, degree) : result;
        base = multiply(base, base, polynomial, degree);
    }
    return result;
}

/* x^(2^s - 1) = 1, and no power of it by a proper divisor is. */
bool net_primitive(uint32_t polynomial)
{
    uint32_t degree = net_degree(polynomial);
    uint32_t order = (1u << degree) - 1;
    uint32_t rest = order;

    if (degree == 0 || (polynomial & 1) == 0 || power(order, polynomial, degree) != 1) {
        return false;
    }
    for (uint32_t prime = 2; prime <= rest; prime++) {
        if (rest % prime != 0) {
            continue;
        }
        if (power(order / prime, polynomial, degree) == 1 && order > 1) {
            return false;
        }
        while (rest % prime == 0) {
            rest /= prime;
        }
    }
    return true;
}

/* v_k = a_1 v_(k-1) + ... + a_(s-1) v_(k-s+1) + v_(k-s) + v_(k-s) / 2^s, sums without carry. */
void net_expand(net_sequence *out, uint32_t polynomial, const uint32_t *m)
{
    uint32_t degree = polynomial == 0 ? 0 : net_degree(polynomial);

    for (uint32_t k = 0; k < NET_COLUMNS; k++) {
        if (polynomial == 0) {
            out->v[k] = k < 64 ? UINT64_C(1) << (63 - k) : 0;
        } else if (k < degree) {
            out->v[k] = (uint64_t)m[k] << (63 - k);
        } else {
            out->v[k] = out->v[k - degree] ^ out->v[k - degree] >> degree;
            for (uint32_t i = 1; i < degree; i++) {
                out->v[k] ^= (polynomial >> (degree - i) & 1) != 0 ? out->v[k - i] : 0;
            }
        }
    }
    memset(out->row, 0, sizeof out->row);
    for (uint32_t i = 0; i < NET_DIGITS; i++) {
        for (uint32_t k = 0; k < NET_DIGITS; k++) {
            out->row[i] |= (uint32_t)(out->v[k] >> (63 - i) & 1) << k;
        }
    }
}

/* Rows in echelon form: row[i] has its lowest bit at pivot[i]. */
typedef struct {
    uint32_t count;
    uint32_t row[NET_DIGITS];
} basis;

/* Adds a row; returns whether it was independent of the others. */
static bool extend(basis *rows, uint32_t row)
{
    for (uint32_t i = 0; i < rows->count; i++) {
        uint32_t pivot = rows->row[i] & -rows->row[i];
        row ^= (row & pivot) != 0 ? rows->row[i] : 0;
    }
    if (row == 0) {
        return false;
    }
    rows->row[rows->count++] = row;
    return true;
}

/* The largest r such that the first d rows of one matrix and the first r - d of the other are
 * independent for every d; t = m - r [niederreiter1992, theorem 4.28]. */
uint32_t net_t(const net_sequence *a, const net_sequence *b, uint32_t m)
{
    uint32_t mask = (1u << m) - 1, least = m;
    basis of_a = {0};

    for (uint32_t d = 0; d <= m; d++) {
        basis both = of_a;
        uint32_t more = 0;
        while (more < m - d && d + more < least && extend(&both, b->row[more] & mask)) {
            more++;
        }
        least = d + more < least ? d + more : least;
        if (d >= least) {
            break;
        }
        extend(&of_a, a->row[d] & mask);
    }
    return m - least;
}

/* Elimination from left to right: leading minors stay regular as long as row i keeps bit i. */
bool net_halve(net_halves *state, const net_sequence *next)
{
    uint64_t row[NET_COLUMNS / 64] = {0};
    uint32_t n = state->count;

    for (uint32_t k = 0; k < NET_COLUMNS; k++) {
        row[k / 64] |= (next->v[k] >> 63) << k % 64;
    }
    for (uint32_t i = 0; i < n; i++) {
        bool set = (row[i / 64] >> i % 64 & 1) != 0;
        for (uint32_t w = 0; set && w < NET_COLUMNS / 64; w++) {
            row[w] ^= state->row[i][w];
        }
    }
    if ((row[n / 64] >> n % 64 & 1) == 0) {
        return false;
    }
    memcpy(state->row[n], row, sizeof row);
    state->count++;
    return true;
}
