#include "reports/workbook.h"

#include <math.h>
#include <string.h>

#include "models/alloc.h"

/* What the cell of an assumption holds on a side. A value that the audit took over from the
 * published side points to it, so that a change there is a change here. */
static ra_content assumption_content(const ra_claim *claim, uint32_t q, ra_side side)
{
    const ra_quantity *what = &claim->quantities[q];
    const ra_figure *figure = &what->figure[side];
    bool kept = side == RA_AUDITED && (figure->kind == RA_FIGURE_NONE || figure->inherited);
    if (kept && what->figure[RA_PUBLISHED].kind != RA_FIGURE_NONE && !what->changed)
        return ra_claim_uses(claim, q, side) ? RA_CONTENT_SAME : RA_CONTENT_NONE;
    if (figure->kind == RA_FIGURE_NONE)
        return RA_CONTENT_NONE;
    return what->formula[side] ? RA_CONTENT_FORMULA : RA_CONTENT_NUMBER;
}

static ra_content step_content(const ra_claim *claim, uint32_t q, ra_side side)
{
    const ra_quantity *what = &claim->quantities[q];
    if (!ra_claim_uses(claim, q, side))
        return RA_CONTENT_NONE;
    if (what->formula[side])
        return RA_CONTENT_FORMULA;
    return what->figure[side].kind != RA_FIGURE_NONE ? RA_CONTENT_NUMBER : RA_CONTENT_NONE;
}

static ra_content content_of(const ra_claim *claim, uint32_t q, ra_side side)
{
    const ra_quantity *what = &claim->quantities[q];
    if (what->kind == RA_STEP)
        return step_content(claim, q, side);
    if (what->kind == RA_LOCAL && what->owner_side != side)
        return RA_CONTENT_NONE;
    if (what->kind == RA_LOCAL)
        return what->formula[side] ? RA_CONTENT_FORMULA : RA_CONTENT_NUMBER;
    return assumption_content(claim, q, side);
}

/* The side whose cell is read where `side` is wanted: the other one where that has none. */
static ra_side read_side(const ra_book *book, uint32_t q, int side)
{
    return book->content[side][q] == RA_CONTENT_NONE ? (ra_side)(1 - side) : (ra_side)side;
}

/* The value of a quantity's formula over `values`, by quantity, or (NULL) over the cells of its
 * own side. */
static double formula_value(const ra_book *book, uint32_t q, ra_side side, const double *values)
{
    const ra_quantity *what = &book->claim->quantities[q];
    const ra_expr *formula = what->formula[side];
    double *names = book->scratch, *nodes = names + formula->name_count;
    for (uint32_t i = 0; i < formula->name_count; i++) {
        uint32_t bound = what->bind[side][i];
        names[i] = values ? values[bound] : book->value[read_side(book, bound, side)][bound];
    }
    return ra_expr_eval(formula, names, nodes);
}

double ra_book_formula(const ra_book *book, uint32_t quantity, ra_side side, const double *values)
{
    return formula_value(book, quantity, side, values);
}

/* The value of a cell of one side of Chain, from those before it in the order. */
static double cell_value(const ra_book *book, uint32_t q, ra_side side)
{
    const ra_figure *figure = &book->claim->quantities[q].figure[side];
    switch (book->content[side][q]) {
    case RA_CONTENT_NUMBER:
        return figure->value * figure->factor;
    case RA_CONTENT_SAME:
        return book->value[RA_PUBLISHED][q];
    case RA_CONTENT_FORMULA:
        return formula_value(book, q, side, NULL);
    case RA_CONTENT_NONE:
        break;
    }
    return NAN;
}

bool ra_book_switched(const ra_book *book, uint32_t quantity)
{
    const ra_quantity *what = &book->claim->quantities[quantity];
    if (what->kind == RA_STEP)
        return what->formula[RA_PUBLISHED] != what->formula[RA_AUDITED];
    return book->content[RA_PUBLISHED][quantity] != RA_CONTENT_NONE &&
           book->content[RA_AUDITED][quantity] != RA_CONTENT_NONE;
}

void ra_book_eval(const ra_book *book, const uint8_t *choice, double *values)
{
    const ra_claim *claim = book->claim;
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        uint32_t q = claim->order[i];
        const ra_quantity *what = &claim->quantities[q];
        ra_side side = (ra_side)choice[q];
        if (what->kind != RA_STEP)
            values[q] = book->value[read_side(book, q, side)][q];
        else if (what->formula[side])
            values[q] = formula_value(book, q, side, values);
        else
            values[q] = book->value[side][q];
    }
}

bool ra_book_follow(const ra_book *book, const double *given, double *values)
{
    const ra_claim *claim = book->claim;
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        uint32_t q = claim->order[i];
        const ra_quantity *what = &claim->quantities[q];
        if (what->kind != RA_STEP)
            values[q] = given && isfinite(given[q]) ? given[q]
                                                    : book->value[read_side(book, q, RA_AUDITED)][q];
        else if (what->formula[RA_AUDITED])
            values[q] = formula_value(book, q, RA_AUDITED, values);
        else
            values[q] = book->value[RA_AUDITED][q];
    }
    return isfinite(values[claim->result]);
}

void ra_book_depend(const ra_book *book, bool *marks)
{
    const ra_claim *claim = book->claim;
    for (uint32_t i = 0; i < claim->quantity_count; i++) {
        uint32_t q = claim->order[i];
        const ra_quantity *what = &claim->quantities[q];
        for (int side = 0; what->kind == RA_STEP && side < RA_SIDES; side++)
            for (uint32_t n = 0; what->formula[side] && n < what->formula[side]->name_count; n++)
                marks[q] |= marks[what->bind[side][n]];
    }
}

/* Room for the names and nodes of the longest formula. */
static bool scratch_new(ra_book *book)
{
    size_t most = 1;
    for (uint32_t q = 0; q < book->claim->quantity_count; q++)
        for (int side = 0; side < RA_SIDES; side++) {
            const ra_expr *formula = book->claim->quantities[q].formula[side];
            size_t room = formula ? (size_t)formula->count + formula->name_count : 0;
            most = room > most ? room : most;
        }
    book->scratch = ra_calloc(most, sizeof *book->scratch);
    return book->scratch != NULL;
}

static bool room_new(ra_book *book)
{
    size_t count = book->claim->quantity_count;
    bool fine = scratch_new(book);
    for (int side = 0; side < RA_SIDES; side++)
        fine = (book->content[side] = ra_calloc(count, sizeof(ra_content))) &&
               (book->merged[side] = ra_calloc(count, sizeof(double))) && fine;
    for (int side = 0; side < RA_CELLS; side++)
        fine = (book->value[side] = ra_calloc(count, sizeof(double))) && fine;
    fine = (book->chain_row = ra_calloc(count, sizeof *book->chain_row)) && fine;
    return (book->rung = ra_calloc(count, sizeof *book->rung)) && fine;
}

bool ra_book_values(ra_book *book)
{
    const ra_claim *claim = book->claim;
    if (!room_new(book))
        return false;
    for (uint32_t k = 0; k < claim->changed_count; k++)
        book->rung[claim->changed[k]] = k + 1;
    for (int side = 0; side < RA_SIDES; side++)
        for (uint32_t q = 0; q < claim->quantity_count; q++)
            book->content[side][q] = content_of(claim, q, (ra_side)side);
    uint8_t *audited = ra_calloc(claim->quantity_count, sizeof *audited);
    if (!audited)
        return false;
    memset(audited, RA_AUDITED, claim->quantity_count);
    for (uint32_t i = 0; i < claim->quantity_count; i++)
        for (int side = 0; side < RA_SIDES; side++)
            book->value[side][claim->order[i]] = cell_value(book, claim->order[i], (ra_side)side);
    ra_book_eval(book, audited, book->value[RA_USED]);
    for (uint32_t q = 0; q < claim->quantity_count; q++)
        for (int side = 0; side < RA_SIDES; side++)
            book->merged[side][q] = book->value[read_side(book, q, side)][q];
    ra_free(audited);
    return true;
}
