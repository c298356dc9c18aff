#include "models/alloc.h"
#include "reports/workbook_chain.h"
#include "reports/workbook_parts.h"


static const char *const suffixes[RA_CELLS] = {"_published", "_audited", "_used"};

/* A loaded claim has no two quantities that would share a symbol on one side. */
bool ra_book_symbols(ra_book *book)
{
    const ra_claim *claim = book->claim;
    book->symbol = ra_calloc(claim->quantity_count, sizeof *book->symbol);
    for (uint32_t q = 0; book->symbol && q < claim->quantity_count; q++) {
        ra_text text = {0};
        ra_quantity_symbol(&claim->quantities[q], &text);
        if (text.failed)
            ra_text_free(&text);
        if (!(book->symbol[q] = text.data))
            return false;
    }
    return book->symbol != NULL;
}

/* Returns the side whose cell stands for a quantity where a formula of `side` uses it. */
static int side_of(const ra_book *book, uint32_t quantity, int side)
{
    if (book->claim->quantities[quantity].kind == RA_LOCAL)
        return (int)book->claim->quantities[quantity].owner_side;
    if (side == RA_USED || book->content[side][quantity] != RA_CONTENT_NONE)
        return side;
    return 1 - side;
}

void ra_book_name(const ra_book *book, uint32_t quantity, int side, ra_text *out)
{
    ra_text_append(out, book->symbol[quantity]);
    ra_text_append(out, suffixes[side_of(book, quantity, side)]);
}

/* Appends the address on Chain of the cell that the name stands for. */
static void emit_cell(const ra_book *book, uint32_t quantity, int side, ra_text *out)
{
    lxw_col_t column = ra_chain_column(side_of(book, quantity, side));
    ra_cell_emit(out, book->chain_row[quantity], false, column, false);
}

void ra_book_define(ra_book *book, uint32_t quantity, int side, lxw_row_t row, lxw_col_t column)
{
    ra_text name = {0}, place = {0};
    ra_text_format(&name, "%s%s", book->symbol[quantity], suffixes[side]);
    ra_text_append(&place, "=Chain!");
    ra_cell_emit(&place, row, true, column, true);
    if (name.failed || place.failed)
        book->nomem = true;
    else
        ra_book_keep(book, workbook_define_name(book->file, name.data, place.data));
    ra_text_free(&name);
    ra_text_free(&place);
}

const char *ra_book_namer(void *context, uint32_t name)
{
    ra_names *names = context;
    uint32_t quantity = names->bind[name];
    names->text.length = 0;
    bool cell = names->cells || (names->row && names->row[quantity]) ||
                (names->across && names->across[quantity]);
    if (cell && names->outside)
        ra_text_format(&names->text, "%s!", names->sheet);
    if (names->row && names->row[quantity])
        ra_cell_emit(&names->text, names->offset + names->row[quantity], false, names->column,
                     false);
    else if (names->across && names->across[quantity])
        ra_cell_emit_pattern(&names->text, (lxw_col_t)(names->across[quantity] - 1));
    else if (names->cells)
        emit_cell(names->book, quantity, names->side, &names->text);
    else
        ra_book_name(names->book, quantity, names->side, &names->text);
    return names->text.failed ? "" : names->text.data;
}

void ra_book_emit(ra_names *names, uint32_t quantity, ra_side side, ra_text *out)
{
    const ra_quantity *what = &names->book->claim->quantities[quantity];
    if (!what->formula[side]) {
        ra_book_name(names->book, quantity, side, out);
        return;
    }
    names->bind = what->bind[side];
    ra_parts_emit(names, what->formula[side], names->book->symbol[quantity], out);
    if (names->text.failed)
        out->failed = true;
}

void ra_book_switch(const ra_book *book, uint32_t quantity, const char *sheet, ra_text *out)
{
    ra_text_format(out, "IF(IF(scenario=\"row by row\",%s", sheet);
    ra_cell_emit(out, book->chain_row[quantity], *sheet != 0, RA_CHAIN_SWITCH, true);
    ra_text_append(out, ",scenario)=\"audited\",");
}

void ra_book_emit_switched(ra_names *names, uint32_t step, ra_text *out)
{
    if (!ra_book_switched(names->book, step)) {
        ra_book_emit(names, step, RA_PUBLISHED, out);
        return;
    }
    ra_book_switch(names->book, step, "Chain!", out);
    ra_book_emit(names, step, RA_AUDITED, out);
    ra_text_append(out, ",");
    ra_book_emit(names, step, RA_PUBLISHED, out);
    ra_text_append(out, ")");
}
