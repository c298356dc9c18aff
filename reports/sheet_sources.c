/* Sources: what every figure rests on, and where to read it. */
#include "reports/workbook.h"

#include <stdlib.h>

#include "models/alloc.h"

/* Columns of the sources, and of the figures below them. */
enum { CITATION, YEAR, KIND, LINK, COUNT };
enum { FIGURE, SIDE, GIVEN, SOURCE, PLACE, ORIGIN, EVIDENCE, YEAR_OF };
enum { TITLE_ROW, LEAD_ROW, FLAG_ROW, FIRST_ROW };

/* One figure that rests on a source. */
typedef struct {
    uint32_t quantity; /* or NO_QUANTITY, with a label */
    const char *label;
    const char *side;
    const ra_figure *figure;
    const ra_expr *formula;
    const ra_citation *citation;
} use;

#define NO_QUANTITY UINT32_MAX

typedef struct {
    use *use;
    size_t count;
} use_list;

static void add(use_list *list, const char *label, const char *side, const ra_figure *figure,
                const ra_citation *citation)
{
    list->use[list->count++] = (use){NO_QUANTITY, label, side, figure, NULL, citation};
}

/* The figures of a quantity that are not taken over from the other side, those that are but name a
 * source of their own, and changes of method. */
static void add_quantity(use_list *list, const ra_claim *claim, uint32_t q)
{
    static const char *const sides[RA_SIDES] = {"published", "audited"};
    const ra_quantity *what = &claim->quantities[q];
    for (int side = 0; side < RA_SIDES; side++) {
        const ra_figure *figure = &what->figure[side];
        bool method = what->kind == RA_STEP && side == RA_AUDITED &&
                      what->formula[RA_PUBLISHED] != what->formula[RA_AUDITED];
        bool cited = !figure->citation.inherited && figure->citation.source != NULL;
        bool own = figure->kind != RA_FIGURE_NONE && (!figure->inherited || cited);
        const ra_expr *formula = what->kind == RA_STEP ? NULL : what->formula[side];
        if (own || method)
            list->use[list->count++] =
                (use){q, NULL, sides[side], figure, formula, &figure->citation};
    }
}

/* Assumptions, each followed by the figures that it is derived from, then the steps. */
static void add_quantities(use_list *list, const ra_claim *claim)
{
    uint32_t locals = claim->assumption_count, steps = locals + claim->local_count;
    for (uint32_t q = 0; q < locals; q++) {
        add_quantity(list, claim, q);
        for (uint32_t i = locals; i < steps; i++)
            if (claim->quantities[i].owner == q)
                add_quantity(list, claim, i);
    }
    for (uint32_t q = steps; q < claim->quantity_count; q++)
        add_quantity(list, claim, q);
}

/* Collects every use of a source, the headline's first. */
static bool collect(const ra_claim *claim, use_list *list)
{
    list->use =
        ra_calloc(2 * (size_t)claim->quantity_count + claim->repeat_count + 2, sizeof *list->use);
    if (!list->use)
        return false;
    add(list, "The headline", "published", &claim->stated, &claim->citation);
    if (claim->corrected.kind != RA_FIGURE_NONE)
        add(list, "The corrected total", "audited", &claim->corrected, &claim->corrected.citation);
    add_quantities(list, claim);
    for (uint32_t i = 0; i < claim->repeat_count; i++) {
        const ra_repeat *repeat = &claim->repeated[i];
        add(list, repeat->headline ? repeat->headline : "The headline", "repeated", &repeat->figure,
            &repeat->citation);
    }
    return true;
}

/* How many figures rest on the source of a use; 0 where an earlier use has the same source. */
static uint32_t weight(const use_list *list, size_t i)
{
    const ra_source *source = list->use[i].citation->source;
    uint32_t count = 0;
    for (size_t j = 0; source && j < list->count; j++) {
        if (list->use[j].citation->source != source)
            continue;
        if (j < i)
            return 0;
        count++;
    }
    return count;
}

static void write_source(ra_sheet *sheet, lxw_row_t row, const ra_source *source, uint32_t count)
{
    ra_text cited = {0};
    ra_source_cite(source, &cited);
    sheet->book->nomem |= cited.failed;
    ra_cell_text(sheet, row, CITATION, RA_STYLE_WRAP, cited.data);
    ra_text_free(&cited);
    /* A year is no quantity: no comma in it. */
    ra_text year = {0};
    if (source->year)
        ra_text_format(&year, "%d", source->year);
    sheet->book->nomem |= year.failed;
    ra_cell_text(sheet, row, YEAR, RA_STYLE_TEXT, year.data);
    ra_text_free(&year);
    ra_cell_text(sheet, row, KIND, RA_STYLE_MUTED, source->type);
    ra_cell_address(sheet, row, LINK, source->url, source->url);
    ra_cell_number(sheet, row, COUNT, RA_STYLE_COUNT, count, 0);
}

static lxw_row_t write_sources(ra_sheet *sheet, lxw_row_t row, const use_list *list)
{
    static const char *const heads[] = {"Source", "Year", "Kind", "Link", "Figures", NULL};
    ra_cell_heads(sheet, row++, CITATION, heads);
    for (size_t i = 0; i < list->count; i++) {
        uint32_t count = weight(list, i);
        if (count)
            write_source(sheet, row++, list->use[i].citation->source, count);
    }
    return row;
}

static void write_use(ra_sheet *sheet, lxw_row_t row, const use *what)
{
    const ra_figure *figure = what->figure;
    bool has = figure->kind != RA_FIGURE_NONE;
    if (what->quantity == NO_QUANTITY)
        ra_cell_text(sheet, row, FIGURE, RA_STYLE_WRAP, what->label);
    else
        ra_cell_label(sheet, row, FIGURE, RA_STYLE_WRAP, what->quantity, true);
    ra_cell_text(sheet, row, SIDE, RA_STYLE_MUTED, what->side);
    if (has)
        ra_cell_figure(sheet, row, GIVEN, figure, what->formula);
    else
        ra_cell_text(sheet, row, GIVEN, RA_STYLE_MUTED, "method");
    ra_cell_source(sheet, row, SOURCE, what->citation);
    ra_cell_text(sheet, row, ORIGIN, RA_STYLE_WRAP, has ? ra_origin_text(figure->origin) : NULL);
    ra_cell_text(sheet, row, EVIDENCE, RA_STYLE_WRAP, ra_evidence_text(what->citation->evidence));
    ra_text year = {0};
    if (what->citation->source && what->citation->source->year)
        ra_text_format(&year, "%d", what->citation->source->year);
    sheet->book->nomem |= year.failed;
    ra_cell_text(sheet, row, YEAR_OF, RA_STYLE_TEXT, year.data);
    ra_text_free(&year);
}

/* A colour for each way in which a figure can arise, told apart by lightness too. */
static const struct {
    uint32_t fill;
    bool bold;
} looks[RA_ORIGINS] = {[RA_GIVEN] = {0xF2F6FA, false},    [RA_REPORTED] = {0xCFE3F2, false},
                       [RA_MEASURED] = {0xA9D8C4, false}, [RA_DEFAULT] = {0xFFF3C4, false},
                       [RA_INFERRED] = {0xEBD9E6, false}, [RA_JUDGEMENT] = {0xF3B98A, true},
                       [RA_OMITTED] = {0xD9D9D9, false}};

static void colour(ra_sheet *sheet, lxw_row_t first, lxw_row_t last, lxw_col_t column,
                   const char *equals, uint32_t font, uint32_t fill, bool bold)
{
    lxw_format *format = workbook_add_format(sheet->book->file);
    ra_text rule = {0};
    ra_text_append(&rule, "=");
    ra_cell_emit(&rule, first, false, column, true);
    ra_text_format(&rule, "=\"%s\"", equals);
    if (format && !rule.failed) {
        lxw_conditional_format shade = {
            .type = LXW_CONDITIONAL_TYPE_FORMULA, .value_string = rule.data, .format = format};
        format_set_bg_color(format, fill);
        if (font)
            format_set_font_color(format, font);
        if (bold)
            format_set_bold(format);
        ra_book_keep(sheet->book, worksheet_conditional_format_range(sheet->file, first, column,
                                                                     last, column, &shade));
    } else {
        sheet->book->nomem = true;
    }
    ra_text_free(&rule);
}

/* How a figure arose has a colour; what was not read stands out. */
static void write_highlights(ra_sheet *sheet, lxw_row_t first, lxw_row_t last)
{
    for (int i = 0; i < RA_ORIGINS; i++)
        colour(sheet, first, last, ORIGIN, ra_origin_text((ra_origin)i), 0, looks[i].fill,
               looks[i].bold);
    colour(sheet, first, last, EVIDENCE, ra_evidence_text(RA_RECALLED), 0xFFFFFF, 0xA30000, true);
}

/* Figures that rest on judgement, or on memory alone: a list to argue about. */
static void write_weak(ra_sheet *sheet, lxw_row_t row, const use_list *list)
{
    static const char *const heads[] = {"Figure", "Side", "As given", "What it rests on", NULL};
    lxw_row_t first;
    ra_cell_section(sheet, row++, FIGURE, "Figures that rest on judgement, or are unverified");
    ra_cell_heads(sheet, row++, FIGURE, heads);
    first = row;
    for (size_t i = 0; i < list->count; i++) {
        const use *what = &list->use[i];
        bool has = what->figure->kind != RA_FIGURE_NONE;
        bool judged = has && what->figure->origin == RA_JUDGEMENT;
        if (!judged && what->citation->evidence != RA_RECALLED)
            continue;
        if (what->quantity == NO_QUANTITY)
            ra_cell_text(sheet, row, FIGURE, RA_STYLE_WRAP, what->label);
        else
            ra_cell_label(sheet, row, FIGURE, RA_STYLE_WRAP, what->quantity, true);
        ra_cell_text(sheet, row, SIDE, RA_STYLE_MUTED, what->side);
        ra_cell_figure(sheet, row, GIVEN, what->figure, what->formula);
        ra_cell_text(sheet, row, SOURCE, RA_STYLE_STRONG, judged ? "judgement" : "UNVERIFIED");
        ra_cell_text(sheet, row++, PLACE, RA_STYLE_WRAP, what->figure->reason);
    }
    if (row == first)
        ra_cell_title(sheet, row, FIGURE, RA_STYLE_LEAD, "None.");
}

static lxw_row_t write_uses(ra_sheet *sheet, lxw_row_t row, const use_list *list)
{
    static const char *const heads[] = {
        "Figure",      "Side",         "As given",           "Source",
        "Place in it", "How it arose", "How it was checked", "Year of the source", NULL};
    ra_cell_section(sheet, row++, FIGURE, "Which figure rests on which source");
    ra_cell_heads(sheet, row, FIGURE, heads);
    for (size_t i = 0; i < list->count; i++)
        write_use(sheet, row + 1 + (lxw_row_t)i, &list->use[i]);
    if (list->count == 0)
        return row + 2;
    lxw_row_t last = row + (lxw_row_t)list->count;
    write_highlights(sheet, row + 1, last);
    ra_book_keep(sheet->book, worksheet_autofilter(sheet->file, row, FIGURE, last, YEAR_OF));
    return last + 2;
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    use_list list = {0};
    if (collect(book->claim, &list)) {
        ra_cell_banner(sheet, CITATION, "What it rests on",
                       "Each way in which a figure can arise has its colour; what was recalled and not read stands out.");
        lxw_row_t row = write_sources(sheet, FIRST_ROW, &list);
        write_weak(sheet, write_uses(sheet, row + 1, &list), &list);
        ra_sheet_width(sheet, CITATION, 52);
        ra_sheet_fit(sheet, SIDE, SIDE, 11, 14);
        ra_sheet_fit(sheet, GIVEN, GIVEN, 18, 26);
        ra_sheet_fit(sheet, LINK, LINK, 22, 36);
        ra_sheet_fit(sheet, PLACE, PLACE, 14, 28);
        ra_sheet_fit(sheet, ORIGIN, YEAR_OF, 12, 38);
        worksheet_freeze_panes(sheet->file, FIRST_ROW + 1, YEAR);
    } else {
        book->nomem = true;
    }
    ra_free(list.use);
}

const ra_sheet_type ra_sheet_sources = {
    .name = "Sources",
    .about = "Where every figure comes from, and how it was checked",
    .part = RA_PART_PRESENTATION,
    .write = write_sheet,
};
