#include "tests/support/claim.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/files.h"

ra_data *claim_data;
ra_diag *claim_diag;

void claim_set_up(void)
{
    claim_diag = ra_diag_new();
    ck_assert_int_eq(ra_data_open(&claim_data, REAUDIT_SOURCE_DATA, claim_diag), RA_OK);
}

void claim_tear_down(void)
{
    ra_data_free(claim_data);
    ra_diag_free(claim_diag);
    claim_data = NULL;
    claim_diag = NULL;
}

static void fail_with_messages(void)
{
    char *messages = written_messages(claim_diag);
    ck_abort_msg("the claim was refused:\n%s", messages);
}

ra_claim *parse_claim(const char *text)
{
    ra_claim *claim = NULL;
    ra_status status =
        ra_claim_parse(&claim, claim_data, "test.json", text, strlen(text), claim_diag);
    ck_assert_int_eq(status == RA_OK, claim != NULL);
    return claim;
}

ra_claim *good_claim(const char *text)
{
    ra_claim *claim = parse_claim(text);
    if (!claim)
        fail_with_messages();
    return claim;
}

ra_claim *load_claim(const char *path)
{
    ra_claim *claim = NULL;
    ra_text full = {0};
    ra_text_format(&full, "%s/%s", REAUDIT_SOURCE_DATA, path);
    if (ra_claim_load(&claim, claim_data, full.data, claim_diag) != RA_OK)
        fail_with_messages();
    ra_text_free(&full);
    return claim;
}

char *claim_with(const char *head, const char *published, const char *steps,
                 const char *assumptions)
{
    ra_text text = {0};
    ra_text_append(&text, "{'id': 'small', 'title': 'A small claim', "
                          "'source': {'key': 'strubell2019', 'evidence': 'primary'}, ");
    ra_text_append(&text, head);
    ra_text_format(&text, "'published': %s, 'steps': [%s], 'assumptions': [%s]}", published, steps,
                   assumptions);
    ck_assert(!text.failed);
    for (char *p = text.data; *p; p++)
        if (*p == '\'')
            *p = '"';
    char *copy = malloc(text.length + 1);
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, text.data, text.length + 1);
    ra_text_free(&text);
    return copy;
}

char *small_claim(const char *head, const char *assumptions)
{
    return claim_with(
        head, "{'step': 'emissions', 'printed': '9.5', 'unit': 'kgCO2e'}",
        "{'id': 'emissions', 'label': 'E', 'formula': 'energy * grid', 'unit': 'kgCO2e'}",
        assumptions);
}

const ra_quantity *quantity_of(const ra_claim *claim, const char *id)
{
    uint32_t index = ra_claim_find(claim, id);
    ck_assert_msg(index != UINT32_MAX, "there is no quantity '%s'", id);
    return &claim->quantities[index];
}

const ra_quantity *local_of(const ra_claim *claim, const char *id, ra_side side)
{
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        const ra_quantity *q = &claim->quantities[i];
        if (q->kind == RA_LOCAL && q->owner_side == side && strcmp(q->id, id) == 0)
            return q;
    }
    ck_abort_msg("there is no local '%s'", id);
    return NULL;
}

static double evaluate(const ra_claim *claim, ra_side side, uint32_t index, double *result)
{
    double *values = calloc(claim->quantity_count, sizeof *values);
    uint8_t *choice = malloc(claim->quantity_count);
    ck_assert(values && choice);
    memset(choice, side, claim->quantity_count);
    *result = ra_claim_eval(claim, choice, values);
    double value = values[index];
    free(values);
    free(choice);
    return value;
}

double result_of(const ra_claim *claim, ra_side side)
{
    double result;
    evaluate(claim, side, claim->result, &result);
    return result;
}

double value_of(const ra_claim *claim, const char *id, ra_side side)
{
    double result;
    return evaluate(claim, side, ra_claim_find(claim, id), &result);
}

void expect_message(const char *text)
{
    char *messages = written_messages(claim_diag);
    ck_assert_msg(strstr(messages, text) != NULL, "no message says \"%s\":\n%s", text, messages);
    free(messages);
}
