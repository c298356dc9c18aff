/* Finds the direction numbers of audit/directions.c. `search N` prints the rows of the first N
 * dimensions; `search N check` finds them again and fails where the table has others.
 *
 * Dimension by dimension, polynomials in the order of their degree and their bits. Of up to 4,096
 * choices of the first numbers (all of them, where there are no more) the one is taken that keeps
 * Sobol's property A and has the least sum, over all earlier dimensions and over 2^m points, m = 6
 * to 20, of 2^t: a net of this t in the square has up to 2^t times the variance of one with t = 0
 * [owen1995]. The numbers are tried in a fixed order, the first of equals is kept. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/directions.h"
#include "tests/support/nets.h"

#define MOST       256
#define MOST_TRIED 4096
#define FIRST_M    6

static net_sequence found[MOST];
static net_halves halves;

/* A permutation of 64 bits that mixes well [steele2014, splitmix64]. */
static uint64_t mix(uint64_t x)
{
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/* The numbers of choice c: m[k] has k free bits, those of c where all are tried. */
static void choose(uint64_t c, uint32_t dimension, uint32_t degree, bool all, uint32_t *m)
{
    for (uint32_t k = 0; k < degree; k++) {
        uint64_t place = ((uint64_t)dimension << 16 | c) << 8 | k;
        uint64_t bits = all ? c >> (k > 0 ? k * (k - 1) / 2 : 0) : mix(place);
        m[k] = (uint32_t)(bits & ((1u << k) - 1)) << 1 | 1;
    }
}

/* Sum of 2^t over the earlier dimensions, or more than `enough` as soon as that is clear. */
static double badness(const net_sequence *candidate, uint32_t dimension, double enough)
{
    double sum = 0;

    for (uint32_t i = dimension; i > 0 && sum <= enough; i--) {
        for (uint32_t m = FIRST_M; m <= NET_DIGITS; m++) {
            sum += (double)(1u << net_t(&found[i - 1], candidate, m));
        }
    }
    return sum;
}

static bool search(uint32_t dimension, uint32_t polynomial, uint32_t *best)
{
    uint32_t degree = net_degree(polynomial), m[16];
    uint32_t free_bits = degree * (degree - 1) / 2;
    bool all = free_bits <= 12;
    uint64_t choices = all ? UINT64_C(1) << free_bits : MOST_TRIED;
    double least = 1e300;

    for (uint64_t c = 0; c < choices; c++) {
        net_sequence candidate;
        net_halves state = halves;
        choose(c, dimension, degree, all, m);
        net_expand(&candidate, polynomial, m);
        if (!net_halve(&state, &candidate)) {
            continue;
        }
        double sum = badness(&candidate, dimension, least);
        if (sum < least) {
            least = sum;
            memcpy(best, m, degree * sizeof *m);
        }
    }
    return least < 1e300;
}

/* Whether the table has this row. */
static bool is_row(uint32_t dimension, uint32_t polynomial, const uint32_t *m)
{
    const ra_direction_row *row = ra_direction_row_at(dimension);
    bool same = row != NULL && row->polynomial == polynomial;

    for (uint32_t k = 0; same && k < net_degree(polynomial); k++) {
        same = row->m[k] == m[k];
    }
    return same;
}

static void print_row(uint32_t polynomial, const uint32_t *m)
{
    printf("    {%u, {", (unsigned)polynomial);
    for (uint32_t k = 0; k < net_degree(polynomial); k++) {
        printf("%s%u", k > 0 ? ", " : "", (unsigned)m[k]);
    }
    printf("}},\n");
    fflush(stdout);
}

int main(int argc, char **argv)
{
    uint32_t dimensions = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 16;
    uint32_t polynomial = 2;
    bool check = argc > 2 && strcmp(argv[2], "check") == 0;

    dimensions = dimensions < MOST ? dimensions : MOST;
    net_expand(&found[0], 0, NULL);
    net_halve(&halves, &found[0]);
    for (uint32_t j = 1; j < dimensions; j++) {
        uint32_t m[16];
        /* A polynomial with which nothing keeps property A is passed over. */
        do {
            polynomial++;
        } while (!net_primitive(polynomial) || !search(j, polynomial, m));
        net_expand(&found[j], polynomial, m);
        net_halve(&halves, &found[j]);
        if (!check) {
            print_row(polynomial, m);
        } else if (!is_row(j, polynomial, m)) {
            fprintf(stderr, "search: the table has another row for dimension %u\n", (unsigned)j);
            return 1;
        }
    }
    return 0;
}
