/* The reference cases as text, 80 columns wide. */
#include "reports/report_selftest.h"

#include <math.h>
#include <string.h>

#include "reports/page.h"

/* Columns; the label takes what is left. */
#define VALUE_WIDTH   12
#define RATIO_WIDTH   6
#define VERDICT_WIDTH 6
#define LEAST_LABEL   20

typedef struct {
    ra_page page;
    int id_width, label_width;
} sheet;

ra_selftest_count ra_selftest_counts(const ra_selftest *selftest)
{
    ra_selftest_count count = {0};

    for (uint32_t i = 0; i < selftest->count; i++) {
        const ra_case *c = &selftest->cases[i];
        if (!ra_selftest_chosen(selftest, i))
            continue;
        count.cases++;
        for (uint32_t k = 0; k < c->number_count; k++) {
            count.numbers++;
            count.passed += c->numbers[k].pass;
            count.differ += !c->numbers[k].pass;
            count.corrected += c->numbers[k].published != NULL;
        }
    }
    return count;
}

/* The longest id of the cases that are written. */
static int find_width(const ra_selftest *selftest)
{
    int width = (int)strlen("case");

    for (uint32_t i = 0; i < selftest->count; i++) {
        int own = ra_text_width(selftest->cases[i].id);
        if (ra_selftest_chosen(selftest, i) && own > width)
            width = own;
    }
    return width;
}

static void put_value(sheet *s, const char *before, double value)
{
    ra_text text = {0};

    ra_text_append(&text, before);
    ra_text_format(&text, "%.*g", *before != '\0' ? 4 : 6, value + 0.0);
    ra_page_right(&s->page, VALUE_WIDTH + 1, isnan(value) ? "none" : text.failed ? "" : text.data);
    ra_text_free(&text);
}

static void put_text(sheet *s, const char *text)
{
    if (ra_page_measure(&s->page, text) <= VALUE_WIDTH) {
        ra_page_right(&s->page, VALUE_WIDTH + 1, text);
        return;
    }
    ra_page_put(&s->page, " ");
    ra_page_left(&s->page, VALUE_WIDTH, text);
}

static void put_expected(sheet *s, const ra_case_number *number)
{
    switch (number->want) {
    case RA_WANT_VALUE:
        put_value(s, "", number->value);
        break;
    case RA_WANT_OTHER:
        put_value(s, "not ", number->value);
        break;
    case RA_WANT_TEXT:
        put_text(s, number->text);
        break;
    case RA_WANT_NOTHING:
        put_text(s, "none");
        break;
    }
}

static void put_got(sheet *s, const ra_case_number *number)
{
    if (!number->evaluated)
        put_text(s, "refused");
    else if (number->got_text != NULL)
        put_text(s, number->got_text);
    else
        put_value(s, "", number->got);
}

/* The distance in tolerances; nothing where there is no distance. */
static void put_ratio(sheet *s, const ra_case_number *number)
{
    char text[24] = "";

    if (number->evaluated && number->want == RA_WANT_VALUE && !isnan(number->distance))
        snprintf(text, sizeof text, number->distance < 100 ? "%.2f" : "%.0e", number->distance);
    ra_page_right(&s->page, RATIO_WIDTH, text);
}

/* Both numbers with all their digits. */
static void write_numbers(const ra_case_number *number, ra_text *out)
{
    ra_text_append(out, "expected ");
    ra_text_append(out, number->want == RA_WANT_OTHER ? "another number than " : "");
    ra_text_number(out, number->value);
    ra_text_format(out, " within %.3g, got ", number->allowed);
    ra_text_number(out, number->got);
}

/* What six digits do not show. */
static void put_details(sheet *s, const ra_case_number *number)
{
    ra_text text = {0};

    if (number->want == RA_WANT_TEXT)
        ra_text_format(&text, "expected %s, got %s", number->text,
                       number->got_text != NULL ? number->got_text : "nothing");
    else if (number->want != RA_WANT_NOTHING)
        write_numbers(number, &text);
    if (!text.failed && text.data != NULL) {
        ra_page_put(&s->page, "  ");
        ra_page_style(&s->page, RA_STYLE_QUIET);
        ra_page_wrap(&s->page, 2, text.data);
        ra_page_line(&s->page);
    }
    ra_text_free(&text);
}

static void put_number(sheet *s, const ra_case *c, const ra_case_number *number)
{
    ra_page_left(&s->page, s->id_width, c->id);
    ra_page_put(&s->page, " ");
    ra_page_left(&s->page, s->label_width, number->label);
    put_expected(s, number);
    put_got(s, number);
    put_ratio(s, number);
    ra_page_style(&s->page, number->pass ? RA_STYLE_GOOD : RA_STYLE_BAD);
    ra_page_right(&s->page, VERDICT_WIDTH, number->pass ? "PASS" : "DIFF");
    ra_page_style(&s->page, RA_STYLE_PLAIN);
    ra_page_line(&s->page);
    if (!number->pass && number->evaluated)
        put_details(s, number);
}

static void put_names(sheet *s)
{
    ra_page_style(&s->page, RA_STYLE_STRONG);
    ra_page_left(&s->page, s->id_width, "case");
    ra_page_put(&s->page, " ");
    ra_page_left(&s->page, s->label_width, "number");
    put_text(s, "expected");
    put_text(s, "got");
    ra_page_right(&s->page, RATIO_WIDTH, "d/tol");
    ra_page_style(&s->page, RA_STYLE_PLAIN);
    ra_page_line(&s->page);
}

static void put_summary(sheet *s, const ra_selftest *selftest, bool brief)
{
    ra_selftest_count count = ra_selftest_counts(selftest);

    if (!brief)
        ra_page_gap(&s->page);
    ra_page_style(&s->page, count.differ == 0 ? RA_STYLE_GOOD : RA_STYLE_BAD);
    ra_page_format(&s->page, "%u case%s, %u numbers: %u PASS, %u DIFF", (unsigned)count.cases,
                   count.cases == 1 ? "" : "s", (unsigned)count.numbers, (unsigned)count.passed,
                   (unsigned)count.differ);
    ra_page_style(&s->page, RA_STYLE_PLAIN);
    ra_page_line(&s->page);
    if (brief)
        return;
    ra_page_wrap(&s->page, 0,
                 "d/tol is the distance of both numbers in tolerances; up to 1 passes.");
    ra_page_line(&s->page);
    if (count.corrected > 0) {
        ra_text text = {0};
        ra_text_format(&text,
                       "For %u of them a source prints another value; --format json says why.",
                       (unsigned)count.corrected);
        ra_page_wrap(&s->page, 0, text.failed ? "" : text.data);
        ra_page_line(&s->page);
        ra_text_free(&text);
    }
}

ra_status ra_report_selftest(const ra_selftest *selftest, FILE *out,
                             const ra_report_options *options)
{
    sheet s = {.page = ra_page_new(options), .id_width = find_width(selftest)};

    s.label_width =
        options->width - s.id_width - 2 * (VALUE_WIDTH + 1) - RATIO_WIDTH - VERDICT_WIDTH - 1;
    if (s.label_width < LEAST_LABEL)
        s.label_width = LEAST_LABEL;
    if (!options->brief)
        put_names(&s);
    for (uint32_t i = 0; i < selftest->count; i++) {
        const ra_case *c = &selftest->cases[i];
        for (uint32_t k = 0; k < c->number_count && ra_selftest_chosen(selftest, i); k++)
            if (!options->brief || !c->numbers[k].pass)
                put_number(&s, c, &c->numbers[k]);
    }
    put_summary(&s, selftest, options->brief);
    return ra_page_finish(&s.page, out);
}
