/* Loading the reference cases, choosing among them, and evaluating what was chosen. */
#include "audit/selftest.h"

#include <math.h>
#include <string.h>

#include "audit/selftest_kind.h"
#include "models/alloc.h"
#include "models/folder.h"

#define SELFTEST_MEMORY ((size_t)64 << 20)

struct ra_selftest_private {
    ra_arena *arena;
    ra_sources *sources;
    ra_json **documents;
    size_t document_count;
    bool any_chosen;
};

/* Cases are in <group>.json. */
static bool is_group(const char *name, const void *context)
{
    (void)context;
    return strcmp(name, "sources") != 0 && strchr(name, '.') == NULL;
}

static ra_status open_document(ra_selftest *selftest, const char *folder, const char *name,
                               ra_diag *diag)
{
    ra_text path = {0};
    ra_status status = RA_NOMEM;

    ra_text_format(&path, "%s/%s.json", folder, name);
    if (!path.failed) {
        status =
            ra_json_load(&selftest->own->documents[selftest->own->document_count], path.data, diag);
    }
    selftest->own->document_count += status == RA_OK;
    ra_text_free(&path);
    return status;
}

/* Returns the list of the cases of a file, or NULL with a message. */
static const ra_value *find_cases(const ra_json *document, ra_diag *diag)
{
    static const char *const known[] = {"$schema", "title", "cases", NULL};
    const ra_value *root = ra_json_root(document), *cases = NULL;

    if (ra_value_kind(root) != RA_OBJECT) {
        ra_value_report(root, diag, RA_ERROR, "a file of cases is an object with 'cases'");
        return NULL;
    }
    if (!ra_value_check_keys(root, known, diag)) {
        return NULL;
    }
    ra_value_get_array(root, "cases", true, &cases, diag);
    return cases;
}

/* Makes room for the cases of one more file. */
static ra_status grow(ra_selftest *selftest, size_t more)
{
    ra_case *cases =
        ra_realloc(selftest->cases, (selftest->count + more + 1) * sizeof *selftest->cases);

    if (cases == NULL) {
        return RA_NOMEM;
    }
    selftest->cases = cases;
    return RA_OK;
}

static ra_status check_id(const ra_selftest *selftest, const ra_case *last, ra_diag *diag)
{
    for (uint32_t i = 0; i < selftest->count; i++) {
        if (strcmp(selftest->cases[i].id, last->id) == 0) {
            ra_value_report(ra_value_find(last->at, "id"), diag, RA_ERROR,
                            "there is another case '%s'", last->id);
            return RA_INVALID;
        }
    }
    return RA_OK;
}

/* Faulty cases are left out; their messages are there. */
static ra_status read_document(ra_selftest *selftest, const ra_json *document, const char *group,
                               ra_diag *diag)
{
    const ra_value *cases = find_cases(document, diag);
    ra_case_reader reader = {.group = ra_arena_text(selftest->own->arena, group, strlen(group)),
                             .sources = selftest->own->sources,
                             .arena = selftest->own->arena,
                             .diag = diag};
    ra_status worst = RA_OK;

    if (cases == NULL) {
        return RA_INVALID;
    }
    if (reader.group == NULL || grow(selftest, ra_value_count(cases)) != RA_OK) {
        return RA_NOMEM;
    }
    for (const ra_value *v = ra_value_first(cases); v != NULL; v = ra_value_next(v)) {
        ra_case *next = &selftest->cases[selftest->count];
        ra_status status = ra_case_read(&reader, v, next);
        if (status == RA_OK) {
            status = check_id(selftest, next, diag);
        }
        selftest->count += status == RA_OK;
        worst = status != RA_OK ? status : worst;
    }
    return worst;
}

static ra_status read_folder(ra_selftest *selftest, const char *folder, char **names, ra_diag *diag)
{
    ra_status worst = RA_OK;

    for (size_t i = 0; names[i] != NULL && worst != RA_NOMEM; i++) {
        ra_status status = open_document(selftest, folder, names[i], diag);
        if (status == RA_OK) {
            const ra_json *last = selftest->own->documents[selftest->own->document_count - 1];
            status = read_document(selftest, last, names[i], diag);
        }
        worst = status != RA_OK ? status : worst;
    }
    return worst;
}

static ra_status open_selftest(ra_selftest *selftest, size_t documents)
{
    selftest->own = ra_calloc(1, sizeof *selftest->own);
    if (selftest->own == NULL) {
        return RA_NOMEM;
    }
    selftest->own->arena = ra_arena_new(SELFTEST_MEMORY);
    selftest->own->documents = ra_calloc(documents + 1, sizeof(ra_json *));
    if (selftest->own->arena == NULL || selftest->own->documents == NULL) {
        return RA_NOMEM;
    }
    return RA_OK;
}

static ra_status load_sources(ra_selftest *selftest, const char *folder, ra_diag *diag)
{
    ra_text path = {0};
    ra_status status = RA_NOMEM;

    ra_text_format(&path, "%s/sources.json", folder);
    if (!path.failed) {
        status = ra_sources_load(&selftest->own->sources, path.data, diag);
    }
    ra_text_free(&path);
    return status;
}

ra_status ra_selftest_load(ra_selftest **out, const char *folder, ra_diag *diag)
{
    ra_selftest *selftest = ra_calloc(1, sizeof *selftest);
    char **names = NULL;
    size_t count = 0;
    ra_status status =
        selftest != NULL ? ra_folder_list(&names, folder, ".json", is_group, NULL) : RA_NOMEM;

    *out = NULL;
    while (status == RA_OK && names[count] != NULL) {
        count++;
    }
    if (status == RA_IO || (status == RA_OK && count == 0)) {
        ra_diag_report(diag, RA_ERROR, NULL, "there are no reference cases in '%s'", folder);
        status = RA_IO;
    }
    if (status == RA_OK) {
        status = open_selftest(selftest, count);
    }
    if (status == RA_OK) {
        status = load_sources(selftest, folder, diag);
    }
    if (status == RA_OK) {
        status = read_folder(selftest, folder, names, diag);
    }
    ra_free(names);
    if (status == RA_OK) {
        *out = selftest;
    } else {
        ra_selftest_free(selftest);
    }
    return status;
}

void ra_selftest_free(ra_selftest *selftest)
{
    if (selftest == NULL) {
        return;
    }
    if (selftest->own != NULL) {
        for (size_t i = 0; i < selftest->own->document_count; i++) {
            ra_json_free(selftest->own->documents[i]);
        }
        ra_free(selftest->own->documents);
        ra_sources_free(selftest->own->sources);
        ra_arena_free(selftest->own->arena);
    }
    ra_free(selftest->own);
    ra_free(selftest->cases);
    ra_free(selftest);
}

/* Names the nearest id or group. */
static ra_status report_unknown(const ra_selftest *selftest, const char *name, ra_diag *diag)
{
    const char **names = ra_calloc(2 * (size_t)selftest->count, sizeof *names);
    const char *nearest;

    if (names == NULL) {
        return RA_NOMEM;
    }
    for (uint32_t i = 0; i < selftest->count; i++) {
        names[2 * i] = selftest->cases[i].id;
        names[2 * i + 1] = selftest->cases[i].group;
    }
    nearest = ra_text_nearest(name, names, 2 * (size_t)selftest->count);
    if (nearest != NULL) {
        ra_diag_report(diag, RA_ERROR, NULL, "unknown case '%s'; did you mean '%s'?", name,
                       nearest);
    } else {
        ra_diag_report(diag, RA_ERROR, NULL,
                       "unknown case '%s': it is neither the id of a case nor of a group", name);
    }
    ra_free(names);
    return RA_USAGE;
}

ra_status ra_selftest_choose(ra_selftest *selftest, const char *name, ra_diag *diag)
{
    bool found = false;

    for (uint32_t i = 0; i < selftest->count; i++) {
        ra_case *c = &selftest->cases[i];
        if (strcmp(c->id, name) == 0 || strcmp(c->group, name) == 0) {
            c->chosen = true;
            found = true;
        }
    }
    selftest->own->any_chosen = selftest->own->any_chosen || found;
    return found ? RA_OK : report_unknown(selftest, name, diag);
}

bool ra_selftest_chosen(const ra_selftest *selftest, uint32_t i)
{
    return selftest->cases[i].chosen || !selftest->own->any_chosen;
}

/* Compares what came out with what was expected. */
static void judge(const ra_plan *plan, ra_case_number *number)
{
    double scale = number->sampling ? sqrt(1e6 / (double)plan->trials) : 1;
    double off = fabs(number->got - number->value);

    number->evaluated = true;
    number->allowed = number->tolerance * scale;
    number->distance = off == 0              ? 0
                       : number->allowed > 0 ? off / number->allowed
                                             : (double)INFINITY;
    switch (number->want) {
    case RA_WANT_VALUE:
        number->pass = off <= number->allowed;
        break;
    case RA_WANT_OTHER:
        number->pass = off > number->allowed;
        break;
    case RA_WANT_TEXT:
        number->pass = number->got_text != NULL && strcmp(number->got_text, number->text) == 0;
        break;
    case RA_WANT_NOTHING:
        number->pass = isnan(number->got);
        break;
    }
}

static ra_status eval_numbers(ra_case_run *run, ra_case *which)
{
    ra_status worst = RA_OK;

    for (uint32_t i = 0; i < which->number_count && worst != RA_NOMEM; i++) {
        ra_case_number *number = &which->numbers[i];
        ra_case_found found = {.number = NAN};
        ra_status status = which->kind->eval(run, number, &found);
        number->got = found.number;
        number->got_text = found.text;
        if (status == RA_OK) {
            judge(run->plan, number);
        }
        worst = status != RA_OK ? status : worst;
    }
    return worst;
}

static ra_status eval_case(ra_selftest *selftest, ra_case *which, ra_data *data,
                           const ra_plan *plan, ra_diag *diag)
{
    unsigned long failures = ra_alloc_failures();
    ra_case_run run = {
        .which = which, .data = data, .plan = plan, .diag = diag, .arena = selftest->own->arena};
    ra_status status = which->kind->open(&run);

    if (status == RA_OK) {
        status = eval_numbers(&run, which);
    }
    which->kind->close(&run);
    /* A number that lacked memory and did not say so is no difference. */
    return ra_alloc_failures() == failures ? status : RA_NOMEM;
}

/* Returns whether to go on. */
static bool report_progress(const ra_plan *plan, double done)
{
    return plan->progress == NULL || plan->progress(plan->context, done);
}

ra_status ra_selftest_eval(ra_selftest *selftest, ra_data *data, const ra_plan *plan, ra_diag *diag)
{
    ra_plan quiet = *plan;
    ra_status worst = RA_OK;

    quiet.progress = NULL;
    for (uint32_t i = 0; i < selftest->count && worst != RA_NOMEM; i++) {
        if (!ra_selftest_chosen(selftest, i)) {
            continue;
        }
        if (!report_progress(plan, (double)i / selftest->count)) {
            return RA_INTERRUPTED;
        }
        ra_status status = eval_case(selftest, &selftest->cases[i], data, &quiet, diag);
        worst = status != RA_OK ? status : worst;
    }
    selftest->trials = plan->trials;
    selftest->seed = plan->seed;
    return worst;
}
