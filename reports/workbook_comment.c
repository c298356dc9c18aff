/* What a cell says of itself: a comment with source and reason, and the values that it takes. */
#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "reports/workbook.h"

#define COMMENT_CHARACTERS 1000
#define COMMENT_WIDTH      260 /* pixels */
#define COMMENT_LINE       38  /* characters in it */
#define COMMENT_PIXELS     17  /* of a line */

/* Appends a line of cleaned text; lines stay lines. */
static void add_line(ra_text *out, const char *before, const char *text)
{
    char *clean = text && *text ? ra_cell_clean(text, COMMENT_CHARACTERS) : NULL;
    if (clean)
        ra_text_format(out, "%s%s%s", out->length ? "\n" : "", before, clean);
    ra_free(clean);
}

static void add_source(ra_text *out, const ra_citation *citation)
{
    ra_text text = {0};
    if (citation->source) {
        ra_text_append(&text, citation->source->short_authors ? citation->source->short_authors
                                                              : citation->source->title);
        if (citation->source->year)
            ra_text_format(&text, " (%d)", citation->source->year);
    }
    if (citation->locator)
        ra_text_format(&text, "%s%s", text.length ? ", " : "", citation->locator);
    add_line(out, "", text.data);
    add_line(out, citation->evidence == RA_RECALLED ? "UNVERIFIED: " : "",
             ra_evidence_text(citation->evidence));
    out->failed |= text.failed;
    ra_text_free(&text);
}

static double lines_of(const char *text)
{
    double lines = 0;
    for (const char *from = text; *from;) {
        size_t length = strcspn(from, "\n");
        lines += 1 + floor((double)length / COMMENT_LINE);
        from += length + (from[length] ? 1 : 0);
    }
    return lines;
}

void ra_cell_comment(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, const ra_figure *figure,
                     const ra_expr *formula)
{
    ra_text text = {0}, given = {0};
    char author[] = "reaudit", face[] = RA_WORKBOOK_FACE;
    ra_figure_emit(figure, formula, &given);
    add_line(&text, "", given.data);
    add_line(&text, "", figure->kind != RA_FIGURE_NONE ? ra_origin_text(figure->origin) : NULL);
    add_source(&text, &figure->citation);
    add_line(&text, "", figure->reason);
    if (text.failed || given.failed) {
        sheet->book->nomem = true;
    } else if (text.length) {
        double height = (lines_of(text.data) + 1) * COMMENT_PIXELS;
        lxw_comment_options look = {.author = author,
                                    .font_name = face,
                                    .font_size = 9,
                                    .color = 0xFFFFE1,
                                    .width = COMMENT_WIDTH,
                                    .height = (uint16_t)(height < 400 ? height : 400)};
        ra_book_keep(sheet->book,
                     worksheet_write_comment_opt(sheet->file, row, column, text.data, &look));
    }
    ra_text_free(&text);
    ra_text_free(&given);
}

/* A warning and not a bar: a reader may have a reason. */
void ra_cell_takes_number(ra_sheet *sheet, lxw_row_t row, lxw_col_t column, double value)
{
    char title[] = "Is this meant?", positive[] = "This figure should be a number above 0.",
         any[] = "This figure should be a number.";
    lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_DECIMAL,
                                .ignore_blank = LXW_VALIDATION_OFF,
                                .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
                                .error_title = title,
                                .error_message = value > 0 ? positive : any};
    if (value > 0) {
        rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN;
        rule.value_number = 0;
    } else {
        rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        rule.minimum_number = -1e300;
        rule.maximum_number = 1e300;
    }
    ra_book_keep(sheet->book, worksheet_data_validation_cell(sheet->file, row, column, &rule));
}
