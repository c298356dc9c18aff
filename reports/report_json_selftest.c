/* The reference cases as JSON. reports/selftest.schema.json describes every member. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "reports/report_json.h"
#include "reports/report_selftest.h"

static void add_run(ra_json_tree *tree, cJSON *root, const ra_selftest *selftest,
                    const char *version)
{
    cJSON *object = ra_json_add_object(tree, root, "run");
    char seed[24];

    snprintf(seed, sizeof seed, "%" PRIu64, selftest->seed);
    ra_json_add_text(tree, object, "version", version);
    ra_json_add_count(tree, object, "trials", selftest->trials);
    ra_json_add_text(tree, object, "seed", seed);
}

static void add_counts(ra_json_tree *tree, cJSON *root, const ra_selftest *selftest)
{
    ra_selftest_count count = ra_selftest_counts(selftest);

    ra_json_add_count(tree, root, "case_count", count.cases);
    ra_json_add_count(tree, root, "number_count", count.numbers);
    ra_json_add_count(tree, root, "passed", count.passed);
    ra_json_add_count(tree, root, "differ", count.differ);
}

static void add_sources(ra_json_tree *tree, cJSON *parent, const ra_case *c)
{
    cJSON *sources = ra_json_add_array(tree, parent, "sources");

    for (uint32_t i = 0; i < c->source_count; i++) {
        cJSON *object = ra_json_add_object(tree, sources, NULL);
        ra_json_add_text(tree, object, "key", c->sources[i].source->key);
        ra_json_add_text(tree, object, "locator", c->sources[i].locator);
        ra_json_add_text(tree, object, "title", c->sources[i].source->title);
        ra_json_add_text(tree, object, "url", c->sources[i].source->url);
    }
}

static void add_number(ra_json_tree *tree, cJSON *parent, const ra_case_number *number)
{
    cJSON *object = ra_json_add_object(tree, parent, NULL);
    bool text = number->want == RA_WANT_TEXT, value = number->want == RA_WANT_VALUE;

    ra_json_add_text(tree, object, "number", number->label);
    if (text)
        ra_json_add_text(tree, object, "expected", number->text);
    else
        ra_json_add_number(tree, object, number->want == RA_WANT_OTHER ? "is_not" : "expected",
                           number->want == RA_WANT_NOTHING ? NAN : number->value);
    if (number->got_text != NULL)
        ra_json_add_text(tree, object, "got", number->got_text);
    else
        ra_json_add_number(tree, object, "got", number->got);
    ra_json_add_number(tree, object, "tolerance", text ? NAN : number->allowed);
    ra_json_add_number(tree, object, "distance", value ? number->distance : NAN);
    ra_json_add_text(tree, object, "basis", ra_case_basis_name(number->basis));
    ra_json_add_text(tree, object, "published", number->published);
    ra_json_add_text(tree, object, "reason", number->reason);
    ra_json_add_bool(tree, object, "evaluated", number->evaluated);
    ra_json_add_bool(tree, object, "pass", number->pass);
}

static void add_case(ra_json_tree *tree, cJSON *parent, const ra_case *c)
{
    cJSON *object = ra_json_add_object(tree, parent, NULL), *numbers;

    ra_json_add_text(tree, object, "id", c->id);
    ra_json_add_text(tree, object, "group", c->group);
    ra_json_add_text(tree, object, "kind", c->kind_name);
    ra_json_add_text(tree, object, "title", c->title);
    ra_json_add_text(tree, object, "note", c->note);
    add_sources(tree, object, c);
    numbers = ra_json_add_array(tree, object, "numbers");
    for (uint32_t k = 0; k < c->number_count; k++)
        add_number(tree, numbers, &c->numbers[k]);
}

ra_status ra_report_selftest_json(const ra_selftest *selftest, const char *version, FILE *out)
{
    ra_json_tree tree = {.failed = false};
    cJSON *root = cJSON_CreateObject(), *cases;

    ra_json_add_text(&tree, root, "schema", "reaudit-selftest/1");
    add_run(&tree, root, selftest, version);
    add_counts(&tree, root, selftest);
    cases = ra_json_add_array(&tree, root, "cases");
    for (uint32_t i = 0; i < selftest->count; i++)
        if (ra_selftest_chosen(selftest, i))
            add_case(&tree, cases, &selftest->cases[i]);
    return ra_json_write(&tree, root, out);
}
