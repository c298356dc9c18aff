/* The completion script for fish. */
#include <string.h>

#include "audit/cli/completion.h"

static void emit_quoted(ra_text *out, const char *text)
{
    ra_text_append(out, "'");
    for (; *text != '\0'; text++) {
        if (*text == '\'' || *text == '\\')
            ra_text_append(out, "\\");
        ra_text_append_bytes(out, text, 1);
    }
    ra_text_append(out, "'");
}

/* The flags of `complete` for words of a kind. */
static const char *const flags[RA_WORDS_KINDS] = {
    [RA_WORDS_FILE] = " -F",
    [RA_WORDS_FOLDER] = " -f -a '(__fish_complete_directories)'",
    [RA_WORDS_CLAIM] = " -F -a '(reaudit completion claims 2>/dev/null)'",
    [RA_WORDS_CHAIN] = " -f -a '(reaudit completion chains 2>/dev/null)'",
    [RA_WORDS_TABLE] = " -f -a '(reaudit completion tables 2>/dev/null)'",
    [RA_WORDS_COMMAND] = " -f -a \"$__reaudit_commands\"",
    [RA_WORDS_NONE] = " -f",
};

static void emit_words(ra_text *out, const ra_words *words)
{
    if (words->kind == RA_WORDS_FIXED)
        ra_text_format(out, " -f -a '%s'", words->words.data);
    else
        ra_text_append(out, flags[words->kind]);
}

static void emit_option(ra_text *out, const ra_command *command, const ra_option *option)
{
    ra_words words = ra_words_of_option(option, command);
    ra_text summary = {0};

    ra_summary_short(&summary, option->summary);
    ra_text_format(out, "complete -c reaudit -n '__fish_seen_subcommand_from %s' -l %s",
                   command->name, option->name);
    if (option->letter != 0)
        ra_text_format(out, " -s %c", option->letter);
    if (option->argument != NULL) {
        ra_text_append(out, " -r");
        emit_words(out, &words);
    }
    ra_text_append(out, " -d ");
    emit_quoted(out, summary.failed ? "" : summary.data);
    ra_text_append(out, "\n");
    ra_text_free(&summary);
    ra_text_free(&words.words);
}

static void emit_command(ra_text *out, const ra_command *command)
{
    ra_words words = ra_words_of_command(command);

    ra_text_format(out, "complete -c reaudit -n __fish_use_subcommand -f -a %s -d ", command->name);
    emit_quoted(out, command->summary);
    ra_text_format(out, "\ncomplete -c reaudit -n '__fish_seen_subcommand_from %s'", command->name);
    emit_words(out, &words);
    ra_text_append(out, "\n");
    ra_text_free(&words.words);
    for (size_t i = 0; ra_option_at(i) != NULL; i++)
        if (ra_option_applies(ra_option_at(i), command->name))
            emit_option(out, command, ra_option_at(i));
}

void ra_completion_fish(ra_text *out)
{
    ra_text_append(out, "# fish completion for reaudit\nset -g __reaudit_commands '");
    for (size_t c = 0; ra_command_at(c) != NULL; c++)
        ra_text_format(out, "%s%s", c > 0 ? " " : "", ra_command_at(c)->name);
    ra_text_append(out, "'\n");
    for (size_t c = 0; ra_command_at(c) != NULL; c++)
        emit_command(out, ra_command_at(c));
}
