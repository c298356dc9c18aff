#include "reports/workbook.h"

#include <string.h>
#include <strings.h>

#include "models/alloc.h"

static const char *const suffixes[RA_CELLS] = {"_published", "_audited", "_used"};

/* Returns whether another quantity has the symbol that a figure of a figure wants: any assumption
 * or step, or an earlier such figure. Two of them on different sides may share one: the side is
 * part of their names. */
static bool taken(const ra_book *book, uint32_t local, const char *symbol)
{
    const ra_quantity *all = book->claim->quantities;
    for (uint32_t i = 0; i < book->claim->quantity_count; i++) {
        bool rival =
            all[i].kind != RA_LOCAL || (i < local && all[i].owner_side == all[local].owner_side);
        const char *other = all[i].kind == RA_LOCAL ? book->symbol[i] : all[i].id;
        if (rival && strcasecmp(other, symbol) == 0)
            return true;
    }
    return false;
}

/* Makes one symbol. Ids of assumptions and steps are unique; a figure "a.b" and an assumption "a_b"
 * want the same symbol, and the figure gets a number behind it. */
static char *symbol_new(const ra_book *book, uint32_t q)
{
    ra_text text = {0};
    ra_quantity_symbol(&book->claim->quantities[q], &text);
    size_t length = text.length;
    bool local = book->claim->quantities[q].kind == RA_LOCAL;
    for (unsigned n = 2; local && !text.failed && taken(book, q, text.data); n++) {
        text.length = length;
        ra_text_format(&text, "_%u", n);
    }
    if (text.failed)
        ra_text_free(&text);
    return text.data;
}

bool ra_book_symbols(ra_book *book)
{
    uint32_t count = book->claim->quantity_count;
    book->symbol = ra_calloc(count, sizeof *book->symbol);
    for (uint32_t q = 0; book->symbol && q < count; q++)
        if (!(book->symbol[q] = symbol_new(book, q)))
            return false;
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

static const char *namer(void *context, uint32_t name)
{
    ra_names *names = context;
    uint32_t quantity = names->bind[name];
    names->text.length = 0;
    if (names->row && names->book->claim->quantities[quantity].kind != RA_LOCAL)
        ra_cell_emit(&names->text, names->offset + names->row[quantity], false, names->column,
                     false);
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
    ra_expr_emit(what->formula[side], RA_DIALECT_EXCEL, namer, names, out);
    if (names->text.failed)
        out->failed = true;
}
