/* Figures side by side on a terminal: those that should agree under one heading, their factor, and
 * which to take. */
#include "reports/report_data.h"

#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "models/number.h"
#include "reports/citations.h"
#include "reports/page.h"

#define INDENT      2
#define YEAR_COLUMN 22 /* behind mark and figure */
#define KEY_COLUMN  28
#define DEEPER      6

static const char *text_of(const ra_value *object, const char *key)
{
    const ra_value *found = object != NULL ? ra_value_find(object, key) : NULL;

    return found != NULL && ra_value_kind(found) == RA_STRING ? ra_value_string(found) : NULL;
}

ra_row_words ra_row_read_words(const ra_row *row, const ra_sources *sources)
{
    const ra_value *source = ra_value_find(row->at, "source");
    const char *evidence = text_of(source, "evidence");
    ra_row_words words = {.figure = text_of(row->at, "printed"),
                          .basis = text_of(row->at, "basis"),
                          .note = text_of(row->at, "note"),
                          .status = text_of(row->at, "status"),
                          .locator = text_of(source, "locator"),
                          .evidence = RA_RECALLED,
                          .source = ra_sources_find(sources, text_of(source, "key"))};

    for (int e = 0; evidence != NULL && e < RA_EVIDENCES; e++)
        if (strcmp(evidence, ra_evidence_name((ra_evidence)e)) == 0)
            words.evidence = (ra_evidence)e;
    ra_row_figure(row, &words.value, &words.low, &words.high);
    return words;
}

static void put_line(ra_page *page, int indent, int later, ra_text *text)
{
    if (text->failed)
        page->text.failed = true;
    else if (text->length > 0) {
        ra_page_pad(page, indent);
        ra_page_wrap(page, later, text->data);
        ra_page_line(page);
    }
    ra_text_free(text);
}

/* "→ 300 W       2021  key" */
static void put_figure(ra_page *page, const ra_row *row, const ra_row_words *words)
{
    ra_text figure = {0};

    if (words->figure != NULL)
        ra_text_append(&figure, words->figure);
    else
        ra_number_trim(&figure, words->value, 15);
    if (strcmp(row->unit, "1") != 0)
        ra_text_format(&figure, " %s", row->unit);
    ra_page_pad(page, INDENT);
    ra_page_put(page, row->recommended ? "→ " : "");
    ra_page_pad(page, INDENT + 2);
    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_put(page, figure.failed ? "" : figure.data);
    ra_page_style(page, RA_STYLE_PLAIN);
    if (page->column + 2 > YEAR_COLUMN)
        ra_page_put(page, "  ");
    ra_page_pad(page, YEAR_COLUMN);
    if (row->year != 0)
        ra_page_format(page, "%d", row->year);
    if (page->column + 2 > KEY_COLUMN)
        ra_page_put(page, "  ");
    ra_page_pad(page, KEY_COLUMN);
    ra_page_style(page, RA_STYLE_QUIET);
    if (page->column + (int)strlen(row->key) > page->width)
        ra_page_line(page);
    ra_page_pad(page, DEEPER);
    ra_page_put(page, row->key);
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_page_line(page);
    ra_text_free(&figure);
}

static void put_spread(ra_text *out, const ra_row *row)
{
    const ra_value *law = ra_value_find(row->at, "distribution");
    const ra_value *sd = law != NULL ? ra_value_find(law, "relative_sd") : NULL;

    if (law == NULL)
        return;
    if (sd != NULL) {
        ra_text_append(out, "; standard deviation ");
        ra_number_percent(out, ra_value_number(sd), 3);
    } else {
        ra_text_format(out, "; its spread is %s", text_of(law, "type"));
    }
}

static void put_row(ra_page *page, const ra_row *row, const ra_sources *sources)
{
    ra_row_words words = ra_row_read_words(row, sources);
    const ra_citation citation = {words.source, words.locator, words.evidence, false};
    ra_text about = {0}, note = {0};

    put_figure(page, row, &words);
    if (words.basis != NULL)
        ra_text_format(&about, "%s; ", words.basis);
    ra_piece_citation(&about, &citation);
    ra_text_format(&about, "; %s", ra_evidence_text(words.evidence));
    put_spread(&about, row);
    ra_page_style(page, words.evidence == RA_RECALLED ? RA_STYLE_CARE : RA_STYLE_PLAIN);
    put_line(page, DEEPER, DEEPER, &about);
    ra_page_style(page, RA_STYLE_PLAIN);
    if (words.note != NULL)
        ra_text_append(&note, words.note);
    put_line(page, DEEPER, DEEPER, &note);
}

/* "TDP (hardware): factor 1.20 between the lowest and the highest" */
static void put_heading(ra_page *page, const ra_lookup_group *group)
{
    ra_text text = {0};

    ra_text_format(&text, "%s", group->subject ? group->subject->label : group->rows[0]->label);
    if (group->quantity != NULL)
        ra_text_format(&text, ", %s", group->quantity);
    ra_text_format(&text, " [%s]", group->table);
    ra_page_gap(page);
    ra_page_style(page, RA_STYLE_STRONG);
    put_line(page, 0, 2, &text);
    ra_page_style(page, RA_STYLE_PLAIN);
}

/* Advice: what was written down, else the rule that follows from bases, marks and years. */
static void put_advice(ra_page *page, const ra_lookup_group *group)
{
    ra_text factor = {0};

    if (group->factor > 1) {
        ra_text_append(&factor, "Disagree by a factor of ");
        if (isinf(group->factor))
            ra_text_append(&factor, "any size (the lowest is 0)");
        else
            ra_number_write(&factor, group->factor, 3);
        if (group->rows[0]->yearly)
            ra_text_append(&factor, ", of one year and basis");
        ra_text_append(&factor, ".");
    }
    if (group->bases)
        ra_text_format(&factor, "%sThey count different things: stay on the basis of the claim.",
                       factor.length > 0 ? " " : "");
    if (group->advice[0] == NULL && group->factor > 1 && !group->taken)
        ra_text_append(&factor, " None is preferred: take the one nearest to the work, and the "
                                "others as its range.");
    put_line(page, INDENT, INDENT, &factor);
    for (size_t i = 0; group->advice[i] != NULL; i++) {
        ra_text advice = {0};
        ra_text_format(&advice, "Advice: %s", group->advice[i]);
        put_line(page, INDENT, INDENT + 2, &advice);
    }
}

static bool is_new_source(const ra_lookup *found, const ra_sources *sources, size_t group,
                          size_t row)
{
    const ra_source *source = ra_row_read_words(found->groups[group].rows[row], sources).source;

    for (size_t g = 0; g <= group; g++)
        for (size_t r = 0; r < (g == group ? row : found->groups[g].count); r++)
            if (ra_row_read_words(found->groups[g].rows[r], sources).source == source)
                return false;
    return source != NULL;
}

static void put_sources(ra_page *page, const ra_lookup *found, const ra_sources *sources)
{
    ra_page_heading(page, "Sources");
    for (size_t g = 0; g < found->count; g++)
        for (size_t r = 0; r < found->groups[g].count; r++) {
            ra_text line = {0};
            const ra_source *source = ra_row_read_words(found->groups[g].rows[r], sources).source;
            if (!is_new_source(found, sources, g, r))
                continue;
            ra_source_cite(source, &line);
            put_line(page, INDENT, INDENT + 2, &line);
            ra_text_append(&line, source->url);
            put_line(page, INDENT + 2, INDENT + 2, &line);
        }
}

ra_status ra_data_text(const ra_lookup *found, const ra_sources *sources, FILE *out,
                       const ra_report_options *options)
{
    ra_page page = ra_page_new(options);
    bool taken = false;

    for (size_t g = 0; g < found->count; g++) {
        const ra_lookup_group *group = &found->groups[g];
        put_heading(&page, group);
        for (size_t r = 0; r < group->count; r++)
            put_row(&page, group->rows[r], sources);
        put_advice(&page, group);
        taken = taken || group->taken;
    }
    if (taken) {
        ra_page_gap(&page);
        ra_page_put(&page, "→ the one to take, of its year and basis");
        ra_page_line(&page);
    }
    put_sources(&page, found, sources);
    return ra_page_finish(&page, out);
}
