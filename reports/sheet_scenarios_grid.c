/* The grid of Scenarios: the headline over two assumptions at once. Office programs have data tables
 * for that, which libxlsxwriter cannot write; here each cell of the grid has a column of workings,
 * the steps that depend on the two with both replaced. */
#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "reports/workbook_scenarios.h"

enum { SIDE = 7, CELLS = SIDE * SIDE };

/* Where the parts stand. */
enum {
    LABEL = RA_SCENARIOS_NAME,
    AXIS = RA_SCENARIOS_UNIT,      /* values of the first assumption, down */
    GRID = RA_SCENARIOS_PUBLISHED, /* and of the second, across */
};

typedef struct {
    ra_book *book;
    ra_sheet *sheet;
    uint32_t quantity[2];
    double low[2], high[2];
    double axis[2][SIDE];
    lxw_row_t top;  /* row of the second assumption's values */
    lxw_row_t block; /* first row of the workings */
    uint32_t *row;  /* of a quantity in the workings */
    bool *depends;
    double *given, *values;
} grid;

static bool taken(const grid *g, int count, uint32_t q)
{
    return count == 1 && g->quantity[0] == q;
}

/* An assumption can be an axis where the steps read a number of it. */
static bool usable(const ra_book *book, uint32_t q)
{
    return book->claim->quantities[q].kind == RA_ASSUMPTION &&
           (ra_claim_uses(book->claim, q, RA_AUDITED) && isfinite(book->value[RA_USED][q]));
}

static int add(grid *g, int count, uint32_t q)
{
    if (count == 2 || taken(g, count, q) || !usable(g->book, q))
        return count;
    g->quantity[count] = q;
    return count + 1;
}

/* The two that matter most: by their share in the correction, else by what measuring them would
 * give, else those that come first. */
static int choose(grid *g)
{
    const ra_result *result = g->book->result;
    const ra_attribution *all = &result->attribution;
    int count = 0;
    for (int pass = 0; pass < 2 && count < 2; pass++) {
        double most = 1e-9;
        uint32_t best = UINT32_MAX;
        for (uint32_t i = 0; i < all->share_count; i++) {
            double weight = fabs(all->shares[i].share);
            uint32_t q = all->shares[i].quantity;
            if (weight > most && !taken(g, count, q) && usable(g->book, q)) {
                most = weight;
                best = q;
            }
        }
        if (best != UINT32_MAX)
            count = add(g, count, best);
    }
    for (uint32_t i = 0; i < result->sensitivity.count; i++)
        count = add(g, count, result->inputs[result->sensitivity.rows[i].input].quantity);
    for (uint32_t q = 0; q < g->book->claim->assumption_count; q++)
        count = add(g, count, q);
    return count;
}

static void extend(double x, double *low, double *high)
{
    if (!isfinite(x))
        return;
    *low = fmin(*low, x);
    *high = fmax(*high, x);
}

/* From one side's figure to the other's, and over what the audit leaves open; half to twice where
 * that is one number. */
static void span(grid *g, int i)
{
    const ra_book *book = g->book;
    uint32_t q = g->quantity[i];
    double *low = &g->low[i], *high = &g->high[i];
    *low = *high = book->value[RA_USED][q];
    for (int side = 0; side < RA_SIDES; side++)
        extend(book->value[side][q], low, high);
    for (uint32_t k = 0; k < book->result->input_count; k++)
        if (book->result->inputs[k].quantity == q) {
            double factor = book->claim->quantities[q].figure[RA_AUDITED].factor;
            extend(book->result->inputs[k].p5 * factor, low, high);
            extend(book->result->inputs[k].p95 * factor, low, high);
        }
    if (*low == *high) {
        *low = *low == 0 ? -1 : *low / 2;
        *high = *high == 0 ? 1 : 2 * *high;
    }
    for (int k = 0; k < SIDE; k++)
        g->axis[i][k] = *low > 0 ? *low * pow(*high / *low, k / (SIDE - 1.0))
                                 : *low + (*high - *low) * k / (SIDE - 1.0);
}

/* The cell of the k-th value of an axis. */
static void place_axis(const grid *g, int i, int k, lxw_row_t *row, lxw_col_t *column)
{
    *row = i ? g->top : g->top + 1 + (lxw_row_t)k;
    *column = (lxw_col_t)(i ? GRID + k : AXIS);
}

/* Both ends are figures to change; what lies between them divides equally, by factors where both are
 * positive. */
static void write_axis(const grid *g, int i)
{
    lxw_row_t row, first_row, last_row;
    lxw_col_t column, first_column, last_column;
    place_axis(g, i, 0, &first_row, &first_column);
    place_axis(g, i, SIDE - 1, &last_row, &last_column);
    for (int k = 0; k < SIDE; k++) {
        place_axis(g, i, k, &row, &column);
        if (k == 0 || k == SIDE - 1) {
            ra_cell_number(g->sheet, row, column, RA_STYLE_INPUT, g->axis[i][k], -5);
            ra_cell_takes_number(g->sheet, row, column, g->axis[i][k]);
            continue;
        }
        ra_text formula = {0}, a = {0}, b = {0};
        ra_cell_emit(&a, first_row, true, first_column, true);
        ra_cell_emit(&b, last_row, true, last_column, true);
        ra_text_format(&formula, g->low[i] > 0 ? "%s*(%s/%s)^(%d/%d)" : "%s+(%s-%s)*%d/%d", a.data,
                       b.data, a.data, k, SIDE - 1);
        g->book->nomem |= formula.failed || a.failed || b.failed;
        ra_cell_formula(g->sheet, row, column, RA_STYLE_FORMULA, formula.data, g->axis[i][k], -5);
        ra_text_free(&formula);
        ra_text_free(&a);
        ra_text_free(&b);
    }
}

/* Workings: the two values, the steps that depend on them, the headline. */
static lxw_row_t place_block(grid *g)
{
    const ra_claim *claim = g->book->claim;
    lxw_row_t row = g->block;
    for (int i = 0; i < 2; i++) {
        g->depends[g->quantity[i]] = true;
        g->row[g->quantity[i]] = row++;
    }
    ra_book_depend(g->book, g->depends);
    for (uint32_t q = 0; q < claim->quantity_count; q++)
        if (claim->quantities[q].kind == RA_STEP && g->depends[q])
            g->row[q] = row++;
    return row;
}

/* A value of an axis, found by the numbers of its row and column in the grid. */
static void write_given(const grid *g, int i, int cell, lxw_col_t column)
{
    int k = i ? cell % SIDE : cell / SIDE;
    lxw_row_t row, last_row;
    lxw_col_t first, last;
    ra_text formula = {0};
    place_axis(g, i, 0, &row, &first);
    place_axis(g, i, SIDE - 1, &last_row, &last);
    ra_text_append(&formula, "INDEX(");
    ra_cell_emit(&formula, row, true, first, true);
    ra_text_append(&formula, ":");
    ra_cell_emit(&formula, last_row, true, last, true);
    ra_text_append(&formula, i ? ",MOD(" : ",QUOTIENT(");
    ra_cell_emit(&formula, g->block - 1, true, column, false);
    ra_text_format(&formula, "-1,%d)+1)", SIDE);
    g->book->nomem |= formula.failed;
    ra_cell_formula(g->sheet, g->row[g->quantity[i]], column, RA_STYLE_FORMULA, formula.data,
                    g->axis[i][k], -5);
    ra_text_free(&formula);
}

/* One column of the workings. Returned: the headline in it. */
static double write_column(const grid *g, int cell, lxw_row_t headline)
{
    const ra_claim *claim = g->book->claim;
    lxw_col_t column = (lxw_col_t)(GRID + cell);
    ra_names names = {.book = g->book,
                      .side = RA_USED,
                      .row = g->row,
                      .column = column,
                      .sheet = "Scenarios",
                      .values = g->values,
                      .book_mutable = g->book};
    ra_text formula = {0};
    for (int i = 0; i < 2; i++)
        g->given[g->quantity[i]] = g->axis[i][i ? cell % SIDE : cell / SIDE];
    ra_book_follow(g->book, g->given, g->values);
    ra_cell_number(g->sheet, g->block - 1, column, RA_STYLE_HEAD, cell + 1, 0);
    for (int i = 0; i < 2; i++)
        write_given(g, i, cell, column);
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        if (claim->quantities[q].kind != RA_STEP || !g->depends[q])
            continue;
        formula.length = 0;
        ra_book_emit_switched(&names, q, &formula);
        ra_cell_formula(g->sheet, g->row[q], column, RA_STYLE_FORMULA, formula.data, g->values[q],
                        -6);
    }
    formula.length = 0;
    if (g->row[claim->result])
        ra_cell_emit(&formula, g->row[claim->result], false, column, false);
    else
        ra_book_name(g->book, claim->result, RA_USED, &formula);
    if (claim->result_factor != 1) {
        ra_text_append(&formula, "*");
        ra_text_number(&formula, claim->result_factor);
    }
    double value = g->values[claim->result] * claim->result_factor;
    ra_cell_formula(g->sheet, headline, column, RA_STYLE_TOTAL, formula.data, value, 4);
    g->book->nomem |= formula.failed || names.text.failed;
    ra_text_free(&formula);
    ra_text_free(&names.text);
    return value;
}

/* INDEX(workings,1,7*(ROWS(C$20:C20)-1)+COLUMNS($D20:D20)): one formula for all cells. */
static void write_cell(const grid *g, int cell, lxw_row_t headline, double value)
{
    lxw_row_t row = g->top + 1 + (lxw_row_t)(cell / SIDE);
    lxw_col_t column = (lxw_col_t)(GRID + cell % SIDE);
    ra_text formula = {0};
    ra_text_append(&formula, "INDEX(");
    ra_cell_emit(&formula, headline, true, GRID, true);
    ra_text_append(&formula, ":");
    ra_cell_emit(&formula, headline, true, GRID + CELLS - 1, true);
    ra_text_format(&formula, ",1,%d*(ROWS(", SIDE);
    ra_cell_emit(&formula, g->top + 1, true, GRID, true);
    ra_text_append(&formula, ":");
    ra_cell_emit(&formula, row, false, GRID, true);
    ra_text_append(&formula, ")-1)+COLUMNS(");
    ra_cell_emit(&formula, row, false, GRID, true);
    ra_text_append(&formula, ":");
    ra_cell_emit(&formula, row, false, column, false);
    ra_text_append(&formula, "))");
    g->book->nomem |= formula.failed;
    ra_cell_formula(g->sheet, row, column, RA_STYLE_FORMULA, formula.data, value, 4);
    ra_text_free(&formula);
}

/* The paler, the lower; what lies in the interval of the audit is bold. */
static void highlight(const grid *g)
{
    const ra_summary *audited = &g->book->result->audited;
    lxw_conditional_format scale = {.type = LXW_CONDITIONAL_2_COLOR_SCALE,
                                    .min_color = 0xFFFFFF,
                                    .max_color = RA_COLOUR_PALE};
    lxw_row_t last = g->top + SIDE;
    ra_book_keep(g->book, worksheet_conditional_format_range(g->sheet->file, g->top + 1, GRID, last,
                                                             GRID + SIDE - 1, &scale));
    lxw_format *bold = audited->constant ? NULL : workbook_add_format(g->book->file);
    if (!bold)
        return;
    format_set_bold(bold);
    lxw_conditional_format within = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                     .criteria = LXW_CONDITIONAL_CRITERIA_BETWEEN,
                                     .min_value = audited->low,
                                     .max_value = audited->high,
                                     .format = bold};
    ra_book_keep(g->book, worksheet_conditional_format_range(g->sheet->file, g->top + 1, GRID, last,
                                                             GRID + SIDE - 1, &within));
}

static void write_labels(const grid *g, lxw_row_t headline)
{
    const ra_claim *claim = g->book->claim;
    ra_text lead = {0};
    ra_cell_label(g->sheet, g->top + 1, LABEL, RA_STYLE_STRONG, g->quantity[0], false);
    ra_cell_label(g->sheet, g->top, LABEL, RA_STYLE_STRONG, g->quantity[1], false);
    ra_cell_text(g->sheet, g->top, LABEL + 1, RA_STYLE_MUTED, "across");
    ra_cell_text(g->sheet, g->top + 1, LABEL + 1, RA_STYLE_MUTED, "down");
    for (int i = 0; i < 2; i++) {
        const char *unit = ra_unit_text(claim->quantities[g->quantity[i]].unit);
        if (strcmp(unit, "1") != 0)
            ra_text_format(&lead, "%s%s in %s", lead.length ? "; " : "",
                           g->book->symbol[g->quantity[i]], unit);
    }
    ra_text_format(&lead, "%she cells are the headline in %s%s", lead.length ? "; t" : "T",
                   ra_unit_text(claim->unit),
                   g->book->result->audited.constant ? "." : ", bold within the audit's interval.");
    g->book->nomem |= lead.failed;
    ra_cell_title(g->sheet, g->top - 1, LABEL, RA_STYLE_LEAD, lead.data);
    ra_text_free(&lead);
    ra_cell_section(g->sheet, g->block - 2, LABEL, "Workings: the grid, cell by cell");
    ra_cell_title(g->sheet, g->block - 1, LABEL, RA_STYLE_HEAD, "Cell of the grid, row by row");
    for (uint32_t q = 0; q < claim->quantity_count; q++) {
        if (!g->row[q])
            continue;
        ra_cell_label(g->sheet, g->row[q], LABEL, RA_STYLE_WRAP, q, false);
        ra_cell_text(g->sheet, g->row[q], RA_SCENARIOS_SYMBOL, RA_STYLE_MUTED, g->book->symbol[q]);
        ra_cell_unit(g->sheet, g->row[q], RA_SCENARIOS_UNIT, RA_STYLE_TEXT,
                     claim->quantities[q].unit);
    }
    ra_cell_text(g->sheet, headline, LABEL, RA_STYLE_TOTAL_TEXT, "Headline");
    ra_cell_text(g->sheet, headline, RA_SCENARIOS_SYMBOL, RA_STYLE_TOTAL_TEXT, NULL);
    ra_cell_unit(g->sheet, headline, RA_SCENARIOS_UNIT, RA_STYLE_TOTAL_TEXT, claim->unit);
}

static lxw_row_t write_grid(grid *g, lxw_row_t row)
{
    ra_cell_section(g->sheet, row, LABEL, "Two at once");
    g->top = row + 2;
    g->block = g->top + SIDE + 4;
    for (int i = 0; i < 2; i++) {
        span(g, i);
        write_axis(g, i);
    }
    lxw_row_t headline = place_block(g);
    write_labels(g, headline);
    for (uint32_t q = 0; q < g->book->claim->quantity_count; q++)
        g->given[q] = NAN;
    for (int cell = 0; cell < CELLS; cell++)
        write_cell(g, cell, headline, write_column(g, cell, headline));
    highlight(g);
    uint32_t rungs = g->book->claim->changed_count;
    rungs = rungs > RA_SCENARIOS_RUNGS_MOST ? 0 : rungs;
    lxw_col_t right = (lxw_col_t)(RA_SCENARIOS_RUNGS + (rungs > 3 ? rungs - 1 : 2));
    ra_book_keep(g->book,
                 worksheet_print_area(g->sheet->file, 0, LABEL, g->top + SIDE, right));
    return headline + 2;
}

lxw_row_t ra_scenarios_grid(ra_book *book, ra_sheet *sheet, lxw_row_t row)
{
    size_t count = book->claim->quantity_count;
    grid g = {.book = book, .sheet = sheet};
    g.row = ra_calloc(count, sizeof *g.row);
    g.depends = ra_calloc(count, sizeof *g.depends);
    g.given = ra_calloc(count, sizeof *g.given);
    g.values = ra_calloc(count, sizeof *g.values);
    if (!g.row || !g.depends || !g.given || !g.values)
        book->nomem = true;
    else if (choose(&g) == 2)
        row = write_grid(&g, row);
    ra_free(g.row);
    ra_free(g.depends);
    ra_free(g.given);
    ra_free(g.values);
    return row;
}
