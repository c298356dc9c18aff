/* The completion script for zsh. */
#include <string.h>

#include "audit/cli/completion.h"

/* Text inside single quotes, where a colon and a bracket mean something to _arguments. */
static void emit_quoted(ra_text *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            ra_text_append(out, "'\\''");
        else if (strchr(":[]\\", *text) != NULL)
            ra_text_format(out, "\\%c", *text);
        else
            ra_text_append_bytes(out, text, 1);
    }
}

/* What completes a word of a kind: an action of _arguments. */
static const char *const actions[RA_WORDS_KINDS] = {
    [RA_WORDS_FILE] = "_files",
    [RA_WORDS_FOLDER] = "_files -/",
    [RA_WORDS_CLAIM] = "_reaudit_claims",
    [RA_WORDS_CHAIN] = "_reaudit_chains",
    [RA_WORDS_TABLE] = "_reaudit_tables",
    [RA_WORDS_COMMAND] = "_reaudit_commands",
    [RA_WORDS_NONE] = " ",
};

static void emit_action(ra_text *out, const ra_words *words)
{
    if (words->kind == RA_WORDS_FIXED)
        ra_text_format(out, "(%s)", words->words.data);
    else
        ra_text_append(out, actions[words->kind]);
}

/* "'(-o --output)'{-o,--output}'[Write a report]:PATH:_files' \" */
static void emit_option(ra_text *out, const ra_command *command, const ra_option *option)
{
    ra_words words = ra_words_of_option(option, command);
    ra_text summary = {0};

    ra_text_append(out, "            ");
    if (option->repeatable)
        ra_text_append(out, "'*'");
    else if (option->letter != 0)
        ra_text_format(out, "'(-%c --%s)'", option->letter, option->name);
    if (option->letter != 0)
        ra_text_format(out, "{-%c,--%s}'[", option->letter, option->name);
    else
        ra_text_format(out, "'--%s[", option->name);
    ra_summary_short(&summary, option->summary);
    emit_quoted(out, summary.failed ? "" : summary.data);
    ra_text_append(out, "]");
    if (option->argument != NULL) {
        ra_text_append(out, ":");
        emit_quoted(out, option->argument);
        ra_text_append(out, ":");
        emit_action(out, &words);
    }
    ra_text_append(out, "' \\\n");
    ra_text_free(&summary);
    ra_text_free(&words.words);
}

static void emit_command(ra_text *out, const ra_command *command)
{
    ra_words words = ra_words_of_command(command);

    ra_text_format(out, "    %s)\n        _arguments \\\n", command->name);
    for (size_t i = 0; ra_option_at(i) != NULL; i++)
        if (ra_option_applies(ra_option_at(i), command->name))
            emit_option(out, command, ra_option_at(i));
    ra_text_append(out, "            '*:word:");
    emit_action(out, &words);
    ra_text_append(out, "'\n        ;;\n");
    ra_text_free(&words.words);
}

void ra_completion_zsh(ra_text *out)
{
    ra_text_append(out, "#compdef reaudit\n\n_reaudit_commands() {\n    local -a names=(\n");
    for (size_t c = 0; ra_command_at(c) != NULL; c++) {
        ra_text_format(out, "        '%s:", ra_command_at(c)->name);
        emit_quoted(out, ra_command_at(c)->summary);
        ra_text_append(out, "'\n");
    }
    ra_text_append(out, "    )\n    _describe command names\n}\n\n");
    for (const char *const *kind = (const char *const[]){"claims", "chains", "tables", NULL};
         *kind != NULL; kind++)
        ra_text_format(out,
                       "_reaudit_%s() {\n"
                       "    local -a ids=(${(f)\"$(reaudit completion %s 2>/dev/null)\"})\n"
                       "    compadd -a ids\n%s}\n\n",
                       *kind, *kind, strcmp(*kind, "claims") == 0 ? "    _files\n" : "");
    ra_text_append(out, "_reaudit() {\n"
                        "    local line state\n"
                        "    _arguments -C '1:command:_reaudit_commands' '*::word:->words'\n"
                        "    [[ $state == words ]] || return\n"
                        "    case $line[1] in\n");
    for (size_t c = 0; ra_command_at(c) != NULL; c++)
        emit_command(out, ra_command_at(c));
    ra_text_append(out, "    esac\n}\n\n"
                        "if [[ $funcstack[1] == _reaudit ]]; then\n"
                        "    _reaudit \"$@\"\n"
                        "else\n"
                        "    compdef _reaudit reaudit\n"
                        "fi\n");
}
