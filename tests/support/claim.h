/* Claims for tests: loading without ceremony, small claims from their parts, values by name. */
#ifndef RA_TEST_CLAIM_H
#define RA_TEST_CLAIM_H

#include "models/claim.h"

/* The project's own data, and a list of messages; made and freed by the fixture. */
extern ra_data *claim_data;
extern ra_diag *claim_diag;
void claim_set_up(void);
void claim_tear_down(void);

/* Reads a claim from its text. Returned: NULL where it was refused; messages are in claim_diag. */
ra_claim *parse_claim(const char *text);

/* The same for a text that must be good; fails the test with the messages where it is not. */
ra_claim *good_claim(const char *text);

/* A file of the tree, "datasets/claims/x.json"; fails the test where it is refused. */
ra_claim *load_claim(const char *path);

/* A claim in which single quotes stand for double ones: `head` are members of the claim ("" or
 * ending in a comma), emissions = energy * grid is published as 9.5 kgCO2e, and `assumptions` are
 * the elements of its array. To be freed with free(). */
char *small_claim(const char *head, const char *assumptions);

/* The same with its own published object and steps. */
char *claim_with(const char *head, const char *published, const char *steps,
                 const char *assumptions);

/* A quantity by its id; fails the test where there is none. */
const ra_quantity *quantity_of(const ra_claim *claim, const char *id);

/* The local of this id on one side. */
const ra_quantity *local_of(const ra_claim *claim, const char *id, ra_side side);

/* The result with every choice on one side, in the claim's unit. */
double result_of(const ra_claim *claim, ra_side side);

/* The value of a quantity in that evaluation. */
double value_of(const ra_claim *claim, const char *id, ra_side side);

/* Fails the test unless a message contains this text. */
void expect_message(const char *text);

#endif
