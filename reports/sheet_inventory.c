/* Inventory: the table of the IPCC Guidelines for an uncertainty analysis by Approach 1, with
 * Approach 2, the Monte Carlo run, beside it [ipcc2006, tables 3.2 and 3.3]. */
#include <math.h>

#include "models/alloc.h"
#include "reports/workbook_chain.h"
#include "reports/workbook_inventory.h"

/* The columns carry the letters that the Guidelines give them, where they have one. */
enum {
    CATEGORY,
    GAS,
    UNIT,
    EMISSIONS,    /* D */
    ACTIVITY,     /* E */
    FACTOR,       /* F */
    COMBINED,     /* G */
    CONTRIBUTION, /* H */
    LOW,
    HIGH,
    SHARE,
    RELATIVE_ACTIVITY,
    RELATIVE_FACTOR
};
enum { LEVEL_ROW = RA_HEAD_ROW + 1, K_ROW, SECTION_ROW = K_ROW + 2, HEAD_ROW, LETTER_ROW, FIRST_ROW };

typedef struct {
    ra_book *book;
    ra_sheet *sheet;
    ra_inventory all;
    double k;
    lxw_row_t last; /* of the categories */
} inventory;

/* The coverage factor of a normal distribution at the run's level: its quantile at (1 + level) / 2,
 * by Newton's method on the error function. */
static double coverage(double level)
{
    double z = 1.5;
    for (int i = 0; i < 60; i++)
        z -= (erf(z / sqrt(2)) - level) / (sqrt(2 / acos(-1.0)) * exp(-z * z / 2));
    return z;
}

static void write_setting(inventory *v)
{
    ra_sheet *sheet = v->sheet;
    ra_text formula = {0};
    ra_cell_text(sheet, LEVEL_ROW, CATEGORY, RA_STYLE_STRONG, "Level of the intervals");
    ra_cell_number(sheet, LEVEL_ROW, GAS, RA_STYLE_RUN, v->book->result->level, 0);
    ra_cell_title(sheet, LEVEL_ROW, UNIT, RA_STYLE_LEAD,
                  "that of the run; the Guidelines ask for 0.95: reaudit run ... --level 0.95");
    ra_cell_text(sheet, K_ROW, CATEGORY, RA_STYLE_STRONG, "Coverage factor of Approach 1");
    ra_text_append(&formula, "_xlfn.NORM.S.INV((1+");
    ra_cell_emit(&formula, LEVEL_ROW, true, GAS, true);
    ra_text_append(&formula, ")/2)");
    v->book->nomem |= formula.failed;
    ra_cell_formula(sheet, K_ROW, GAS, RA_STYLE_FORMULA, formula.data, v->k, 5);
    ra_text_free(&formula);
}

/* The term over the audited cells of Chain. */
typedef struct {
    const ra_book *book;
    const uint32_t *bind;
    ra_text text;
} namer_context;

static const char *namer(void *context, uint32_t name)
{
    namer_context *c = context;
    c->text.length = 0;
    ra_book_name(c->book, c->bind[name], RA_AUDITED, &c->text);
    return c->text.failed ? "" : c->text.data;
}

static void write_emissions(inventory *v, lxw_row_t row, const ra_category *of)
{
    const ra_claim *claim = v->book->claim;
    ra_text formula = {0};
    namer_context context = {.book = v->book,
                             .bind = claim->quantities[claim->result].bind[RA_AUDITED]};
    if (of->quantity != UINT32_MAX) {
        ra_book_name(v->book, of->quantity, RA_AUDITED, &formula);
    } else {
        ra_text_append(&formula, "(");
        ra_expr_emit(&of->expr, RA_DIALECT_EXCEL, namer, &context, &formula);
        ra_text_append(&formula, ")");
    }
    if (of->scale != 1) {
        ra_text_append(&formula, of->scale < 0 ? "*(" : "*");
        ra_text_number(&formula, of->scale);
        ra_text_append(&formula, of->scale < 0 ? ")" : "");
    }
    v->book->nomem |= formula.failed || context.text.failed;
    ra_cell_formula(v->sheet, row, EMISSIONS, RA_STYLE_FORMULA, formula.data, of->value, -6);
    ra_text_free(&formula);
    ra_text_free(&context.text);
}

static void write_name(inventory *v, lxw_row_t row, const ra_category *of)
{
    if (of->quantity != UINT32_MAX) {
        ra_cell_label(v->sheet, row, CATEGORY, RA_STYLE_STRONG, of->quantity, false);
        return;
    }
    const ra_node *root = &of->expr.nodes[of->expr.count - 1];
    ra_text text = {0};
    ra_text_append_bytes(&text, of->expr.text + root->from, root->until - root->from);
    v->book->nomem |= text.failed;
    ra_cell_text(v->sheet, row, CATEGORY, RA_STYLE_STRONG, text.data);
    ra_text_free(&text);
}

/* k times the relative standard uncertainty of the workings. */
static void write_expanded(inventory *v, lxw_row_t row, lxw_col_t column, lxw_col_t from,
                           double relative)
{
    ra_text formula = {0};
    ra_cell_emit(&formula, K_ROW, true, GAS, true);
    ra_text_append(&formula, "*");
    ra_cell_emit(&formula, row, false, from, true);
    v->book->nomem |= formula.failed;
    ra_cell_number(v->sheet, row, from, RA_STYLE_RUN, relative, 6);
    ra_cell_formula(v->sheet, row, column, RA_STYLE_FORMULA, formula.data, v->k * relative, 3);
    ra_text_free(&formula);
}

/* G = SQRT(E^2+F^2), H = (G*D)^2/SUM(D)^2. */
static void write_combined(inventory *v, lxw_row_t row, double combined, double contribution)
{
    ra_text g = {0}, h = {0};
    ra_text_append(&g, "SQRT(");
    ra_cell_emit(&g, row, false, ACTIVITY, true);
    ra_text_append(&g, "^2+");
    ra_cell_emit(&g, row, false, FACTOR, true);
    ra_text_append(&g, "^2)");
    ra_text_append(&h, "(");
    ra_cell_emit(&h, row, false, COMBINED, true);
    ra_text_append(&h, "*");
    ra_cell_emit(&h, row, false, EMISSIONS, true);
    ra_text_append(&h, ")^2/SUM(");
    ra_cell_emit(&h, FIRST_ROW, true, EMISSIONS, true);
    ra_text_append(&h, ":");
    ra_cell_emit(&h, v->last, true, EMISSIONS, true);
    ra_text_append(&h, ")^2");
    v->book->nomem |= g.failed || h.failed;
    ra_cell_formula(v->sheet, row, COMBINED, RA_STYLE_FORMULA, g.data, combined, 3);
    ra_cell_formula(v->sheet, row, CONTRIBUTION, RA_STYLE_FORMULA, h.data, contribution, 3);
    ra_text_free(&g);
    ra_text_free(&h);
}

static const ra_summary *summary_of(const ra_book *book, const ra_category *of)
{
    if (of->quantity == book->claim->result)
        return &book->result->audited;
    for (uint32_t i = 0; i < book->result->step_count; i++)
        if (book->result->steps[i].quantity == of->quantity)
            return &book->result->steps[i].audited;
    return NULL;
}

/* Approach 2: how far the ends of the run's interval lie from its mean, and the share of the
 * variance. */
static void write_approach2(inventory *v, lxw_row_t row, ra_style style, const ra_summary *s,
                            double scale)
{
    const ra_summary *whole = &v->book->result->audited;
    bool spreads = s && !s->constant && s->mean != 0;
    double part = spreads ? s->sd * scale / whole->sd : NAN;
    ra_cell_number(v->sheet, row, LOW, style, spreads ? 100 * (s->low / s->mean - 1) : NAN, 3);
    ra_cell_number(v->sheet, row, HIGH, style, spreads ? 100 * (s->high / s->mean - 1) : NAN, 3);
    ra_cell_number(v->sheet, row, SHARE, style, 100 * part * part, 3);
}

static double relative(double u, double value)
{
    return value != 0 ? 100 * u / fabs(value) : NAN;
}

static void write_category(inventory *v, uint32_t i, double total)
{
    const ra_category *of = &v->all.category[i];
    lxw_row_t row = FIRST_ROW + i;
    double combined = v->k * relative(hypot(of->activity, of->factor), of->value);
    write_name(v, row, of);
    ra_cell_text(v->sheet, row, GAS, RA_STYLE_TEXT, "CO2e");
    ra_cell_unit(v->sheet, row, UNIT, RA_STYLE_TEXT, v->book->claim->unit);
    write_emissions(v, row, of);
    write_expanded(v, row, ACTIVITY, RELATIVE_ACTIVITY, relative(of->activity, of->value));
    write_expanded(v, row, FACTOR, RELATIVE_FACTOR, relative(of->factor, of->value));
    write_combined(v, row, combined, pow(combined * of->value / total, 2));
    write_approach2(v, row, RA_STYLE_RUN, summary_of(v->book, of),
                    of->quantity == v->book->claim->result ? 1 : of->scale);
}

/* A total over the rows of a column: in the same column, or in `to`. */
static void write_sum(inventory *v, lxw_row_t row, lxw_col_t column, lxw_col_t to,
                      const char *before, const char *behind, double value, int digits)
{
    ra_text formula = {0};
    ra_text_append(&formula, before);
    ra_cell_emit(&formula, FIRST_ROW, true, column, false);
    ra_text_append(&formula, ":");
    ra_cell_emit(&formula, v->last, true, column, false);
    ra_text_append(&formula, behind);
    v->book->nomem |= formula.failed;
    ra_cell_formula(v->sheet, row, to, RA_STYLE_TOTAL, formula.data, value, digits);
    ra_text_free(&formula);
}

static lxw_row_t write_total(inventory *v, double total)
{
    lxw_row_t row = v->last + 1;
    double squares = 0;
    for (lxw_col_t c = CATEGORY; c <= SHARE; c++)
        ra_cell_text(v->sheet, row, c, RA_STYLE_TOTAL_TEXT, NULL);
    for (uint32_t i = 0; i < v->all.count; i++) {
        const ra_category *of = &v->all.category[i];
        squares += pow(v->k * 100 * hypot(of->activity, of->factor) / total, 2);
    }
    ra_cell_text(v->sheet, row, CATEGORY, RA_STYLE_TOTAL_TEXT, "Total");
    ra_cell_unit(v->sheet, row, UNIT, RA_STYLE_TOTAL_TEXT, v->book->claim->unit);
    write_sum(v, row, EMISSIONS, EMISSIONS, "SUM(", ")", total, -6);
    write_sum(v, row, CONTRIBUTION, CONTRIBUTION, "SUM(", ")", squares, 3);
    write_sum(v, row, CONTRIBUTION, COMBINED, "SQRT(SUM(", "))", sqrt(squares), 3);
    write_approach2(v, row, RA_STYLE_TOTAL, &v->book->result->audited, 1);
    return row + 2;
}

/* What is below this part of the whole is rounding, not an effect. */
static double settle(double share)
{
    return fabs(share) < 1e-9 ? 0 : share;
}

static lxw_row_t write_inputs(inventory *v, lxw_row_t row)
{
    static const char *const heads[] = {"Input", "Kind", "Unit", "Audited", "Uncertainty, +/- %",
                                        "Contribution to variance, Approach 1, %",
                                        "Approach 2: Shapley effect, %", NULL};
    const ra_result *result = v->book->result;
    double sum = 0;
    for (uint32_t i = 0; i < result->input_count; i++)
        sum += v->all.effect[i] * v->all.effect[i];
    ra_cell_section(v->sheet, row++, CATEGORY, "Input by input");
    ra_cell_heads(v->sheet, row++, CATEGORY, heads);
    for (uint32_t i = 0; i < result->input_count; i++, row++) {
        uint32_t q = result->inputs[i].quantity;
        double value = v->book->value[RA_AUDITED][q], shapley = NAN;
        for (uint32_t k = 0; k < result->sensitivity.count; k++)
            if (result->sensitivity.rows[k].input == i)
                shapley = 100 * settle(result->sensitivity.rows[k].shapley);
        ra_cell_label(v->sheet, row, CATEGORY, RA_STYLE_STRONG, q, true);
        ra_cell_text(v->sheet, row, GAS, RA_STYLE_TEXT,
                     ra_inventory_factor(v->book, q) ? "emission factor" : "activity data");
        ra_cell_unit(v->sheet, row, UNIT, RA_STYLE_TEXT, v->book->claim->quantities[q].unit);
        ra_cell_number(v->sheet, row, EMISSIONS, RA_STYLE_RUN, value, 4);
        ra_cell_number(v->sheet, row, ACTIVITY, RA_STYLE_RUN, v->k * relative(v->all.u[i], value),
                       3);
        ra_cell_number(v->sheet, row, FACTOR, RA_STYLE_RUN,
                       100 * settle(v->all.effect[i] * v->all.effect[i] / sum), 3);
        ra_cell_number(v->sheet, row, COMBINED, RA_STYLE_RUN, shapley, 3);
    }
    return row + 1;
}

static void write_notes(inventory *v, lxw_row_t row)
{
    static const char *const notes[] = {
        "Columns D to H are those of table 3.2 of the 2006 IPCC Guidelines, Volume 1, chapter 3; their "
        "base year and trend (columns C and I to M) are left out: a claim has one year.",
        "Approach 1 takes categories as independent and errors as small and symmetric. Inputs that two "
        "categories share make them correlated, which Approach 2 sees and Approach 1 does not.",
        "Emission factors are the inputs whose unit has CO2e in it; all others are activity data."};
    ra_cell_section(v->sheet, row++, CATEGORY, "How to read it");
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        ra_cell_title(v->sheet, row++, CATEGORY, RA_STYLE_LEAD, notes[i]);
}

/* A single category has the uncertainty of the first-order budget. */
static void check(inventory *v)
{
    const ra_gum *gum = &v->book->result->gum;
    const ra_category *of = &v->all.category[0];
    double value = v->k * relative(hypot(of->activity, of->factor), of->value);
    ra_text formula = {0};
    if (v->all.count > 1 || v->book->claim->correlation_count || !gum->applies || !(gum->u > 0) ||
        of->value == 0)
        return;
    double wanted = v->k * 100 * gum->u / fabs(of->value);
    ra_text_append(&formula, "Inventory!");
    ra_cell_emit(&formula, FIRST_ROW, true, COMBINED, true);
    v->book->nomem |= formula.failed;
    if (!v->book->nomem && fabs(value - wanted) <= 1e-9 * wanted)
        ra_book_check(v->book, RA_CHECK_RUN, "Inventory: Approach 1 is the run's first-order budget",
                      formula.data, value, NULL, wanted, 1e-9);
    ra_text_free(&formula);
}

static void write_table(inventory *v)
{
    static const char *const heads[] = {
        "Category",
        "Gas",
        "Unit",
        "Emissions",
        "Activity data uncertainty, +/- %",
        "Emission factor uncertainty, +/- %",
        "Combined uncertainty, +/- %",
        "Contribution to variance",
        "Approach 2: below the mean, %",
        "Approach 2: above the mean, %",
        "Approach 2: variance over the total's, %",
        "Activity data: standard uncertainty, %",
        "Emission factor: standard uncertainty, %",
        NULL};
    static const char *const letters[] = {"A", "B", "", "D", "E", "F", "G", "H", "", "", "", "", "", NULL};
    double total = 0;
    for (uint32_t i = 0; i < v->all.count; i++)
        total += v->all.category[i].value;
    v->last = FIRST_ROW + v->all.count - 1;
    ra_cell_section(v->sheet, SECTION_ROW, CATEGORY, "Approach 1, with Approach 2 beside it");
    ra_cell_heads(v->sheet, HEAD_ROW, CATEGORY, heads);
    ra_cell_heads(v->sheet, LETTER_ROW, CATEGORY, letters);
    for (uint32_t i = 0; i < v->all.count; i++)
        write_category(v, i, total);
    write_notes(v, write_inputs(v, write_total(v, total)));
    check(v);
}

static bool wanted(const ra_book *book)
{
    return !book->result->audited.constant && isfinite(book->result->audited.point) &&
           isfinite(book->result->audited.sd) && book->result->input_count > 0;
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    inventory v = {.book = book, .sheet = sheet, .k = coverage(book->result->level)};
    ra_cell_banner(sheet, CATEGORY, "As an inventory has it",
                   "The audited estimate in the layout of the IPCC's uncertainty tables. Standard "
                   "uncertainties and Approach 2 in grey italics are those of the run.");
    if (ra_inventory_new(&v.all, book)) {
        write_setting(&v);
        write_table(&v);
    } else {
        book->nomem = true;
    }
    ra_inventory_free(&v.all);
    ra_sheet_fit(sheet, CATEGORY, CATEGORY, 34, 48);
    ra_sheet_fit(sheet, GAS, RELATIVE_FACTOR, 14, 18);
    worksheet_freeze_panes(sheet->file, RA_HEAD_ROW, GAS);
}

const ra_sheet_type ra_sheet_inventory = {
    .name = "Inventory",
    .about = "The uncertainty table of the IPCC Guidelines: Approach 1 with Approach 2 beside it",
    .part = RA_PART_PRESENTATION,
    .wanted = wanted,
    .write = write_sheet,
};
