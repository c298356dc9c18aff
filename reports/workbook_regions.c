/* The same work in every region as a workbook: one sheet, to be sorted and filtered. */
#include <math.h>

#include "models/alloc.h"
#include "reports/report_regions.h"
#include "reports/workbook_cell.h"
#include "reports/workbook_child.h"

#define HEAD_ROW  3
#define FIRST_ROW 4

static const struct {
    const char *name;
    double width;
    bool words;
} columns[] = {{"Rank", 6, false},
               {"Provider", 11, true},
               {"Region", 24, true},
               {"Place", 18, true},
               {"Median", 12, false},
               {"Low", 12, false},
               {"High", 12, false},
               {"Unit", 10, true},
               {"Times greenest", 14, false},
               {"Like rank from", 14, false},
               {"to", 6, false},
               {"gCO2e/kWh", 11, false},
               {"Year", 6, false},
               {"Intensity of", 14, true},
               {"PUE", 7, false},
               {"PUE of", 10, true},
               {"Row of intensity", 48, true},
               {"Row of PUE", 38, true}};
#define COLUMNS (sizeof columns / sizeof columns[0])

typedef struct {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *head, *head_right, *title, *text, *quiet, *number, *small;
} writer;

/* Text is data: a string cell, never a formula. */
static void put_text(const writer *w, lxw_row_t row, int column, const char *text,
                     lxw_format *format)
{
    char *clean = text != NULL ? ra_cell_clean(text, 32767) : NULL;

    if (clean != NULL)
        worksheet_write_string(w->sheet, row, (lxw_col_t)column, clean, format);
    ra_free(clean);
}

static void put_number(const writer *w, lxw_row_t row, int column, double value, lxw_format *format)
{
    if (isfinite(value))
        worksheet_write_number(w->sheet, row, (lxw_col_t)column, value, format);
}

static void put_region(const writer *w, const ra_regions *r, size_t rank)
{
    const ra_region *item = &r->items[rank];
    lxw_row_t row = FIRST_ROW + (lxw_row_t)rank;
    int c = 0;

    put_number(w, row, c++, (double)rank + 1, NULL);
    put_text(w, row, c++, item->region->provider, w->text);
    put_text(w, row, c++, item->region->id, w->text);
    put_text(w, row, c++, item->region->place, w->text);
    put_number(w, row, c++, item->median, w->number);
    put_number(w, row, c++, item->low, w->number);
    put_number(w, row, c++, item->high, w->number);
    put_text(w, row, c++, ra_unit_text(r->claim->unit), w->text);
    put_number(w, row, c++, item->factor, w->small);
    put_number(w, row, c++, (double)item->first + 1, NULL);
    put_number(w, row, c++, (double)item->last + 1, NULL);
    put_number(w, row, c++, item->grid_value, w->small);
    put_number(w, row, c++, item->grid->year, NULL);
    put_text(w, row, c++, ra_region_from_name(item->grid_from), w->text);
    put_number(w, row, c++, item->pue_value, w->small);
    put_text(w, row, c++, ra_region_from_name(item->pue_from), w->text);
    put_text(w, row, c++, item->grid->path, w->quiet);
    put_text(w, row, c++, item->pue != NULL ? item->pue->path : NULL, w->quiet);
}

static void put_sheet(const writer *w, const ra_regions *r)
{
    const char *title = ra_claim_title(r->claim);
    ra_text about = {0};

    ra_text_format(&about,
                   "The same work in %zu regions, by electricity that counts %s; %g %% intervals "
                   "over %llu trials, seed %llu.",
                   r->count, ra_grid_basis_name(r->basis), 100 * r->level,
                   (unsigned long long)r->trials, (unsigned long long)r->seed);
    put_text(w, 0, 0, title, w->title);
    put_text(w, 1, 0, about.failed ? "" : about.data, NULL);
    ra_text_free(&about);
    for (size_t i = 0; i < COLUMNS; i++) {
        worksheet_set_column(w->sheet, (lxw_col_t)i, (lxw_col_t)i, columns[i].width, NULL);
        put_text(w, HEAD_ROW, (int)i, columns[i].name, columns[i].words ? w->head : w->head_right);
    }
    for (size_t i = 0; i < r->count; i++)
        put_region(w, r, i);
    worksheet_autofilter(w->sheet, HEAD_ROW, 0, FIRST_ROW + (lxw_row_t)r->count - 1, COLUMNS - 1);
    worksheet_freeze_panes(w->sheet, FIRST_ROW, 3);
    worksheet_set_landscape(w->sheet);
    worksheet_fit_to_pages(w->sheet, 1, 0);
    worksheet_repeat_rows(w->sheet, HEAD_ROW, HEAD_ROW);
}

/* What the child needs to know. */
typedef struct {
    const ra_regions *regions;
    const char *path;
} order;

static lxw_error write_book(const void *context)
{
    const order *o = context;

    /* A fixed time: at 0 the library reads the clock. */
    char title[] = "The same work in every region";
    lxw_doc_properties properties = {.title = title, .created = 1};
    writer w = {.book = workbook_new(o->path)};

    if (w.book == NULL)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    workbook_set_properties(w.book, &properties);
    w.sheet = workbook_add_worksheet(w.book, "Places");
    w.title = workbook_add_format(w.book);
    w.head = workbook_add_format(w.book);
    w.head_right = workbook_add_format(w.book);
    w.text = workbook_add_format(w.book);
    w.quiet = workbook_add_format(w.book);
    w.number = workbook_add_format(w.book);
    w.small = workbook_add_format(w.book);
    format_set_bold(w.title);
    format_set_font_size(w.title, 14);
    format_set_bold(w.head);
    format_set_bottom(w.head, LXW_BORDER_THIN);
    format_set_indent(w.head, 1);
    format_set_bold(w.head_right);
    format_set_bottom(w.head_right, LXW_BORDER_THIN);
    format_set_align(w.head_right, LXW_ALIGN_RIGHT);
    format_set_indent(w.text, 1);
    format_set_indent(w.quiet, 1);
    format_set_font_color(w.quiet, 0x595959);
    format_set_num_format(w.number, "[>=100]#,##0;[>=1]0.00;General");
    format_set_num_format(w.small, "[>=100]#,##0;[>=1]0.00;0.000");
    put_sheet(&w, o->regions);
    return workbook_close(w.book);
}

ra_status ra_regions_workbook(const ra_regions *regions, const char *path, ra_diag *diag)
{
    const order all = {regions, path};

    return ra_book_apart(write_book, &all, diag);
}
