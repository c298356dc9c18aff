/* reaudit manual: the manual page, in the language of man(7). */
#include <stdio.h>
#include <string.h>

#include "audit/cli/commands.h"
#include "models/text.h"

/* Appends words as data: what man(7) would take for a request or an escape is none, and a hyphen is
 * one that can be copied into a command line. */
static void add(ra_text *out, const char *text)
{
    if (*text == '.' || *text == '\'')
        ra_text_append(out, "\\&");
    for (; *text != '\0'; text++) {
        if (*text == '\\')
            ra_text_append(out, "\\e");
        else if (*text == '-')
            ra_text_append(out, "\\-");
        else
            ra_text_append_bytes(out, text, 1);
    }
}

static void add_line(ra_text *out, const char *text)
{
    add(out, text);
    ra_text_append(out, "\n");
}

/* Paragraphs that are separated by "\n". */
static void add_paragraphs(ra_text *out, const char *text)
{
    while (*text != '\0') {
        ra_text paragraph = {0};
        size_t length = strcspn(text, "\n");

        ra_text_append_bytes(&paragraph, text, length);
        ra_text_append(out, ".PP\n");
        add_line(out, paragraph.failed ? "" : paragraph.data);
        ra_text_free(&paragraph);
        text += length + strspn(text + length, "\n");
    }
}

static void add_commands(ra_text *out)
{
    ra_text_append(out, ".SH COMMANDS\n");
    for (size_t i = 0; ra_command_at(i) != NULL; i++) {
        const ra_command *command = ra_command_at(i);
        ra_text_append(out, ".SS \"reaudit ");
        add(out, command->name);
        if (*command->operands != '\0') {
            ra_text_append(out, " ");
            add(out, command->operands);
        }
        ra_text_append(out, "\"\n");
        ra_text summary = {0};
        ra_text_format(&summary, "%c%s.", command->summary[0] - 'a' + 'A', command->summary + 1);
        add_line(out, summary.failed ? "" : summary.data);
        ra_text_free(&summary);
        add_paragraphs(out, command->details);
    }
}

static void add_option(ra_text *out, const ra_option *option)
{
    ra_text_append(out, ".TP\n");
    if (option->letter != 0)
        ra_text_format(out, ".BR \\-%c \", \" ", option->letter);
    else
        ra_text_append(out, ".B ");
    ra_text_append(out, "\\-\\-");
    add(out, option->name);
    if (option->argument != NULL) {
        ra_text_append(out, option->letter != 0 ? " \" \\fI" : " \\fI");
        add(out, option->argument);
        ra_text_append(out, option->letter != 0 ? "\\fR\"" : "\\fR");
    }
    ra_text_append(out, "\n");
    add_line(out, option->summary);
    if (option->repeatable)
        add_line(out, "May be given several times.");
    if (option->initial != NULL) {
        ra_text_append(out, "Default: ");
        add(out, option->initial);
        ra_text_append(out, ".\n");
    }
    if (strcmp(option->commands, "*") != 0) {
        ra_text_append(out, "(");
        add(out, option->commands);
        ra_text_append(out, ")\n");
    }
}

static void add_exits(ra_text *out)
{
    ra_text_append(out, ".SH EXIT STATUS\n");
    for (size_t i = 0; ra_exit_text_at(i) != NULL; i++) {
        ra_text_format(out, ".TP\n.B %zu\n", i);
        add_line(out, ra_exit_text_at(i));
    }
}

static void add_environment(ra_text *out)
{
    static const char *const variables[][2] = {
        {"REAUDIT_DATA", "Directory of the data, where \\-\\-data does not say."},
        {"SOURCE_DATE_EPOCH", "Time of creation that files carry, in seconds since 1970."},
        {"NO_COLOR", "If set, a terminal gets no colours."},
        {"COLUMNS", "Width of the page on a terminal, in place of the terminal's own."},
        {"LC_ALL, LC_CTYPE, LANG", "Whether characters beyond ASCII are shown."},
    };

    ra_text_append(out, ".SH ENVIRONMENT\n");
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++)
        ra_text_format(out, ".TP\n.B %s\n%s\n", variables[i][0], variables[i][1]);
}

static void add_examples(ra_text *out)
{
    ra_text_append(out, ".SH EXAMPLES\n");
    for (size_t i = 0; ra_example_at(i) != NULL; i++) {
        const ra_example *example = ra_example_at(i);
        ra_text_append(out, ".TP\n.B ");
        add_line(out, example->command);
        ra_text_format(out, "%c%s.\n", example->text[0] - 'a' + 'A', example->text + 1);
    }
}

ra_status ra_cmd_manual(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    ra_text out = {0};

    (void)invocation;
    (void)diag;
    *exit_status = 0;
    ra_text_append(&out,
                   ".TH REAUDIT 1 \"\" \"reaudit " REAUDIT_VERSION "\" \"User commands\"\n"
                   ".ad l\n.nh\n.SH NAME\nreaudit \\- re\\-audit published footprint estimates\n"
                   ".SH SYNOPSIS\n.B reaudit\n.I COMMAND\n.RI [ OPTION ].\\|.\\|.\n"
                   ".RI [ WORD ].\\|.\\|.\n.SH DESCRIPTION\n");
    add_line(&out, ra_about());
    add_commands(&out);
    ra_text_append(&out,
                   ".SH OPTIONS\nBehind each option, in parentheses, the commands that take it; "
                   "without them, all do.\n");
    for (size_t i = 0; ra_option_at(i) != NULL; i++)
        add_option(&out, ra_option_at(i));
    add_exits(&out);
    add_environment(&out);
    add_examples(&out);
    return ra_text_finish(&out, stdout);
}
