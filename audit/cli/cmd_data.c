/* reaudit data [TABLE] [WORDS...] */
#include <stdio.h>
#include <string.h>

#include "audit/cli/commands.h"
#include "audit/cli/paths.h"
#include "audit/cli/terminal.h"
#include "models/alloc.h"
#include "reports/page.h"
#include "reports/report_data.h"

/* More than this is a list of names: a page of figures that nobody asked for helps nobody. */
#define MOST_GROUPS 24

static ra_status list_table(ra_page *page, ra_data *data, const char *id, ra_diag *diag)
{
    const ra_table *table = NULL;
    ra_text text = {0};
    ra_status status = ra_data_table(data, id, &table, diag);

    if (status == RA_OK)
        ra_text_format(&text, "%s (%zu figures)", ra_table_title(table), ra_table_count(table));
    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_put(page, id);
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_page_pad(page, 14);
    ra_page_wrap(page, 14, status == RA_OK && !text.failed ? text.data : "(invalid)");
    ra_page_line(page);
    ra_text_free(&text);
    return status;
}

/* A table that cannot be read is an error, and the others are listed. */
static ra_status list_tables(const ra_invocation *invocation, ra_data *data, ra_diag *diag)
{
    ra_report_options look = ra_terminal_options(invocation->options.width);
    ra_page page = ra_page_new(&look);
    char **ids = NULL;
    ra_status status = ra_data_list(data, RA_DATA_TABLES, &ids), written;

    for (size_t i = 0; ids != NULL && ids[i] != NULL; i++) {
        ra_status listed = list_table(&page, data, ids[i], diag);
        status = status == RA_OK ? listed : status;
    }
    ra_page_gap(&page);
    ra_page_wrap(&page, 0,
                 "'reaudit data TABLE' names what a table is about; 'reaudit data WORDS' looks a "
                 "figure up in all of them, as V100, us-central1, Iowa 2020 or PUE average.");
    ra_page_line(&page);
    written = ra_page_finish(&page, stdout);
    ra_free(ids);
    return status != RA_OK ? status : written;
}

/* The names that were found, a line each: of many groups, or of a whole table. */
static ra_status list_names(const ra_invocation *invocation, const ra_lookup *found)
{
    ra_report_options look = ra_terminal_options(invocation->options.width);
    ra_page page = ra_page_new(&look);

    for (size_t g = 0; g < found->count; g++) {
        const ra_lookup_group *group = &found->groups[g];
        const ra_lookup_group *before = g > 0 ? &found->groups[g - 1] : NULL;
        if (before != NULL && group->subject != NULL && before->subject == group->subject)
            continue;
        ra_page_style(&page, RA_STYLE_STRONG);
        ra_page_format(&page, "%s %s", group->table,
                       group->subject != NULL ? group->subject->id : group->rows[0]->key);
        ra_page_style(&page, RA_STYLE_PLAIN);
        ra_page_put(&page, "  ");
        ra_page_wrap(&page, 4,
                     group->subject != NULL ? group->subject->label : group->rows[0]->label);
        ra_page_line(&page);
    }
    ra_page_gap(&page);
    ra_page_wrap(&page, 0,
                 "'reaudit data' with one of these, or with more words, shows the figures.");
    ra_page_line(&page);
    return ra_page_finish(&page, stdout);
}

static ra_status write_found(const ra_invocation *invocation, ra_data *data,
                             const ra_lookup *found, ra_diag *diag)
{
    const char *format = invocation->options.format;
    const ra_sources *sources = NULL;
    ra_report_options look = ra_terminal_options(invocation->options.width);
    ra_status status = ra_data_sources(data, &sources, diag);

    if (status != RA_OK)
        return status;
    if (format != NULL && strcmp(format, "csv") == 0)
        return ra_data_csv(found, sources, stdout);
    if (format != NULL && strcmp(format, "json") == 0)
        return ra_data_json(found, sources, stdout);
    if (found->count > MOST_GROUPS)
        return list_names(invocation, found);
    return ra_data_text(found, sources, stdout, &look);
}

static ra_status report_nothing(const ra_lookup *found, const char *words, ra_diag *diag)
{
    if (found->nearest != NULL)
        ra_diag_report(diag, RA_ERROR, NULL, "no figure for '%s'; did you mean '%s'?", words,
                       found->nearest);
    else
        ra_diag_report(diag, RA_ERROR, NULL, "no figure for '%s'; 'data' alone lists the tables",
                       words);
    return RA_USAGE;
}

/* Whether a word is the id of a table. */
static bool is_table(const ra_data *data, const char *word)
{
    char **ids = NULL;
    bool found = false;

    if (ra_data_list(data, RA_DATA_TABLES, &ids) != RA_OK)
        return false;
    for (size_t i = 0; ids[i] != NULL; i++)
        found = found || strcmp(ids[i], word) == 0;
    ra_free(ids);
    return found;
}

static ra_status look_up(const ra_invocation *invocation, ra_data *data, ra_diag *diag)
{
    const char *const *operands = invocation->operands;
    const char *table = is_table(data, operands[0]) ? operands[0] : NULL;
    bool whole = table != NULL && invocation->operand_count == 1;
    ra_lookup *found = NULL;
    ra_text words = {0};
    ra_status status;

    for (size_t i = table != NULL && !whole; operands[i] != NULL; i++)
        ra_text_format(&words, "%s%s", words.length > 0 ? " " : "", operands[i]);
    status = words.failed ? RA_NOMEM : ra_lookup_find(&found, data, table, words.data, diag);
    if (status == RA_OK && found->count == 0 && table != NULL && !whole) {
        /* "PUE average": the first word may be meant as one of the words. */
        ra_lookup_free(found);
        found = NULL;
        ra_text_free(&words);
        for (size_t i = 0; operands[i] != NULL; i++)
            ra_text_format(&words, "%s%s", i > 0 ? " " : "", operands[i]);
        status = words.failed ? RA_NOMEM : ra_lookup_find(&found, data, NULL, words.data, diag);
    }
    if (status == RA_OK)
        status = found->count == 0 ? report_nothing(found, words.data, diag)
                                   : write_found(invocation, data, found, diag);
    ra_lookup_free(found);
    ra_text_free(&words);
    return status;
}

ra_status ra_cmd_data(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    ra_data *data = NULL;
    ra_status status = ra_places_open_whole(&data, &invocation->options, diag);

    *exit_status = 0;
    if (status == RA_OK)
        status = invocation->operand_count == 0 ? list_tables(invocation, data, diag)
                                                : look_up(invocation, data, diag);
    ra_data_free(data);
    return status;
}
