/* A LaTeX table of the corrections for a paper's appendix. It needs the package booktabs; the keys
 * that it cites are those of the format bibtex. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "models/number.h"
#include "reports/citations.h"
#include "reports/markup.h"
#include "reports/report_text.h"
#include "reports/rung_cells.h"
#include "reports/writers.h"

/* Appends what a piece writes, as text. Frees it. */
static void add_piece(ra_text *out, ra_text *piece)
{
    out->failed = out->failed || piece->failed;
    ra_latex_text(out, piece->data);
    ra_text_free(piece);
}

/* "\cite{strubell2019,so2019}", of the sources of a figure's two sides. */
static void add_cite(ra_text *out, const ra_quantity *quantity)
{
    const ra_source *published = quantity->figure[RA_PUBLISHED].citation.source;
    const ra_source *audited = quantity->figure[RA_AUDITED].citation.source;

    if (published == NULL && audited == NULL)
        return;
    ra_text_append(out, "~\\cite{");
    if (published != NULL)
        ra_text_append(out, published->key);
    if (audited != NULL && audited != published)
        ra_text_format(out, "%s%s", published != NULL ? "," : "", audited->key);
    ra_text_append(out, "}");
}

static void add_rung(ra_text *out, const ra_result *result, uint32_t k)
{
    ra_text cells[RA_RUNG_CELLS];

    ra_rung_cells(result, k, false, cells);
    ra_text_append(out, "  ");
    for (int i = 0; i < RA_RUNG_CELLS; i++) {
        ra_text_append(out, i > 0 ? " & " : "");
        add_piece(out, &cells[i]);
        if (i == RA_CELL_LABEL && k > 0)
            add_cite(out, &result->claim->quantities[result->ladder[k].quantity]);
    }
    ra_text_append(out, " \\\\\n");
}

static void add_caption(ra_text *out, const ra_result *result)
{
    const ra_source *source = result->claim->citation.source;
    ra_text trials = {0}, left = {0};

    ra_text_append(out, "  \\caption{");
    ra_latex_text(out, ra_claim_title(result->claim));
    if (source != NULL)
        ra_text_format(out, "~\\cite{%s}", source->key);
    ra_text_append(out, ". ");
    ra_latex_text(out, result->sentence);
    if ((result->without & RA_EXTRA_BIT(RA_EXTRA_ATTRIBUTION)) == 0)
        ra_text_append(out, " Shares are of the logarithm of the whole factor, whatever the order "
                            "of corrections.");
    ra_text_append(out, " reaudit~");
    ra_latex_text(out, result->version != NULL ? result->version : "");
    ra_number_trim(&trials, (double)result->trials, 17);
    ra_text_append(out, ", ");
    add_piece(out, &trials);
    if (result->without != 0) {
        ra_text_append(&left, " Left out, as asked: ");
        ra_piece_extras(&left, result->without);
        ra_text_append(&left, ".");
    }
    ra_text_format(out, " trials, seed~%" PRIu64 ".", result->seed);
    add_piece(out, &left);
    ra_text_format(out, "}\n  \\label{tab:%s}\n", result->claim->id);
}

static void add_ladder(ra_text *out, const ra_result *result)
{
    ra_text_append(out, "\\begin{table}\n  \\centering\n");
    add_caption(out, result);
    ra_text_append(out, "  \\begin{tabular}{lrrrrr}\n  \\toprule\n  ");
    for (int i = 0; i < RA_RUNG_CELLS; i++) {
        ra_text_append(out, i > 0 ? " & " : "");
        ra_latex_text(out, ra_rung_heading(result, (ra_rung_cell)i));
    }
    ra_text_append(out, " \\\\\n  \\midrule\n");
    for (uint32_t k = 0; k < result->rung_count; k++)
        add_rung(out, result, k);
    ra_text_append(out, "  \\bottomrule\n  \\end{tabular}\n\\end{table}\n");
}

/* What was measured, as a table of its own; its texts take several lines. */
static void add_measured(ra_text *out, const ra_result *result)
{
    ra_text cells[RA_MEASURED_CELLS], summary = {0};

    if (result->measured.count == 0)
        return;
    ra_measured_summary(result, &summary);
    ra_text_append(out,
                   "\\begin{table}\n  \\centering\n  \\caption{Measured in place of assumed. ");
    add_piece(out, &summary);
    ra_text_format(out, "}\n  \\label{tab:%s-measured}\n", result->claim->id);
    ra_text_append(out, "  \\begin{tabular}{p{.2\\linewidth}p{.22\\linewidth}p{.22\\linewidth}"
                        "p{.26\\linewidth}}\n  \\toprule\n  ");
    for (int i = 0; i < RA_MEASURED_CELLS; i++)
        ra_text_format(out, "%s%s", i > 0 ? " & " : "", ra_measured_heading((ra_measured_cell)i));
    ra_text_append(out, " \\\\\n  \\midrule\n");
    for (uint32_t i = 0; i < result->measured.count; i++) {
        ra_measured_cells(result, i, cells);
        ra_text_append(out, "  ");
        for (int k = 0; k < RA_MEASURED_CELLS; k++) {
            ra_text_append(out, k > 0 ? " & " : "");
            add_piece(out, &cells[k]);
        }
        ra_text_append(out, " \\\\\n");
    }
    ra_text_append(out, "  \\bottomrule\n  \\end{tabular}\n\\end{table}\n");
}

ra_status ra_report_latex(const ra_result *const *results, size_t count, FILE *out,
                          const ra_report_options *options, ra_diag *diag)
{
    ra_text text = {0};

    (void)options;
    (void)diag;
    ra_text_append(&text, "% \\usepackage{booktabs} \\usepackage[T1]{fontenc}\n");
    for (size_t i = 0; i < count; i++) {
        add_ladder(&text, results[i]);
        add_measured(&text, results[i]);
    }
    return ra_text_finish(&text, out);
}
