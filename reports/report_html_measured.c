/* The page: what measured runs replaced. */
#include "reports/report_html.h"
#include "reports/rung_cells.h"

void ra_html_measured(ra_text *out, const ra_result *result)
{
    const char *headings[RA_MEASURED_CELLS];
    ra_text cells[RA_MEASURED_CELLS], summary = {0};

    if (result->measured.count == 0)
        return;
    for (int i = 0; i < RA_MEASURED_CELLS; i++)
        headings[i] = ra_measured_heading((ra_measured_cell)i);
    ra_text_append(out, "<section id=\"measured\">\n<h2>Measured in place of assumed</h2>\n");
    ra_measured_summary(result, &summary);
    ra_html_put(out, "p", "remark", summary.failed ? "" : summary.data);
    ra_text_free(&summary);
    ra_html_table_open(out, "Measured in place of assumed", headings, RA_MEASURED_CELLS, false);
    for (uint32_t i = 0; i < result->measured.count; i++) {
        ra_measured_cells(result, i, cells);
        ra_text_append(out, "<tr>");
        ra_html_row_head(out, cells[0].failed ? "" : cells[0].data);
        ra_text_free(&cells[0]);
        for (int k = 1; k < RA_MEASURED_CELLS; k++)
            ra_html_cell(out, &cells[k]);
        ra_text_append(out, "</tr>\n");
    }
    ra_html_table_close(out, false);
    ra_text_append(out, "</section>\n");
}
