/* The rows of the sheet Chain. */
#include <math.h>
#include <string.h>

#include "reports/workbook_chain.h"

lxw_col_t ra_chain_column(int side)
{
    static const lxw_col_t columns[RA_CELLS] = {RA_CHAIN_PUBLISHED, RA_CHAIN_AUDITED,
                                                RA_CHAIN_USED};
    return columns[side];
}

/* Names tell a reader what a formula does; one that is too long with them has addresses instead. */
static void emit_side_formula(ra_names *names, uint32_t q, ra_side side, ra_text *out)
{
    ra_book_emit(names, q, side, out);
    if (out->length <= RA_FORMULA_CHARACTERS)
        return;
    names->cells = true;
    out->length = 0;
    ra_book_emit(names, q, side, out);
}

/* The cell of one side: a blue number, or a formula over the cells of that side. */
static void write_side(ra_sheet *sheet, lxw_row_t row, uint32_t q, ra_side side)
{
    ra_book *book = sheet->book;
    lxw_col_t column = ra_chain_column((int)side);
    double value = book->value[side][q];
    ra_names names = {.book = book,
                      .side = (int)side,
                      .sheet = "Chain",
                      .values = book->merged[side],
                      .book_mutable = book};
    ra_text formula = {0};
    switch (book->content[side][q]) {
    case RA_CONTENT_NONE:
        ra_cell_text(sheet, row, column, RA_STYLE_MUTED, NULL);
        return;
    case RA_CONTENT_NUMBER:
        ra_cell_number(sheet, row, column, RA_STYLE_INPUT, value, 0);
        ra_cell_takes_number(sheet, row, column, value);
        break;
    case RA_CONTENT_SAME:
        ra_book_name(book, q, RA_PUBLISHED, &formula);
        ra_cell_formula(sheet, row, column, RA_STYLE_FORMULA, formula.data, value, 0);
        break;
    case RA_CONTENT_FORMULA:
        emit_side_formula(&names, q, side, &formula);
        ra_cell_formula(sheet, row, column, RA_STYLE_FORMULA, formula.data, value,
                        book->claim->quantities[q].kind == RA_STEP ? -6 : 0);
        break;
    }
    book->nomem |= formula.failed || names.text.failed;
    ra_book_define(book, q, (int)side, row, column);
    const ra_figure *figure = &book->claim->quantities[q].figure[side];
    bool method = figure->kind == RA_FIGURE_NONE && figure->citation.source;
    if (figure->kind != RA_FIGURE_NONE || method)
        ra_cell_comment(sheet, row, column, figure,
                        book->claim->quantities[q].kind == RA_STEP
                            ? NULL
                            : book->claim->quantities[q].formula[side]);
    ra_text_free(&formula);
    ra_text_free(&names.text);
}

/* Appends what the used cell reads without a switch, or on one side of it. */
static void emit_used(ra_names *names, uint32_t q, ra_side side, ra_text *out)
{
    const ra_quantity *what = &names->book->claim->quantities[q];
    if (what->kind == RA_STEP && what->formula[side])
        ra_book_emit(names, q, side, out);
    else
        ra_book_name(names->book, q, (int)side, out);
}

static void emit_used_formula(ra_names *names, uint32_t q, ra_text *out)
{
    out->length = 0;
    if (!ra_book_switched(names->book, q)) {
        emit_used(names, q, RA_PUBLISHED, out);
        return;
    }
    ra_book_switch(names->book, q, "", out);
    emit_used(names, q, RA_AUDITED, out);
    ra_text_append(out, ",");
    emit_used(names, q, RA_PUBLISHED, out);
    ra_text_append(out, ")");
}

/* The value used: that of the side that the switch names, for a step the formula of that side over
 * the values used. */
static void write_used(ra_sheet *sheet, lxw_row_t row, uint32_t q)
{
    ra_book *book = sheet->book;
    ra_names names = {.book = book,
                      .side = RA_USED,
                      .sheet = "Chain",
                      .values = book->value[RA_USED],
                      .book_mutable = book};
    ra_text formula = {0};
    emit_used_formula(&names, q, &formula);
    names.cells = formula.length > RA_FORMULA_CHARACTERS;
    if (names.cells)
        emit_used_formula(&names, q, &formula);
    book->nomem |= formula.failed || names.text.failed;
    bool step = book->claim->quantities[q].kind == RA_STEP;
    ra_cell_formula(sheet, row, RA_CHAIN_USED, RA_STYLE_FORMULA, formula.data,
                    book->value[RA_USED][q], step ? -6 : 0);
    ra_book_define(book, q, RA_USED, row, RA_CHAIN_USED);
    ra_text_free(&formula);
    ra_text_free(&names.text);
}

void ra_chain_factor(ra_sheet *sheet, lxw_row_t row, ra_style style, double published,
                     double audited)
{
    if (!(published / audited > 0) || !isfinite(published / audited)) {
        ra_cell_text(sheet, row, RA_CHAIN_FACTOR, style, NULL);
        return;
    }
    ra_text formula = {0};
    ra_cell_emit(&formula, row, false, RA_CHAIN_PUBLISHED, true);
    ra_text_append(&formula, "/");
    ra_cell_emit(&formula, row, false, RA_CHAIN_AUDITED, true);
    sheet->book->nomem |= formula.failed;
    ra_cell_formula(sheet, row, RA_CHAIN_FACTOR, style, formula.data, published / audited, 4);
    ra_text_free(&formula);
}

static void write_switch(ra_sheet *sheet, lxw_row_t row)
{
    char published[] = "published", audited[] = "audited";
    char *list[] = {published, audited, NULL};
    lxw_data_validation choice = {.validate = LXW_VALIDATION_TYPE_LIST, .value_list = list};
    ra_cell_text(sheet, row, RA_CHAIN_SWITCH, RA_STYLE_SWITCH, "audited");
    ra_book_keep(sheet->book,
                 worksheet_data_validation_cell(sheet->file, row, RA_CHAIN_SWITCH, &choice));
}

/* Why a figure counts, or that it does not, since a step which was computed from it was measured. */
static void write_reason(ra_sheet *sheet, lxw_row_t row, const ra_quantity *what,
                         const char *reason)
{
    ra_text text = {0};
    if (!what->retired) {
        ra_cell_text(sheet, row, RA_CHAIN_REASON, RA_STYLE_WRAP, reason);
        return;
    }
    bool gone = what->kind == RA_LOCAL && what->owner_side == RA_AUDITED;
    ra_text_format(&text, "%s: \u201c%s\u201d is measured.",
                   gone ? "Off" : "On the published side alone",
                   sheet->book->claim->quantities[what->retired_by].label);
    sheet->book->nomem |= text.failed;
    ra_cell_text(sheet, row, RA_CHAIN_REASON, RA_STYLE_WRAP, text.data);
    ra_text_free(&text);
}

/* How the figure came about and where it can be read: the audited one where the audit has its own.
 */
static void write_provenance(ra_sheet *sheet, lxw_row_t row, const ra_quantity *what)
{
    const ra_figure *published = &what->figure[RA_PUBLISHED], *audited = &what->figure[RA_AUDITED];
    bool own = audited->kind != RA_FIGURE_NONE && !audited->inherited;
    bool cited = audited->kind != RA_FIGURE_NONE && !audited->citation.inherited &&
                 audited->citation.source != NULL;
    const ra_figure *said = own || cited ? audited : published;
    bool any = said->kind != RA_FIGURE_NONE;
    ra_cell_text(sheet, row, RA_CHAIN_STATUS, RA_STYLE_TEXT,
                 any ? ra_origin_name(said->origin) : NULL);
    ra_cell_text(sheet, row, RA_CHAIN_EVIDENCE, RA_STYLE_TEXT,
                 any ? ra_evidence_name(said->citation.evidence) : NULL);
    const char *reason = audited->reason ? audited->reason : said->reason;
    write_reason(sheet, row, what, reason ? reason : what->note);
    for (lxw_col_t c = RA_CHAIN_SOURCE; c <= RA_CHAIN_PRINTED; c++)
        ra_cell_text(sheet, row, c, RA_STYLE_TEXT, NULL);
    /* A figure that is kept may have been found elsewhere too. */
    if (own || cited)
        ra_cell_source(sheet, row, RA_CHAIN_SOURCE, &audited->citation);
    else
        ra_cell_text(sheet, row, RA_CHAIN_SOURCE, RA_STYLE_MUTED,
                     any && audited->kind ? "kept" : NULL);
    if (own)
        ra_cell_figure(sheet, row, RA_CHAIN_GIVEN, audited, what->formula[RA_AUDITED]);
    else if (cited)
        ra_cell_text(sheet, row, RA_CHAIN_GIVEN, RA_STYLE_MUTED, "kept");
    if (published->kind != RA_FIGURE_NONE)
        ra_cell_source(sheet, row, RA_CHAIN_PUBLISHED_SOURCE, &published->citation);
    ra_cell_figure(sheet, row, RA_CHAIN_PRINTED, published, what->formula[RA_PUBLISHED]);
}

static void write_name(ra_sheet *sheet, lxw_row_t row, uint32_t q)
{
    const ra_quantity *what = &sheet->book->claim->quantities[q];
    bool local = what->kind == RA_LOCAL;
    ra_cell_label(sheet, row, RA_CHAIN_NAME, local ? RA_STYLE_LOCAL : RA_STYLE_STRONG, q, false);
    ra_cell_text(sheet, row, RA_CHAIN_SYMBOL, RA_STYLE_MUTED, sheet->book->symbol[q]);
    ra_cell_unit(sheet, row, RA_CHAIN_UNIT, RA_STYLE_TEXT, what->unit);
}

void ra_chain_assumption(ra_sheet *sheet, uint32_t q)
{
    ra_book *book = sheet->book;
    lxw_row_t row = book->chain_row[q];
    write_name(sheet, row, q);
    for (int side = 0; side < RA_SIDES; side++)
        write_side(sheet, row, q, (ra_side)side);
    ra_cell_text(sheet, row, RA_CHAIN_SWITCH, RA_STYLE_TEXT, NULL);
    ra_cell_text(sheet, row, RA_CHAIN_USED, RA_STYLE_TEXT, NULL);
    if (book->claim->quantities[q].kind != RA_LOCAL)
        write_used(sheet, row, q);
    if (ra_book_switched(book, q))
        write_switch(sheet, row);
    ra_chain_factor(sheet, row, RA_STYLE_FORMULA, book->value[RA_PUBLISHED][q],
                    book->value[RA_AUDITED][q]);
    write_provenance(sheet, row, &book->claim->quantities[q]);
}

/* The formula as the claim writes it, and why the audit's differs. */
static void write_method(ra_sheet *sheet, lxw_row_t row, const ra_quantity *what)
{
    const ra_expr *old = what->formula[RA_PUBLISHED], *new = what->formula[RA_AUDITED];
    const char *reason = what->figure[RA_AUDITED].reason;
    ra_text text = {0};
    if (new &&what->measured)
        ra_text_append(&text, "measured");
    else if (new)
        ra_text_append(&text, new->text);
    if (old && new &&old != new)
        ra_text_format(&text, " (published: %s)", old->text);
    if (old != new &&reason)
        ra_text_format(&text, ". %s", reason);
    sheet->book->nomem |= text.failed;
    ra_cell_text(sheet, row, RA_CHAIN_REASON, RA_STYLE_WRAP, text.data);
    ra_text_free(&text);
    for (lxw_col_t c = RA_CHAIN_SOURCE; c <= RA_CHAIN_PRINTED; c++)
        ra_cell_text(sheet, row, c, RA_STYLE_TEXT, NULL);
    if (old != new)
        ra_cell_source(sheet, row, RA_CHAIN_SOURCE, &what->figure[RA_AUDITED].citation);
    if (what->figure[RA_PUBLISHED].kind != RA_FIGURE_NONE)
        ra_cell_source(sheet, row, RA_CHAIN_PUBLISHED_SOURCE, &what->figure[RA_PUBLISHED].citation);
    ra_cell_figure(sheet, row, RA_CHAIN_PRINTED, &what->figure[RA_PUBLISHED], NULL);
}

void ra_chain_step(ra_sheet *sheet, uint32_t q)
{
    ra_book *book = sheet->book;
    lxw_row_t row = book->chain_row[q];
    write_name(sheet, row, q);
    for (int side = 0; side < RA_SIDES; side++)
        write_side(sheet, row, q, (ra_side)side);
    ra_cell_text(sheet, row, RA_CHAIN_SWITCH, RA_STYLE_TEXT, NULL);
    write_used(sheet, row, q);
    if (ra_book_switched(book, q))
        write_switch(sheet, row);
    ra_chain_factor(sheet, row, RA_STYLE_FORMULA, book->value[RA_PUBLISHED][q],
                    book->value[RA_AUDITED][q]);
    ra_cell_text(sheet, row, RA_CHAIN_STATUS, RA_STYLE_TEXT, NULL);
    ra_cell_text(sheet, row, RA_CHAIN_EVIDENCE, RA_STYLE_TEXT, NULL);
    write_method(sheet, row, &book->claim->quantities[q]);
}
