/* The lines of Checks that hold the workbook against the run: results and printed figures. */
#include <math.h>
#include <string.h>

#include "reports/workbook_chain.h"
#include "reports/workbook_ladder.h"

#define SAME        1e-9 /* what two programs' arithmetic may differ by */
#define RUNGS_MOST  60
#define SLACK       1e-12 /* as audit/checks.c leaves to rounding */

/* Appends the address of a side's headline. */
static void emit_headline(ra_text *out, int side)
{
    ra_text_append(out, "Chain!");
    ra_cell_emit(out, RA_CHAIN_RESULT_ROW, true, ra_chain_column(side), true);
}

static void check_headlines(ra_book *book)
{
    static const char *const labels[RA_SIDES] = {"Headline from the published figures",
                                                 "Headline from the audited figures"};
    const double run[RA_SIDES] = {book->result->recomputed, book->result->audited.point};
    for (int side = 0; side < RA_SIDES; side++) {
        ra_text formula = {0};
        double value = book->value[side][book->claim->result] * book->claim->result_factor;
        emit_headline(&formula, side);
        if (isfinite(value) && isfinite(run[side]))
            ra_book_check(book, RA_CHECK_RUN, labels[side], formula.data, value, NULL, run[side],
                          SAME);
        ra_text_free(&formula);
    }
}

static void check_rungs(ra_book *book)
{
    uint32_t count = book->claim->changed_count;
    for (uint32_t k = 1; k <= count && k <= RUNGS_MOST; k++) {
        const ra_rung *rung = &book->result->ladder[k];
        ra_text formula = {0}, label = {0};
        ra_text_append(&formula, "Ladder!");
        ra_cell_emit(&formula, book->ladder_first + k, true, RA_LADDER_RESULT, true);
        ra_text_format(&label, "Result after correction %u: %s", (unsigned)k,
                       rung->label ? rung->label : rung->id);
        if (isfinite(rung->result))
            ra_book_check(book, RA_CHECK_RUN, label.data, formula.data, book->ladder_result[k], NULL,
                          rung->result, SAME);
        ra_text_free(&formula);
        ra_text_free(&label);
    }
}

/* The total that the correcting source printed is compared with the audited side. */
static bool is_corrected(const ra_claim *claim, const ra_check *check)
{
    return claim->corrected.kind != RA_FIGURE_NONE && check->quantity == claim->result &&
           strcmp(check->label, "corrected") == 0 &&
           check->stated == claim->corrected.value * claim->corrected.factor;
}

/* Appends the cell that has what a printed figure is compared with. */
static void emit_recomputed(ra_book *book, const ra_check *check, ra_text *out)
{
    bool headline = check->quantity == book->claim->result;
    if (check->group != UINT32_MAX) {
        uint32_t row = 0;
        while (row < book->result->group_count && book->result->groups[row].group != check->group)
            row++;
        ra_text_append(out, "Ladder!");
        ra_cell_emit(out, book->ladder_groups + row, true, RA_LADDER_FACTOR, true);
    } else if (headline && check->unit == book->claim->unit) {
        emit_headline(out, is_corrected(book->claim, check) ? RA_AUDITED : RA_PUBLISHED);
    } else {
        ra_book_name(book, check->quantity, RA_PUBLISHED, out);
    }
}

static void emit_label(const ra_book *book, const ra_check *check, ra_text *out)
{
    const ra_claim *claim = book->claim;
    const char *name = check->label;
    if (is_corrected(claim, check))
        name = "Corrected total";
    else if (check->group != UINT32_MAX)
        name = claim->groups[check->group].label ? claim->groups[check->group].label
                                                 : claim->groups[check->group].id;
    else if (check->quantity != UINT32_MAX && claim->quantities[check->quantity].label)
        name = claim->quantities[check->quantity].label;
    ra_text_format(out, "%s, printed as ", name);
    if (check->printed)
        ra_text_append(out, check->printed);
    else
        ra_text_number(out, check->stated);
    ra_text_format(out, ": %s", ra_consistency_text(check->consistency));
}

/* The printed digits allow an interval, the rounding of the inputs another one around the
 * recomputed value: the figure follows where the two meet. A figure that was cut off rather than
 * rounded widens the first.
 *
 *     IF(AND(x+(high-x0)>=printed_low, x-(x0-low)<=printed_high),1,0) */
static void check_printed(ra_book *book, const ra_check *check)
{
    bool follows = check->consistency != RA_DOES_NOT_FOLLOW;
    double low = check->stated_low, high = check->stated_high;
    if (!isfinite(check->stated) && book->claim->stated_interval) {
        low = book->claim->interval_low;
        high = book->claim->interval_high;
    }
    double slack = SLACK * fabs(high);
    low -= slack;
    high += slack;
    if (check->consistency == RA_NOT_CHECKED || !isfinite(check->recomputed) || !isfinite(low) ||
        !isfinite(high) || !isfinite(check->low) || !isfinite(check->high))
        return;
    if (follows && check->high < low)
        low = check->high - slack;
    if (follows && check->low > high)
        high = check->low + slack;
    ra_text x = {0}, formula = {0}, label = {0};
    emit_recomputed(book, check, &x);
    ra_text_format(&formula, "IF(AND(%s+", x.data);
    ra_text_number(&formula, check->high - check->recomputed);
    ra_text_append(&formula, ">=");
    ra_text_number(&formula, low);
    ra_text_format(&formula, ",%s-", x.data);
    ra_text_number(&formula, check->recomputed - check->low);
    ra_text_append(&formula, "<=");
    ra_text_number(&formula, high);
    ra_text_append(&formula, "),1,0)");
    emit_label(book, check, &label);
    book->nomem |= x.failed || formula.failed || label.failed;
    if (!book->nomem)
        ra_book_check(book, RA_CHECK_PRINT, label.data, formula.data, follows, NULL, follows, 0);
    ra_text_free(&x);
    ra_text_free(&formula);
    ra_text_free(&label);
}

void ra_book_check_run(ra_book *book)
{
    check_headlines(book);
    if (book->ladder_result)
        check_rungs(book);
    for (uint32_t i = 0; i < book->result->check_count; i++)
        check_printed(book, &book->result->checks[i]);
}
