/* A LaTeX table of the corrections for a paper's appendix. It needs the package booktabs; the keys
 * that it cites are those of the format bibtex. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "models/number.h"
#include "reports/citations.h"
#include "reports/markup.h"
#include "reports/report_text.h"

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
    const ra_rung *rung = &result->ladder[k];
    const ra_quantity *quantity = k > 0 ? &result->claim->quantities[rung->quantity] : NULL;
    ra_text cells[5] = {{0}};

    if (k > 0 && quantity->kind != RA_STEP) {
        ra_piece_figure(&cells[0], &quantity->figure[RA_PUBLISHED]);
        ra_piece_figure(&cells[1], &quantity->figure[RA_AUDITED]);
    } else if (k > 0) {
        ra_text_append(&cells[0], "method");
        ra_text_append(&cells[1], "method");
    }
    ra_number_write(&cells[2], rung->result, RA_DIGITS_VALUE);
    if (k > 0)
        ra_piece_change(&cells[3], rung->factor);
    if (k > 0 && k <= result->attribution.share_count &&
        !isnan(result->attribution.shares[k - 1].share))
        ra_number_percent(&cells[4], result->attribution.shares[k - 1].share, 2);
    ra_text_append(out, "  ");
    ra_latex_text(out, k > 0 ? rung->label : "As published");
    if (k > 0)
        add_cite(out, quantity);
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        ra_text_append(out, " & ");
        add_piece(out, &cells[i]);
    }
    ra_text_append(out, " \\\\\n");
}

static void add_caption(ra_text *out, const ra_result *result)
{
    const ra_source *source = result->claim->citation.source;
    ra_text trials = {0};

    ra_text_append(out, "  \\caption{");
    ra_latex_text(out, result->claim->title != NULL ? result->claim->title : result->claim->id);
    if (source != NULL)
        ra_text_format(out, "~\\cite{%s}", source->key);
    ra_text_append(out, ". ");
    ra_latex_text(out, result->sentence);
    ra_text_append(out, " Shares are of the logarithm of the whole factor, whatever the order of "
                        "corrections. reaudit~");
    ra_latex_text(out, result->version != NULL ? result->version : "");
    ra_number_trim(&trials, (double)result->trials, 17);
    ra_text_append(out, ", ");
    add_piece(out, &trials);
    ra_text_format(out, " trials, seed~%" PRIu64 ".}\n  \\label{tab:%s}\n", result->seed,
                   result->claim->id);
}

static void add_table(ra_text *out, const ra_result *result)
{
    ra_text_append(out, "\\begin{table}\n  \\centering\n");
    add_caption(out, result);
    ra_text_append(out, "  \\begin{tabular}{lrrrrr}\n  \\toprule\n"
                        "  Correction & Published & Audited & ");
    ra_latex_text(out, ra_unit_text(result->claim->unit));
    ra_text_append(out, " & Change & Share \\\\\n  \\midrule\n");
    for (uint32_t k = 0; k < result->rung_count; k++)
        add_rung(out, result, k);
    ra_text_append(out, "  \\bottomrule\n  \\end{tabular}\n\\end{table}\n");
}

ra_status ra_report_latex(const ra_result *const *results, size_t count, FILE *out,
                          const ra_report_options *options, ra_diag *diag)
{
    ra_text text = {0};
    ra_status status = RA_NOMEM;

    (void)options;
    (void)diag;
    ra_text_append(&text, "% \\usepackage{booktabs} \\usepackage[T1]{fontenc}\n");
    for (size_t i = 0; i < count; i++)
        add_table(&text, results[i]);
    if (!text.failed)
        status = fputs(text.data, out) >= 0 ? RA_OK : RA_IO;
    ra_text_free(&text);
    return status;
}
