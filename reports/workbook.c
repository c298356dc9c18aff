#include "reports/workbook.h"

#include <string.h>
#include <time.h>

#include "models/alloc.h"
#include "reports/workbook_tables.h"
#include "reports/workbook_trials.h"

/* A file must carry some creation time, and libxlsxwriter would take the clock's for 0. */
#define CREATED_DEFAULT 946684800 /* 2000-01-01T00:00:00Z */

void ra_book_keep(ra_book *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR)
        book->error = error;
}

/* One page wide; the claim's id, whose letters need no escape, and the page number. */
static void print_setup(ra_book *book, ra_sheet *sheet)
{
    static const uint32_t tabs[RA_PARTS] = {[RA_PART_PRESENTATION] = RA_COLOUR_DARK,
                                            [RA_PART_INPUTS] = RA_COLOUR_INPUTS,
                                            [RA_PART_WORKINGS] = RA_COLOUR_GREY,
                                            [RA_PART_CONTROL] = RA_COLOUR_INTERVAL};
    worksheet_set_tab_color(sheet->file, tabs[sheet->type->part]);
    ra_text header = {0};
    ra_text_format(&header, "&L&8reaudit: %s&R&8&A",
                   book->claim ? book->claim->id : "comparison");
    if (header.failed)
        book->nomem = true;
    else
        ra_book_keep(book, worksheet_set_header(sheet->file, header.data));
    ra_text_free(&header);
    ra_book_keep(book, worksheet_set_footer(sheet->file, "&C&8Page &P of &N"));
    worksheet_set_paper(sheet->file, 9); /* A4 */
    worksheet_set_margins(sheet->file, 0.5, 0.5, 0.7, 0.7);
    worksheet_center_horizontally(sheet->file);
    worksheet_gridlines(sheet->file, LXW_HIDE_ALL_GRIDLINES);
    if (book->claim && sheet == &book->sheet[RA_SHEET_VERDICT]) {
        worksheet_set_portrait(sheet->file);
        worksheet_fit_to_pages(sheet->file, 1, 1);
    } else {
        worksheet_set_landscape(sheet->file);
        worksheet_fit_to_pages(sheet->file, 1, 0);
    }
}

/* The format of cells that have none decides how wide a column of so many characters is; it comes
 * first in the list. */
static void default_face(ra_book *book)
{
    lxw_format *format = STAILQ_FIRST(book->file->formats);
    if (!format)
        return;
    format_set_font_name(format, RA_WORKBOOK_FACE);
    format_set_font_size(format, 10);
}

static bool sheets_new(ra_book *book, const ra_sheet_type *const *types, int count)
{
    default_face(book);
    book->sheet_count = count;
    for (int i = 0; i < count; i++) {
        ra_sheet *sheet = &book->sheet[i];
        sheet->book = book;
        sheet->type = types[i];
        if (sheet->type->wanted && !sheet->type->wanted(book))
            continue;
        sheet->file = workbook_add_worksheet(book->file, sheet->type->name);
        if (!sheet->file)
            return false;
        print_setup(book, sheet);
    }
    return true;
}

/* Who made the file, of what, and when; times are fixed so that the same audit gives the same
 * bytes. */
static void properties(ra_book *book, int64_t created)
{
    char author[] = "reaudit", subject[] = "Audit of a published estimate";
    const ra_claim *claim = book->claim;
    const char *name = !claim         ? "Audits side by side"
                       : claim->title ? claim->title
                                      : claim->id;
    char *title = ra_cell_clean(name, 250);
    lxw_doc_properties about = {.title = title,
                                .subject = subject,
                                .author = author,
                                .created = (time_t)(created >= 1 ? created : CREATED_DEFAULT)};
    if (title)
        ra_book_keep(book, workbook_set_properties(book->file, &about));
    else
        book->nomem = true;
    ra_free(title);
}

static void book_free(ra_book *book)
{
    for (uint32_t q = 0; book->claim && book->symbol && q < book->claim->quantity_count; q++)
        ra_free(book->symbol[q]);
    ra_free(book->symbol);
    for (int i = 0; i < RA_SHEETS; i++)
        ra_sheet_free(&book->sheet[i]);
    for (int i = 0; i < RA_SIDES; i++) {
        ra_free(book->content[i]);
        ra_free(book->merged[i]);
    }
    for (int i = 0; i < RA_CELLS; i++)
        ra_free(book->value[i]);
    ra_free(book->chain_row);
    ra_free(book->rung);
    ra_free(book->scratch);
    ra_free(book->formats);
    for (size_t i = 0; i < book->check_count; i++) {
        ra_free(book->checks[i].label);
        ra_free(book->checks[i].formula);
        ra_free(book->checks[i].expected);
    }
    ra_free(book->checks);
    ra_free(book->ladder_result);
    ra_free(book->ladder_row);
    ra_tables_free(book);
    ra_trials_free(book);
}

bool ra_book_has(const ra_book *book, ra_sheet_kind kind)
{
    return book->sheet[kind].file != NULL;
}

/* Sheets that point to cells of others come behind them. */
static void draw(ra_book *book)
{
    for (int late = 0; late < 2; late++)
        for (int i = 0; i < book->sheet_count; i++)
            if (book->sheet[i].file && book->sheet[i].type->late == (late != 0))
                book->sheet[i].type->write(book, &book->sheet[i]);
    for (int i = 0; i < book->sheet_count; i++)
        if (book->sheet[i].file)
            ra_sheet_heights(&book->sheet[i]);
    worksheet_activate(book->sheet[0].file);
}

/* Writes what was prepared, or what went wrong. */
static lxw_error finish(ra_book *book, bool ready)
{
    if (ready) {
        properties(book, book->options->created);
        draw(book);
    } else {
        book->nomem = true;
    }
    lxw_error closed = workbook_close(book->file);
    ra_book_keep(book, book->nomem ? LXW_ERROR_MEMORY_MALLOC_FAILED : LXW_NO_ERROR);
    ra_book_keep(book, closed);
    book_free(book);
    return book->error;
}

lxw_error ra_book_write(const ra_result *result, const char *path, const ra_report_options *options)
{
    ra_book book = {.result = result, .claim = result->claim, .options = options};
    book.file = workbook_new(path);
    if (!book.file)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    return finish(&book, ra_book_symbols(&book) && ra_book_values(&book) &&
                             ra_tables_collect(&book) && ra_trials_collect(&book) &&
                             sheets_new(&book, ra_sheets_claim, RA_SHEETS));
}

lxw_error ra_book_compare(const ra_result *const *results, size_t count, const char *path,
                          const ra_report_options *options)
{
    ra_book book = {.results = results, .result_count = count, .options = options};
    book.file = workbook_new(path);
    if (!book.file)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    return finish(&book, sheets_new(&book, ra_sheets_compare, RA_SHEETS_COMPARE));
}
