/* Figures that were looked up, as comma-separated values. */
#include "reports/csv.h"
#include "reports/report_data.h"

static const char *const columns[] = {"table",   "key",     "label",       "subject", "quantity",
                                      "printed", "value",   "low",         "high",    "unit",
                                      "year",    "basis",   "recommended", "status",  "evidence",
                                      "source",  "locator", "url",         "factor",  "note"};

static void write_row(ra_csv *csv, const ra_lookup_group *group, const ra_row *row,
                      const ra_sources *sources)
{
    ra_row_words words = ra_row_read_words(row, sources);

    ra_csv_text(csv, row->table);
    ra_csv_text(csv, row->key);
    ra_csv_text(csv, row->label);
    ra_csv_text(csv, row->subject != NULL ? row->subject->id : NULL);
    ra_csv_text(csv, row->quantity);
    ra_csv_text(csv, words.figure);
    ra_csv_number(csv, words.value);
    ra_csv_number(csv, words.low);
    ra_csv_number(csv, words.high);
    ra_csv_text(csv, row->unit);
    if (row->year != 0)
        ra_csv_number(csv, row->year);
    else
        ra_csv_text(csv, NULL);
    ra_csv_text(csv, words.basis);
    ra_csv_text(csv, row->recommended ? "yes" : "no");
    ra_csv_text(csv, words.status);
    ra_csv_text(csv, ra_evidence_name(words.evidence));
    ra_csv_text(csv, words.source != NULL ? words.source->key : NULL);
    ra_csv_text(csv, words.locator);
    ra_csv_text(csv, words.source != NULL ? words.source->url : NULL);
    ra_csv_number(csv, group->factor);
    ra_csv_text(csv, words.note);
    ra_csv_line(csv);
}

ra_status ra_data_csv(const ra_lookup *found, const ra_sources *sources, FILE *out)
{
    ra_csv csv = {0};

    ra_csv_header(&csv, columns, sizeof columns / sizeof columns[0]);
    for (size_t g = 0; g < found->count; g++)
        for (size_t r = 0; r < found->groups[g].count; r++)
            write_row(&csv, &found->groups[g], found->groups[g].rows[r], sources);
    return ra_text_finish(&csv.text, out);
}
