/* The claims of the corpus: every figure beside what was worked out from the sources
 * (tests/corpus/expected.txt), every source and every unit. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/alloc.h"
#include "tests/support/audit.h"
#include "tests/support/claim.h"
#include "tests/support/files.h"
#include "tests/support/run.h"

#define EXPECTED REAUDIT_SOURCE_DATA "/tests/corpus/expected.txt"
#define COLUMNS  8
#define MOST     400

enum { ADDRESS, RECOMPUTED, CONSISTENCY, AUDITED, FACTOR, VERDICT, SLIP, OTHERS };

static const struct {
    const char *name;
    ra_consistency consistency;
} consistencies[] = {
    {"reproduces", RA_REPRODUCES},           {"within-rounding", RA_REPRODUCES_ROUNDED},
    {"does-not-follow", RA_DOES_NOT_FOLLOW}, {"implied", RA_IMPLIED},
    {"not-stated", RA_NOT_STATED},
};

typedef struct {
    char *text; /* the whole file, cut up */
    char *line[MOST][COLUMNS];
    bool used[MOST];
    int count;
    int wrong;
} table;

static char *trim(char *text)
{
    text += strspn(text, " ");
    for (size_t n = strlen(text); n > 0 && text[n - 1] == ' '; n--)
        text[n - 1] = '\0';
    return text;
}

static void read_line(table *t, char *line)
{
    if (line[0] == '#' || line[strspn(line, " ")] == '\0')
        return;
    ck_assert_int_lt(t->count, MOST);
    for (int c = 0; c < COLUMNS; c++) {
        char *bar = strchr(line, '|');
        ck_assert_msg((bar != NULL) == (c < COLUMNS - 1), "not %d columns: %s", COLUMNS, line);
        if (bar)
            *bar = '\0';
        t->line[t->count][c] = trim(line);
        line = bar ? bar + 1 : line;
    }
    t->count++;
}

static table *read_table(void)
{
    table *t = calloc(1, sizeof *t);
    ck_assert_ptr_nonnull(t);
    t->text = get_file(EXPECTED, NULL);
    for (char *line = t->text; line;) {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        read_line(t, line);
        line = end ? end + 1 : NULL;
    }
    return t;
}

static void free_table(table *t)
{
    free(t->text);
    free(t);
}

/* Every result of a claim file. Given to `each`: the claim, and its address. */
typedef void (*each_result)(const ra_claim *claim, const char *address, void *context);

static void visit(const char *path, const ra_variant *variant, each_result each, void *context)
{
    ra_claim *claim = NULL;
    ra_text address = {0};
    ra_diag_free(claim_diag); /* of the result before */
    claim_diag = ra_diag_new();
    ra_status status = ra_claim_load_variant(&claim, claim_data, path, variant, claim_diag);
    ck_assert_msg(status == RA_OK, "%s: %s", path, written_messages(claim_diag));
    ra_text_append(&address, claim->id);
    if (claim->audit >= 0)
        ra_text_format(&address, "@%s", claim->audits[claim->audit].id);
    each(claim, address.data, context);
    ra_text_free(&address);
    ra_claim_free(claim);
}

static void visit_claim(const char *path, each_result each, void *context)
{
    char **rows = NULL, ids[MOST][80];
    const ra_variant first = {NULL, NULL};
    ra_claim *claim = NULL;
    uint32_t audits = 0;

    ck_assert_int_eq(ra_claim_load_variant(&claim, claim_data, path, &first, claim_diag), RA_OK);
    for (; audits < claim->audit_count; audits++)
        snprintf(ids[audits], sizeof ids[0], "%s", claim->audits[audits].id);
    ra_claim_free(claim);
    ck_assert_int_eq(ra_claim_list_rows(path, &rows), RA_OK);
    for (char **row = rows; *row; row++) {
        const ra_variant own = {**row ? *row : NULL, NULL};
        visit(path, &own, each, context);
        for (uint32_t a = 0; a < audits; a++) {
            const ra_variant other = {own.row, ids[a]};
            visit(path, &other, each, context);
        }
    }
    ra_free(rows);
}

static void visit_corpus(each_result each, void *context)
{
    char **ids = NULL;

    ck_assert_int_eq(ra_data_list(claim_data, RA_DATA_CLAIMS, &ids), RA_OK);
    for (char **id = ids; *id; id++) {
        ra_text path = {0};
        ra_text_format(&path, "%s/datasets/claims/%s.json", REAUDIT_SOURCE_DATA, *id);
        visit_claim(path.data, each, context);
        ra_text_free(&path);
    }
    ra_free(ids);
}

/* Says what is wrong with a line; all of them are said before the test fails. */
static void complain(table *t, const char *address, const char *what, const char *expected,
                     double value)
{
    fprintf(stderr, "%s: %s should be %s, is %.10g\n", address, what, expected, value);
    t->wrong++;
}

/* A number in the table: its digits say how much is known. */
static void compare(table *t, int row, int column, const char *what, double value)
{
    char text[80];
    ra_printed printed;
    char reason[160];
    size_t position;
    const char *given = t->line[row][column], *one = strstr(given, "(1)");

    snprintf(text, sizeof text, "%.*s", (int)(one ? (size_t)(one - given) : strlen(given)), given);
    ck_assert_msg(ra_printed_parse(trim(text), &printed, reason, sizeof reason, &position),
                  "%s: '%s': %s", t->line[row][ADDRESS], given, reason);
    double room = (printed.high - printed.low) / 2 * (one ? 2 : 1) * (1 + 1e-9);
    if (!(fabs(value - printed.value) <= room + 1e-12 * fabs(value)))
        complain(t, t->line[row][ADDRESS], what, given, value);
}

/* Whether a figure is among those that would make the headline follow, or there is "none". */
static bool has_slip(const ra_result *r, const char *text)
{
    bool any = false;

    for (uint32_t i = 0; i < r->checks[0].slip_count; i++) {
        const char *slip = r->checks[0].slips[i].text;
        if (slip && strcmp(slip, text) == 0)
            return true;
        any = any || slip;
    }
    return !any && strcmp(text, "none") == 0;
}

/* The other printed figures that do not follow. */
static void list_others(const ra_result *r, ra_text *out)
{
    bool headline = r->consistency != RA_NOT_STATED;
    for (uint32_t i = headline ? 1 : 0; i < r->check_count; i++)
        if (r->checks[i].consistency == RA_DOES_NOT_FOLLOW)
            ra_text_format(out, "%s%s", out->length ? ", " : "", r->checks[i].label);
    if (out->length == 0)
        ra_text_append(out, "-");
}

static void compare_words(table *t, int row, int column, const char *found)
{
    if (strcmp(t->line[row][column], found) == 0)
        return;
    fprintf(stderr, "%s: should be '%s', is '%s'\n", t->line[row][ADDRESS], t->line[row][column],
            found);
    t->wrong++;
}

static const char *consistency_name(ra_consistency consistency)
{
    for (size_t i = 0; i < sizeof consistencies / sizeof consistencies[0]; i++)
        if (consistencies[i].consistency == consistency)
            return consistencies[i].name;
    return "not-checked";
}

static void compare_result(table *t, int row, const ra_result *r)
{
    char *const *line = t->line[row];
    bool audited = strcmp(line[AUDITED], "-") != 0;
    bool slips = r->consistency == RA_DOES_NOT_FOLLOW;
    ra_text others = {0};

    compare(t, row, RECOMPUTED, "recomputed", r->recomputed);
    compare_words(t, row, CONSISTENCY, consistency_name(r->consistency));
    if (audited)
        compare(t, row, AUDITED, "audited", r->audited.point);
    if (audited != (r->claim->changed_count > 0 || !r->audited.constant))
        complain(t, line[ADDRESS], "whether it is audited", line[AUDITED], r->audited.point);
    if (strcmp(line[FACTOR], "-") != 0)
        compare(t, row, FACTOR, "factor", r->factor.point);
    else if (fabs(r->factor.point - 1) > 1e-9)
        complain(t, line[ADDRESS], "factor", "1", r->factor.point);
    compare_words(t, row, VERDICT, ra_verdict_name(r->verdict));
    if (slips != (strcmp(line[SLIP], "-") != 0) || (slips && !has_slip(r, line[SLIP]))) {
        fprintf(stderr, "%s: '%s' is not among the figures that would make it follow\n",
                line[ADDRESS], line[SLIP]);
        t->wrong++;
    }
    list_others(r, &others);
    compare_words(t, row, OTHERS, others.data);
    ra_text_free(&others);
}

static void check_result(const ra_claim *claim, const char *address, void *context)
{
    table *t = context;
    int row = 0;

    while (row < t->count && strcmp(t->line[row][ADDRESS], address) != 0)
        row++;
    if (row == t->count) {
        fprintf(stderr, "%s: no line in tests/corpus/expected.txt\n", address);
        t->wrong++;
        return;
    }
    ra_plan plan = plan_of(20000);
    ra_result *r = audit_claim(claim, &plan);
    t->used[row] = true;
    compare_result(t, row, r);
    ra_result_free(r);
}

START_TEST(every_result_is_as_worked_out)
{
    table *t = read_table();

    visit_corpus(check_result, t);
    for (int i = 0; i < t->count; i++)
        if (!t->used[i]) {
            fprintf(stderr, "%s: a line without a result\n", t->line[i][ADDRESS]);
            t->wrong++;
        }
    ck_assert_int_eq(t->wrong, 0);
    free_table(t);
}
END_TEST

/* Where a figure is used and stands on its own, it says where it comes from. */
static bool has_ground(const ra_claim *claim, uint32_t q, int side)
{
    const ra_quantity *quantity = &claim->quantities[q];
    const ra_figure *figure = &quantity->figure[side];

    if (figure->kind == RA_FIGURE_NONE || figure->citation.source || figure->reason)
        return true;
    if (quantity->kind != RA_LOCAL)
        return false;
    const ra_figure *owner = &claim->quantities[quantity->owner].figure[side];
    return owner->citation.source || owner->reason;
}

/* Uncertainty says what it rests on: in the figure's reason, in that of the figure it is part of, or
 * in the row of the table that it is. */
static bool has_reason(const ra_claim *claim, uint32_t q)
{
    const ra_quantity *quantity = &claim->quantities[q];
    const ra_figure *figure = &quantity->figure[RA_AUDITED];

    if (!figure->dist || figure->reason || figure->table || quantity->note)
        return true;
    return quantity->kind == RA_LOCAL &&
           claim->quantities[quantity->owner].figure[RA_AUDITED].reason;
}

static void check_grounds(const ra_claim *claim, const char *address, void *context)
{
    int *wrong = context;

    if (!claim->citation.source) {
        fprintf(stderr, "%s: no source\n", address);
        ++*wrong;
    }
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        for (int side = 0; side < RA_SIDES; side++)
            if (!has_ground(claim, q, side)) {
                fprintf(stderr, "%s: '%s' has neither source nor reason\n", address,
                        claim->quantities[q].id);
                ++*wrong;
            }
        if (!has_reason(claim, q)) {
            fprintf(stderr, "%s: nothing says why '%s' is that uncertain\n", address,
                    claim->quantities[q].id);
            ++*wrong;
        }
    }
}

START_TEST(every_figure_has_its_ground)
{
    int wrong = 0;

    visit_corpus(check_grounds, &wrong);
    ck_assert_int_eq(wrong, 0);
}
END_TEST

/* Nothing is left for a person to look at. */
static void check_messages(const ra_claim *claim, const char *address, void *context)
{
    (void)claim;
    int *wrong = context;

    for (size_t i = 0; i < ra_diag_kept(claim_diag); i++) {
        const ra_message *m = ra_diag_message(claim_diag, i);
        fprintf(stderr, "%s: %s\n", address, m->text);
        ++*wrong;
    }
}

START_TEST(reading_the_corpus_says_nothing)
{
    int wrong = 0;

    visit_corpus(check_messages, &wrong);
    ck_assert_int_eq(wrong, 0);
}
END_TEST

START_TEST(every_source_can_be_found)
{
    const ra_sources *sources = NULL;

    ck_assert_int_eq(ra_data_sources(claim_data, &sources, NULL), RA_OK);
    for (size_t i = 0; i < ra_sources_count(sources); i++) {
        const ra_source *source = ra_sources_at(sources, i);
        bool url = source->url && strncmp(source->url, "http", 4) == 0;
        ck_assert_msg(url || source->doi, "'%s' has neither DOI nor URL", source->key);
        ck_assert_msg(source->title && source->title[0], "'%s' has no title", source->key);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("corpus");
    TCase *all = tcase_create("all");

    tcase_add_checked_fixture(all, claim_set_up, claim_tear_down);
    tcase_set_timeout(all, 200);
    tcase_add_test(all, every_result_is_as_worked_out);
    tcase_add_test(all, every_figure_has_its_ground);
    tcase_add_test(all, reading_the_corpus_says_nothing);
    tcase_add_test(all, every_source_can_be_found);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
