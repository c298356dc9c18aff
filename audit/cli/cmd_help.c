/* reaudit help [COMMAND] */
#include <stdio.h>
#include <string.h>

#include "audit/cli/commands.h"
#include "audit/cli/terminal.h"
#include "reports/page.h"

#define INDENT         2
#define TEXT_COLUMN    25 /* where explanations start */
#define EXAMPLE_COLUMN 48
#define MIN_TEXT       28 /* columns that an explanation needs beside its term */

/* A term and, from `column` on or below it, its explanation. */
static void write_beside(ra_page *page, int column, const char *term, const char *text)
{
    if (page->width < column + MIN_TEXT)
        column = 2 * INDENT;
    ra_page_pad(page, INDENT);
    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_wrap(page, 2 * INDENT, term);
    ra_page_style(page, RA_STYLE_PLAIN);
    if (page->column + 1 > column)
        ra_page_line(page);
    ra_page_pad(page, column);
    ra_page_wrap(page, column, text);
    ra_page_line(page);
}

static void write_term(ra_page *page, const char *term, const char *text)
{
    write_beside(page, TEXT_COLUMN, term, text);
}

static void write_paragraph(ra_page *page, const char *text)
{
    ra_page_gap(page);
    ra_page_wrap(page, 0, text);
    ra_page_line(page);
}

static void write_option(ra_page *page, const ra_option *option)
{
    ra_text term = {0}, text = {0};

    if (option->letter != 0)
        ra_text_format(&term, "-%c, ", option->letter);
    ra_text_format(&term, "--%s", option->name);
    if (option->argument != NULL)
        ra_text_format(&term, " %s", option->argument);
    ra_text_append(&text, option->summary);
    if (option->repeatable)
        ra_text_append(&text, " May be given several times.");
    if (option->initial != NULL)
        ra_text_format(&text, " Default: %s.", option->initial);
    if (term.failed || text.failed)
        page->text.failed = true;
    else
        write_term(page, term.data, text.data);
    ra_text_free(&term);
    ra_text_free(&text);
}

/* The options that every command takes are left to the overview. */
static void write_options(ra_page *page, const char *command)
{
    bool any = false;
    size_t i;

    for (i = 0; ra_option_at(i) != NULL; i++) {
        const ra_option *option = ra_option_at(i);
        bool general = strcmp(option->commands, "*") == 0;
        if (command == NULL ? !general : general || !ra_option_applies(option, command))
            continue;
        if (!any)
            ra_page_heading(page, command == NULL ? "Options of every command" : "Options");
        any = true;
        write_option(page, option);
    }
}

static void write_overview(ra_page *page)
{
    size_t i;

    ra_page_wrap(page, 0, ra_about());
    ra_page_line(page);
    ra_page_heading(page, "Usage");
    ra_page_pad(page, INDENT);
    ra_page_put(page, "reaudit COMMAND [OPTION]... [WORD]...");
    ra_page_line(page);
    ra_page_heading(page, "Commands");
    for (i = 0; ra_command_at(i) != NULL; i++)
        write_term(page, ra_command_at(i)->name, ra_command_at(i)->summary);
    write_options(page, NULL);
    ra_page_heading(page, "Exit status");
    for (i = 0; ra_exit_text_at(i) != NULL; i++) {
        char status[2] = {(char)('0' + i), '\0'};
        write_term(page, status, ra_exit_text_at(i));
    }
    ra_page_heading(page, "Examples");
    for (i = 0; ra_example_at(i) != NULL; i++)
        write_beside(page, EXAMPLE_COLUMN, ra_example_at(i)->command, ra_example_at(i)->text);
    write_paragraph(page, "'help COMMAND' explains a command and its options.");
}

static void write_command(ra_page *page, const ra_command *command)
{
    const char *p = command->details;
    ra_text usage = {0};

    ra_page_style(page, RA_STYLE_STRONG);
    ra_page_format(page, "reaudit %s", command->name);
    ra_page_style(page, RA_STYLE_PLAIN);
    ra_page_format(page, ": ");
    ra_page_wrap(page, INDENT, command->summary);
    ra_page_line(page);
    ra_page_heading(page, "Usage");
    ra_text_format(&usage, "reaudit %s %s [OPTION]...", command->name, command->operands);
    ra_page_pad(page, INDENT);
    if (!usage.failed)
        ra_page_wrap(page, 2 * INDENT, usage.data);
    ra_page_line(page);
    ra_text_free(&usage);
    while (*p != '\0') {
        ra_text paragraph = {0};
        size_t length = strcspn(p, "\n");

        ra_text_append_bytes(&paragraph, p, length);
        if (!paragraph.failed)
            write_paragraph(page, paragraph.data);
        ra_text_free(&paragraph);
        p += length + strspn(p + length, "\n");
    }
    write_options(page, command->name);
}

ra_status ra_cmd_help(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    ra_report_options look = ra_terminal_options(invocation->options.width);
    ra_page page = ra_page_new(&look);

    *exit_status = 0;
    if (invocation->operand_count == 0) {
        write_overview(&page);
    } else {
        const ra_command *command = ra_command_find(invocation->operands[0], diag);
        if (command == NULL)
            return RA_USAGE;
        write_command(&page, command);
    }
    return ra_page_finish(&page, stdout);
}
