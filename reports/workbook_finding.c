/* Findings are made from the run: a title does not follow figures that are changed later, which the
 * third row of each sheet says. */
#include "reports/workbook_finding.h"

#include "models/alloc.h"

#define TITLE_CHARACTERS 140
#define ABOUT_CHARACTERS 250

void ra_chart_title(lxw_chart *chart, ra_book *book, const ra_text *finding)
{
    char face[] = RA_WORKBOOK_FACE;
    lxw_chart_font font = {.name = face, .size = 11, .bold = 2, .color = RA_COLOUR_DARK};
    char *clean = finding->length && !finding->failed
                      ? ra_cell_clean(finding->data, TITLE_CHARACTERS)
                      : NULL;
    book->nomem |= finding->failed;
    if (clean) {
        chart_title_set_name(chart, clean);
        chart_title_set_name_font(chart, &font);
    } else {
        chart_title_off(chart);
    }
    ra_free(clean);
}

void ra_chart_about(ra_book *book, const char *what, const ra_text *finding, ra_text *out)
{
    ra_text all = {0};
    ra_text_format(&all, "%s%s%s", what, finding->length ? ". " : "",
                   finding->length && !finding->failed ? finding->data : "");
    char *clean = all.failed ? NULL : ra_cell_clean(all.data, ABOUT_CHARACTERS);
    ra_text_append(out, clean ? clean : "");
    book->nomem |= !clean || out->failed;
    ra_free(clean);
    ra_text_free(&all);
}
