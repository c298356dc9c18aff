/* The shipped chains: every step of each, and published examples computed with them. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "models/chain.h"
#include "tests/support/claim.h"
#include "tests/support/run.h"

static ra_chain *open_chain(const char *id)
{
    ra_chain *chain = NULL;
    ck_assert_msg(ra_chain_load(&chain, claim_data, id, claim_diag) == RA_OK, "%s", id);
    return chain;
}

static const char *text_of(const ra_value *object, const char *key)
{
    const ra_value *found = ra_value_find(object, key);
    return found ? ra_value_string(found) : NULL;
}

/* A claim that states one step of a chain and gives every assumption the same value. */
static void check_step(const ra_chain *chain, const ra_value *step)
{
    ra_text text = {0};
    ra_text_format(&text,
                   "{\"id\": \"x\", \"title\": \"X\", \"source\": {\"key\": \"so2019\"}, "
                   "\"chain\": \"%s\", \"published\": {\"step\": \"%s\", \"unit\": \"%s\"}, "
                   "\"assumptions\": [",
                   chain->id, text_of(step, "id"), text_of(step, "unit"));
    for (const ra_value *v = ra_value_first(chain->assumptions); v; v = ra_value_next(v)) {
        const char *id = text_of(v, "id");
        ck_assert_ptr_nonnull(id);
        ra_text_format(&text, "%s{\"id\": \"%s\", \"published\": {\"value\": 0.5}}",
                       v == ra_value_first(chain->assumptions) ? "" : ", ", id);
    }
    ra_text_append(&text, "]}");
    ra_claim *claim = good_claim(text.data);
    ck_assert_msg(isfinite(result_of(claim, RA_PUBLISHED)), "%s of %s", text_of(step, "id"),
                  chain->id);
    ra_claim_free(claim);
    ra_text_free(&text);
}

static void check_assumption(const ra_chain *chain, const ra_value *assumption)
{
    static const char *const keys[] = {"id", "label", "unit", "note"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        ck_assert_msg(text_of(assumption, keys[i]), "%s: an assumption lacks '%s'", chain->id,
                      keys[i]);
    const char *role = text_of(assumption, "role");
    if (strcmp(text_of(assumption, "id"), "grid") == 0)
        ck_assert_str_eq(role, "grid");
    if (strcmp(text_of(assumption, "id"), "pue") == 0)
        ck_assert_str_eq(role, "pue");
    const ra_value *usual = ra_value_find(assumption, "usual");
    for (const ra_value *u = usual ? ra_value_first(usual) : NULL; u; u = ra_value_next(u)) {
        const char *nearest = NULL;
        const ra_row *row = ra_data_find_row(claim_data, ra_value_string(u), &nearest, claim_diag);
        ck_assert_msg(row, "%s: no row '%s'", chain->id, ra_value_string(u));
    }
}

START_TEST(every_step_of_every_chain)
{
    char **ids = NULL;
    size_t count = 0;
    ck_assert_int_eq(ra_data_list(claim_data, RA_DATA_CHAINS, &ids), RA_OK);
    for (; ids[count]; count++) {
        ra_chain *chain = open_chain(ids[count]);
        ck_assert_str_eq(chain->id, ids[count]);
        ck_assert_msg(chain->summary && chain->result, "%s", chain->id);
        for (const ra_value *s = ra_value_first(chain->steps); s; s = ra_value_next(s))
            check_step(chain, s);
        for (const ra_value *v = ra_value_first(chain->assumptions); v; v = ra_value_next(v))
            check_assumption(chain, v);
        ra_chain_free(chain);
    }
    ck_assert_uint_ge(count, 14);
    ra_free(ids);
}
END_TEST

/* Published estimates, or their arithmetic by hand. */
static const struct {
    const char *chain, *step, *unit;
    const char *assumptions; /* id value unit, ... ; a unit "." is the chain's */
    double expected, relative;
} examples[] = {
    /* Strubell et al. 2019, Table 3, Transformer big: 201 kWh, 192 lb. */
    {"training", "emissions", "lbCO2e",
     "devices 8 . hours 84 . device_power 189.42875 . pue 1.58 . grid 0.954 lbCO2e/kWh", 191.88,
     1e-4},
    /* Patterson et al. 2021, Table 4, GPT-3: 1,287 MWh, 552.1 t. */
    {"training-flop", "energy", "MWh",
     "flop 3.14e23 . peak_rate 125 . utilisation 0.1968 . device_power 330 . pue 1.10 .", 1287.06,
     1e-4},
    {"training-flop", "emissions", "tCO2e",
     "flop 3.14e23 . peak_rate 24.6 . utilisation 1 . device_power 330 . pue 1.10 . grid 0.429 .",
     552.15, 1e-4},
    /* Patterson et al. 2021, Appendix D: the search on 200 TPUv2 for 6.8 days, 7.47 MWh. */
    {"architecture-search", "energy", "MWh",
     "chips 1 . search_steps 979e6 . time_per_step 0.00012 . speedup 3.5992647 . chip_power 208 . "
     "pue 1.1 .",
     7.468, 1e-4},
    /* de Vries 2023: 564 MWh a day, 2.9 Wh a request; 1.5 million servers of 6.5 kW, 85.4 TWh. */
    {"fleet", "energy", "MWh", "servers 3617 . server_power 6.5 . duty 1 . time 1 . pue 1 .",
     564.252, 1e-12},
    {"fleet", "energy_per_request", "Wh",
     "servers 3617 . server_power 6.5 . duty 1 . time 1 . pue 1 . requests 195e6 .", 2.8936, 1e-5},
    {"fleet", "energy", "TWh", "servers 1.5e6 . server_power 6.5 . duty 1 . time 365 . pue 1 .",
     85.41, 1e-12},
    /* Epoch AI 2025: 0.301 Wh. */
    {"inference", "energy", "Wh",
     "parameters 100e9 . tokens 500 . flop_per_token 2 . peak_rate 989 . utilisation 0.1 . "
     "device_power 1275 . duty 0.7 . pue 1.2 .",
     0.300809, 1e-5},
    /* The Shift Project 2019: half an hour of video, 1.6 kg. */
    {"streaming", "emissions", "gCO2e",
     "time 0.5 . data_rate 10.8 . data_centre 0.072 . network 0.488333 . router 0 . "
     "device_power 12.8 . grid 519 gCO2e/kWh",
     1573.71, 1e-5},
    /* Website Carbon: 1.76 g a view; the newer method on the same page, 0.305 g. */
    {"website", "emissions", "gCO2e",
     "page_size 2.0585 . loaded 1 . intensity 1.8 . grid 475 gCO2e/kWh", 1.76002, 1e-5},
    {"website", "emissions", "gCO2e",
     "page_size 2.0585 . loaded 1 . intensity 0.300 . grid 494 gCO2e/kWh", 0.30507, 1e-4},
    /* Mora et al. 2018: 118.7 TWh, 69 Mt in 2017. */
    {"mining", "energy", "TWh", "hashes 1.991e26 . energy_per_hash 2.14615 . pue 1 .", 118.694,
     1e-5},
    {"mining", "emissions", "MtCO2e",
     "hashes 1.991e26 . energy_per_hash 2.14615 . pue 1 . grid 0.5813 .", 68.9968, 1e-5},
    /* Digiconomist, January 2018: 40.24 TWh. */
    {"mining-revenue", "energy", "TWh", "revenue 3.3533e9 . share 0.6 . price 0.05 .", 40.2396,
     1e-12},
    /* An email, with the factor of 4.226 L/kWh: 3.38 mL. */
    {"water", "water", "mL", "energy_it 0.0008 . wue 0.55 . pue 1.17 . water_of_grid 3.142 .",
     3.38091, 1e-5},
    /* Ten years at 7 % double: 1.07^10 = 1.96715; less 7 % of energy each year. */
    {"growth", "projected", "TWh", "start 100 . growth 7 . efficiency 0 . span 10 .", 196.7151357,
     1e-9},
    {"growth", "projected", "TWh", "start 100 . growth 7 . efficiency 7 . span 10 .", 95.206597,
     1e-6},
    /* 5 % error with the fit of 2022: 10^26.338 FLOP, 3.2e9 USD at 6.874054e16 FLOP a dollar. */
    {"power-law", "log_compute", "1", "target 5 . intercept 1.1563 . slope -0.0933 .", 26.338,
     2e-5},
    {"power-law", "cost", "USD",
     "target 5 . intercept 1.1563 . slope -0.0933 . compute_per_money 6.874054054e16 .", 3.168e9,
     1e-3},
    /* Luccioni et al. 2022, BLOOM: 24.69 t of the work, 14.6 t idle, 11.2 t embodied: 50.5 t. */
    {"life-cycle", "emissions", "tCO2e",
     "device_hours 1082990 . device_power 400 . pue 1 . grid 57 gCO2e/kWh idle_power 236.5 . "
     "pue_idle 1 . embodied 462.5 . lifetime 6 . use 0.85 .",
     50.505, 1e-4},
    /* Patterson et al. 2022, rounded factors: 4 x 14 x 1.4 x 9 = 705.6; 1 - 1/747 = 99.866 %. */
    {"four-ms", "factor", "1", "model 4 . machine 14 . mechanization 1.4 . map 9 .", 705.6, 1e-12},
    {"four-ms", "reduction", "%", "model 83 . machine 1 . mechanization 1 . map 9 .", 99.86613,
     1e-6},
};

static void append_assumptions(ra_text *text, const char *list)
{
    char *copy = strdup(list), *rest = NULL;
    const char *separator = "";
    for (char *id = strtok_r(copy, " ", &rest); id; id = strtok_r(NULL, " ", &rest)) {
        const char *value = strtok_r(NULL, " ", &rest), *unit = strtok_r(NULL, " ", &rest);
        ck_assert_ptr_nonnull(unit);
        ra_text_format(text, "%s{\"id\": \"%s\", \"published\": {\"value\": %s", separator, id,
                       value);
        if (strcmp(unit, ".") != 0)
            ra_text_format(text, ", \"unit\": \"%s\"", unit);
        ra_text_append(text, "}}");
        separator = ", ";
    }
    free(copy);
}

/* Each gives only what its step needs: what else the chain asks for is not missed. */
START_TEST(published_example)
{
    ra_text text = {0};
    ra_text_format(&text,
                   "{\"id\": \"x\", \"title\": \"X\", \"source\": {\"key\": \"so2019\"}, "
                   "\"chain\": \"%s\", \"published\": {\"step\": \"%s\", \"unit\": \"%s\"}, "
                   "\"assumptions\": [",
                   examples[_i].chain, examples[_i].step, examples[_i].unit);
    append_assumptions(&text, examples[_i].assumptions);
    ra_text_append(&text, "]}");
    ra_claim *claim = good_claim(text.data);
    double expected = examples[_i].expected;
    ck_assert_double_eq_tol(result_of(claim, RA_PUBLISHED), expected,
                            examples[_i].relative * expected);
    ck_assert_uint_eq(ra_diag_count(claim_diag, RA_WARNING), 0);
    ra_claim_free(claim);
    ra_text_free(&text);
}
END_TEST

/* What the headline needs is missed, and nothing else, however far down it stands. */
START_TEST(only_what_is_needed_is_missed)
{
    static const char *const head = "{\"id\": \"x\", \"title\": \"X\", \"source\": {\"key\": "
                                    "\"so2019\"}, \"chain\": \"fleet\", \"published\": {\"step\": "
                                    "\"energy\", \"unit\": \"MWh\"}, \"assumptions\": [";
    ra_text text = {0};
    ra_text_append(&text, head);
    append_assumptions(&text, "servers 2 . server_power 1 . time 1 .");
    ra_text_append(&text, "]}");
    ck_assert_ptr_null(parse_claim(text.data));
    ck_assert_uint_eq(ra_diag_count(claim_diag, RA_ERROR), 2);
    expect_message("the chain 'fleet' needs the assumption 'duty' (Share of the rated power");
    expect_message("the chain 'fleet' needs the assumption 'pue' (Power usage effectiveness)");
    ra_text_free(&text);
}
END_TEST

/* A role is written, or follows from the chain, a table, a unit, an id. */
START_TEST(roles_are_found)
{
    char *text = small_claim(
        "", "{'id': 'energy', 'published': {'value': 19, 'unit': 'kWh'}}, "
            "{'id': 'grid', 'role': 'pue', 'published': {'value': 0.5, 'unit': 'kgCO2e/kWh'}}, "
            "{'id': 'rate', 'published': {'value': 0.5, 'unit': 'lbCO2e/MJ'}}, "
            "{'id': 'pue', 'published': {'value': 1.5, 'unit': '1'}}, "
            "{'id': 'site', 'published': {'value': 1.5, 'unit': '1'}, "
            "'audited': {'table': 'pue/uptime-2018'}}");
    ra_claim *claim = good_claim(text);
    ck_assert_int_eq(quantity_of(claim, "energy")->role, RA_ROLE_NONE);
    ck_assert_int_eq(quantity_of(claim, "grid")->role, RA_ROLE_PUE);
    ck_assert_int_eq(quantity_of(claim, "rate")->role, RA_ROLE_GRID);
    ck_assert_int_eq(quantity_of(claim, "pue")->role, RA_ROLE_PUE);
    ck_assert_int_eq(quantity_of(claim, "site")->role, RA_ROLE_PUE);
    ra_claim_free(claim);
    free(text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("chains");
    TCase *tests = tcase_create("chains");
    tcase_add_checked_fixture(tests, claim_set_up, claim_tear_down);
    tcase_add_test(tests, every_step_of_every_chain);
    tcase_add_loop_test(tests, published_example, 0, sizeof examples / sizeof *examples);
    tcase_add_test(tests, only_what_is_needed_is_missed);
    tcase_add_test(tests, roles_are_found);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
