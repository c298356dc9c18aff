/* The block under the ladder: rows are the quantities of the chain, columns the rungs. One formula
 * a row, copied across: an assumption takes its audited cell from the rung on that corrects it. */
#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "reports/workbook_ladder.h"

enum {
    LABEL = RA_LADDER_LABEL,
    SYMBOL = RA_LADDER_GROUP,
    TURN = RA_LADDER_AUDITED,
    UNIT = RA_LADDER_UNIT,
    FIRST = RA_LADDER_BLOCK
};

/* A block is a heading, a row with the number of each column, the quantities and the headline. */
enum { HEADING, NUMBERS, QUANTITIES };

lxw_row_t ra_ladder_headline(const ra_ladder_layout *layout, lxw_row_t block)
{
    return block + layout->rows - 1;
}

/* Headline with the corrections that `choice` makes. */
static double headline(const ra_book *book, const uint8_t *choice, double *values)
{
    ra_book_eval(book, choice, values);
    return values[book->claim->result] * book->claim->result_factor;
}

/* Whether column `k` has a quantity on the audited side. The last column of the first block, number
 * rungs + 1, has everything there; in the second block a column has its own correction alone. */
static bool chosen(const ra_book *book, uint32_t q, uint32_t k, bool single)
{
    uint32_t turn = book->rung[q] ? book->rung[q] : book->claim->changed_count + 1;
    return single ? turn == k : turn <= k;
}

void ra_ladder_choose(const ra_book *book, uint32_t k, bool single, uint8_t *choice)
{
    for (uint32_t q = 0; q < book->claim->quantity_count; q++)
        choice[q] = chosen(book, q, k, single) ? RA_AUDITED : RA_PUBLISHED;
}

static bool compute(ra_ladder_layout *layout, const ra_book *book)
{
    uint32_t count = book->claim->quantity_count;
    uint8_t *choice = ra_calloc(count, sizeof *choice);
    double *values = ra_calloc(count, sizeof *values);
    bool fine = choice && values;
    for (uint32_t k = 0; fine && k <= layout->rungs + 1; k++) {
        ra_ladder_choose(book, k, false, choice);
        layout->result[k] = headline(book, choice, values);
    }
    for (uint32_t k = 1; fine && k <= layout->rungs; k++) {
        ra_ladder_choose(book, k, true, choice);
        layout->single[k] = headline(book, choice, values);
    }
    ra_free(choice);
    ra_free(values);
    return fine;
}

bool ra_ladder_new(ra_ladder_layout *layout, const ra_book *book, lxw_row_t first, lxw_row_t chart)
{
    const ra_claim *claim = book->claim;
    *layout = (ra_ladder_layout){.rungs = claim->changed_count, .first = first, .chart = chart};
    layout->row = ra_calloc(claim->quantity_count, sizeof *layout->row);
    layout->result = ra_calloc(layout->rungs + 2, sizeof *layout->result);
    layout->single = ra_calloc(layout->rungs + 1, sizeof *layout->single);
    if (!layout->row || !layout->result || !layout->single || !compute(layout, book))
        return false;
    uint32_t row = QUANTITIES;
    for (uint32_t q = 0; q < claim->quantity_count; q++)
        if (claim->quantities[q].kind != RA_LOCAL)
            layout->row[q] = row++;
    layout->rows = row + 1;
    lxw_row_t after = chart + (lxw_row_t)ceil(ra_chart_ladder_height(book) / 20) + 2;
    layout->block = after;
    after += layout->rows + 1;
    layout->alone = layout->rungs && layout->rungs <= RA_LADDER_ALONE_MOST ? after : 0;
    layout->points = layout->alone ? after + layout->rows + 1 : after;
    return true;
}

void ra_ladder_free(ra_ladder_layout *layout)
{
    ra_free(layout->row);
    ra_free(layout->result);
    ra_free(layout->single);
}

/* One cell of a block. */
typedef struct {
    ra_names names;
    lxw_row_t block;
    lxw_row_t row;
    bool single;
    const ra_ladder_layout *layout;
} block_cell;

/* Appends "IF(G$40>=$E42,": whether this column has the row's correction. */
static void emit_turn(const block_cell *cell, ra_text *out)
{
    ra_text_append(out, "IF(");
    ra_cell_emit(out, cell->block + NUMBERS, true, cell->names.column, false);
    ra_text_append(out, cell->single ? "=" : ">=");
    ra_cell_emit(out, cell->row, false, TURN, true);
    ra_text_append(out, ",");
}

static void emit_quantity(block_cell *cell, uint32_t q, ra_text *out)
{
    const ra_book *book = cell->names.book;
    bool step = book->claim->quantities[q].kind == RA_STEP;
    if (!ra_book_switched(book, q)) {
        if (step)
            ra_book_emit(&cell->names, q, RA_PUBLISHED, out);
        else
            ra_book_name(book, q, RA_PUBLISHED, out);
        return;
    }
    emit_turn(cell, out);
    for (int side = RA_AUDITED; side >= RA_PUBLISHED; side--) {
        if (step)
            ra_book_emit(&cell->names, q, (ra_side)side, out);
        else
            ra_book_name(book, q, side, out);
        ra_text_append(out, side == RA_AUDITED ? "," : ")");
    }
}

static void write_quantity(ra_book *book, block_cell *cell, uint32_t q, double value)
{
    ra_text formula = {0};
    cell->row = cell->block + cell->layout->row[q];
    emit_quantity(cell, q, &formula);
    book->nomem |= formula.failed || cell->names.text.failed;
    ra_cell_formula(&book->sheet[RA_SHEET_LADDER], cell->row, cell->names.column, RA_STYLE_FORMULA,
                    formula.data, value, book->claim->quantities[q].kind == RA_STEP ? -6 : 0);
    ra_text_free(&formula);
}

static void write_headline(ra_book *book, block_cell *cell, double value)
{
    const ra_claim *claim = book->claim;
    ra_text formula = {0};
    ra_cell_emit(&formula, cell->block + cell->layout->row[claim->result], false,
                 cell->names.column, false);
    if (claim->result_factor != 1) {
        ra_text_append(&formula, "*");
        ra_text_number(&formula, claim->result_factor);
    }
    book->nomem |= formula.failed;
    ra_cell_formula(&book->sheet[RA_SHEET_LADDER], ra_ladder_headline(cell->layout, cell->block),
                    cell->names.column, RA_STYLE_TOTAL, formula.data, value, -6);
    ra_text_free(&formula);
}

/* The column of rung (or single correction) `k`. */
static void write_column(ra_book *book, block_cell *cell, uint32_t k, const uint8_t *choice,
                         double *values)
{
    const ra_claim *claim = book->claim;
    double result = headline(book, choice, values);
    ra_cell_number(&book->sheet[RA_SHEET_LADDER], cell->block + NUMBERS, cell->names.column,
                   RA_STYLE_HEAD, k, 0);
    for (uint32_t q = 0; q < claim->quantity_count; q++)
        if (claim->quantities[q].kind != RA_LOCAL)
            write_quantity(book, cell, q, values[q]);
    write_headline(book, cell, result);
}

/* The rows' names, units and the rung from which each is on the audited side. */
static void write_rows(ra_book *book, const ra_ladder_layout *layout, lxw_row_t block)
{
    ra_sheet *sheet = &book->sheet[RA_SHEET_LADDER];
    static const char *const heads[] = {"",     "Quantity", "Symbol", "", "Corrected on rung",
                                        "Unit", NULL};
    const ra_claim *claim = book->claim;
    ra_cell_heads(sheet, block + NUMBERS, RA_LADDER_RUNG, heads);
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        const ra_quantity *what = &claim->quantities[q];
        lxw_row_t row = block + layout->row[q];
        if (what->kind == RA_LOCAL)
            continue;
        for (lxw_col_t c = LABEL; c < FIRST; c++)
            ra_cell_text(sheet, row, c, RA_STYLE_TEXT, NULL);
        ra_cell_label(sheet, row, LABEL, RA_STYLE_WRAP, q, false);
        ra_cell_text(sheet, row, SYMBOL, RA_STYLE_MUTED, book->symbol[q]);
        ra_cell_unit(sheet, row, UNIT, RA_STYLE_TEXT, what->unit);
        if (ra_book_switched(book, q))
            ra_cell_number(sheet, row, TURN, RA_STYLE_COUNT,
                           book->rung[q] ? book->rung[q] : layout->rungs + 1, 0);
    }
    lxw_row_t last = ra_ladder_headline(layout, block);
    for (lxw_col_t c = RA_LADDER_LABEL; c < FIRST; c++)
        ra_cell_text(sheet, last, c, RA_STYLE_TOTAL_TEXT, NULL);
    ra_cell_text(sheet, last, LABEL, RA_STYLE_TOTAL_TEXT, "Headline");
    ra_cell_unit(sheet, last, UNIT, RA_STYLE_TOTAL_TEXT, claim->unit);
}

static void write_block(ra_book *book, const ra_ladder_layout *layout, bool single)
{
    uint32_t count = book->claim->quantity_count;
    uint8_t *choice = ra_calloc(count, sizeof *choice);
    double *values = ra_calloc(count, sizeof *values);
    block_cell cell = {.names = {.book = book,
                                 .side = RA_USED,
                                 .row = layout->row,
                                 .sheet = "Ladder",
                                 .values = values,
                                 .book_mutable = book},
                       .block = single ? layout->alone : layout->block,
                       .single = single,
                       .layout = layout};
    cell.names.offset = cell.block;
    write_rows(book, layout, cell.block);
    uint32_t first = single ? 1 : 0, last = layout->rungs + (single ? 0 : 1);
    for (uint32_t k = first; choice && values && k <= last; k++) {
        cell.names.column = (lxw_col_t)(FIRST + k - first);
        ra_ladder_choose(book, k, single, choice);
        write_column(book, &cell, k, choice, values);
    }
    book->nomem |= !choice || !values;
    ra_text_free(&cell.names.text);
    ra_free(choice);
    ra_free(values);
}

void ra_ladder_blocks(ra_book *book, const ra_ladder_layout *layout)
{
    ra_sheet *sheet = &book->sheet[RA_SHEET_LADDER];
    ra_cell_section(sheet, layout->block + HEADING, RA_LADDER_RUNG,
                    "Workings: the chain on every rung");
    ra_cell_title(
        sheet, layout->block + HEADING, FIRST, RA_STYLE_LEAD,
        "Rung 0 is the published side; the last column has every cell on the audited one.");
    write_block(book, layout, false);
    if (!layout->alone)
        return;
    ra_cell_section(sheet, layout->alone + HEADING, RA_LADDER_RUNG,
                    "Workings: each correction alone");
    write_block(book, layout, true);
}
