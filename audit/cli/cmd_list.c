/* reaudit list [claims|chains|tables|distributions|units|formats|samplers|measured] */
#include <stdio.h>
#include <string.h>

#include "audit/cli/batch.h"
#include "audit/cli/paths.h"
#include "audit/cli/terminal.h"
#include "audit/uniforms.h"
#include "models/alloc.h"
#include "models/chain.h"
#include "models/measured.h"
#include "reports/corpus.h"
#include "reports/page.h"

/* Columns for names that are not ids of the data. */
#define NAME_COLUMNS 20

/* In place of what a file says that cannot be read. */
#define INVALID "(invalid)"

/* What a list is written with. */
typedef struct {
    ra_page page;
    int column;    /* where the meanings start */
    ra_data *data; /* NULL where the list needs none */
    const ra_invocation *invocation;
    int exit_status;
    ra_diag *diag;
} listing;

/* A name, and beside it (or below it, where it is long) what it means. */
static void write_row(listing *list, const char *name, const char *text)
{
    ra_page *page = &list->page;
    int column = list->column <= page->width / 2 ? list->column : 4;

    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_put(page, name);
    ra_page_style(page, RA_STYLE_PLAIN);
    if (page->column + 2 > column)
        ra_page_line(page);
    ra_page_pad(page, column);
    ra_page_wrap(page, column, text);
    ra_page_line(page);
}

/* Calls `write` for every id of a kind. The first failure is returned, the others go on. */
static ra_status each_id(listing *list, ra_data_kind kind,
                         ra_status (*write)(listing *, const char *))
{
    char **ids = NULL;
    ra_status result = ra_data_list(list->data, kind, &ids);

    list->column = 0;
    for (size_t i = 0; ids != NULL && ids[i] != NULL; i++) {
        int width = (int)strlen(ids[i]) + 2;
        list->column = width > list->column ? width : list->column;
    }
    for (size_t i = 0; result != RA_NOMEM && ids != NULL && ids[i] != NULL; i++) {
        ra_status status = write(list, ids[i]);
        result = result != RA_OK ? result : status;
    }
    ra_free(ids);
    return result;
}

static ra_status write_chain(listing *list, const char *id)
{
    ra_chain *chain = NULL;
    ra_status status = ra_chain_load(&chain, list->data, id, list->diag);

    write_row(list, id, status == RA_OK ? chain->title : INVALID);
    ra_chain_free(chain);
    return status;
}

static ra_status write_table(listing *list, const char *id)
{
    const ra_table *table = NULL;
    ra_text text = {0};
    ra_status status = ra_data_table(list->data, id, &table, list->diag);

    if (status == RA_OK)
        ra_text_format(&text, "%s (%zu rows)", ra_table_title(table), ra_table_count(table));
    write_row(list, id, status == RA_OK && !text.failed ? text.data : INVALID);
    ra_text_free(&text);
    return status;
}

static ra_status write_corpus(const listing *list, const ra_result *const *results, size_t count)
{
    const ra_options *options = &list->invocation->options;
    const char *format = options->format != NULL ? options->format : "text";
    ra_report_options look = ra_terminal_options(options->width);

    if (strcmp(format, "csv") == 0)
        return ra_corpus_csv(results, count, stdout, &look, list->diag);
    if (strcmp(format, "json") == 0)
        return ra_corpus_json(results, count, stdout, &look, list->diag);
    return ra_corpus_text(results, count, stdout, &look, list->diag);
}

static ra_status sort_corpus(const listing *list, const ra_batch *batch)
{
    const ra_result **sorted = ra_calloc(batch->done + 1, sizeof *sorted);
    ra_status status;

    if (sorted == NULL)
        return RA_NOMEM;
    for (size_t i = 0; i < batch->done; i++)
        sorted[i] = batch->results[i];
    ra_corpus_sort(sorted, batch->done, list->invocation->options.sort);
    status = write_corpus(list, sorted, batch->done);
    ra_free(sorted);
    return status;
}

/* Audits the corpus. A claim that cannot be audited is an error, and the others are listed. */
static ra_status list_claims(listing *list)
{
    ra_batch batch = {0};
    ra_status status = ra_batch_open(&batch, list->invocation, list->data, true);

    batch.headline = true;
    batch.terse = true;
    if (status == RA_OK)
        status = ra_batch_run(&batch);
    if (status == RA_OK)
        status = sort_corpus(list, &batch);
    if (batch.exit_status > ra_verdict_exit(RA_OVERSTATED))
        list->exit_status = batch.exit_status;
    ra_batch_free(&batch);
    return status;
}

static ra_status list_chains(listing *list)
{
    return each_id(list, RA_DATA_CHAINS, write_chain);
}

static ra_status list_tables(listing *list)
{
    return each_id(list, RA_DATA_TABLES, write_table);
}

static ra_status list_distributions(listing *list)
{
    for (size_t i = 0; ra_dist_type_at(i) != NULL; i++) {
        const ra_dist_type *type = ra_dist_type_at(i);
        ra_text text = {0};
        ra_text_append(&text, type->summary);
        for (size_t p = 0; type->parameters[p] != NULL; p++)
            ra_text_format(&text, "%s%s", p > 0 ? ", " : " \u2013 ", type->parameters[p]);
        if (!text.failed)
            write_row(list, type->name, text.data);
        ra_text_free(&text);
    }
    return RA_OK;
}

static ra_status list_units(listing *list)
{
    ra_text path = {0};
    ra_units *units = NULL;
    const char *definition;
    ra_status status = RA_NOMEM;

    ra_text_format(&path, "%s/datasets/units.xml", ra_data_root(list->data));
    if (!path.failed)
        status = ra_units_load(&units, path.data, list->diag);
    for (size_t i = 0; status == RA_OK; i++) {
        const char *name = ra_units_name(units, i, &definition);
        if (name == NULL)
            break;
        write_row(list, name, definition != NULL ? definition : "");
    }
    ra_units_free(units);
    ra_text_free(&path);
    return status;
}

static ra_status list_formats(listing *list)
{
    for (size_t i = 0; ra_format_at(i) != NULL; i++) {
        const ra_format *format = ra_format_at(i);
        ra_text text = {0};
        ra_text_format(&text, "%s: %s", format->extension, format->summary);
        if (!text.failed)
            write_row(list, format->name, text.data);
        ra_text_free(&text);
    }
    return RA_OK;
}

static ra_status list_samplers(listing *list)
{
    for (int i = 0; i < RA_SAMPLINGS; i++)
        write_row(list, ra_sampling_name((ra_sampling)i), ra_sampling_summary((ra_sampling)i));
    return RA_OK;
}

/* What --measured, 'check' and 'new --from' read, and where its fields are described. */
static ra_status list_measured(listing *list)
{
    for (size_t i = 0; ra_measured_format_at(i) != NULL; i++) {
        const ra_measured_format *format = ra_measured_format_at(i);
        write_row(list, format->name, format->summary);
        ra_page_style(&list->page, RA_STYLE_QUIET);
        ra_page_pad(&list->page, list->column);
        ra_page_put(&list->page, format->guide);
        ra_page_style(&list->page, RA_STYLE_PLAIN);
        ra_page_line(&list->page);
    }
    return RA_OK;
}

static const struct {
    const char *name;
    bool data; /* it is read from the data */
    ra_status (*write)(listing *list);
} lists[] = {
    {"claims", true, list_claims},      {"chains", true, list_chains},
    {"tables", true, list_tables},      {"distributions", false, list_distributions},
    {"units", true, list_units},        {"formats", false, list_formats},
    {"samplers", false, list_samplers}, {"measured", false, list_measured},
};
#define LISTS (sizeof lists / sizeof lists[0])

/* Returns the index of a list, or LISTS with a message. */
static size_t find_list(const char *name, ra_diag *diag)
{
    const char *names[LISTS];
    const char *nearest;
    size_t i;

    for (i = 0; i < LISTS; i++) {
        if (strcmp(lists[i].name, name) == 0)
            return i;
        names[i] = lists[i].name;
    }
    nearest = ra_text_nearest(name, names, LISTS);
    if (nearest != NULL)
        ra_diag_report(diag, RA_ERROR, NULL, "nothing is called '%s'; did you mean 'list %s'?",
                       name, nearest);
    else
        ra_diag_report(diag, RA_ERROR, NULL,
                       "nothing is called '%s'; there are claims, chains, tables, distributions, "
                       "units, formats, samplers and measured",
                       name);
    return LISTS;
}

ra_status ra_cmd_list(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    const char *name = invocation->operand_count > 0 ? invocation->operands[0] : lists[0].name;
    ra_report_options look = ra_terminal_options(invocation->options.width);
    listing list = {
        .page = ra_page_new(&look), .column = NAME_COLUMNS, .diag = diag, .invocation = invocation};
    size_t row = find_list(name, diag);
    ra_status status = RA_OK, written;

    if (row == LISTS)
        return RA_USAGE;
    if (invocation->options.format != NULL && lists[row].write != list_claims) {
        ra_diag_report(diag, RA_ERROR, NULL, "only the list of claims has formats");
        return RA_USAGE;
    }
    if (lists[row].data)
        status = ra_places_open_whole(&list.data, &invocation->options, diag);
    if (status == RA_OK)
        status = lists[row].write(&list);
    written = ra_page_finish(&list.page, stdout);
    ra_data_free(list.data);
    *exit_status = list.exit_status;
    return status != RA_OK ? status : written;
}
