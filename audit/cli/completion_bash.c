/* The completion script for bash. */
#include <string.h>

#include "audit/cli/completion.h"

/* The command that completes a word of a kind, a text for `eval` in the script's functions. */
static const char *const replies[RA_WORDS_KINDS] = {
    [RA_WORDS_FILE] = "_reaudit_files",
    [RA_WORDS_FOLDER] = "_reaudit_folders",
    [RA_WORDS_CLAIM] =
        "_reaudit_words \"$(reaudit completion claims 2>/dev/null)\"; _reaudit_files",
    [RA_WORDS_CHAIN] = "_reaudit_words \"$(reaudit completion chains 2>/dev/null)\"",
    [RA_WORDS_TABLE] = "_reaudit_words \"$(reaudit completion tables 2>/dev/null)\"",
    [RA_WORDS_COMMAND] = "_reaudit_words \"$_reaudit_commands\"",
    [RA_WORDS_NONE] = ":",
};

static void emit_reply(ra_text *out, const ra_words *words)
{
    if (words->kind == RA_WORDS_FIXED)
        ra_text_format(out, "_reaudit_words \"%s\"", words->words.data);
    else
        ra_text_append(out, replies[words->kind]);
}

/* "        run:--output|run:-o) ... ;;": what follows an option of a command. */
static void emit_argument(ra_text *out, const ra_command *command, const ra_option *option)
{
    ra_words words = ra_words_of_option(option, command);

    ra_text_format(out, "    %s:--%s", command->name, option->name);
    if (option->letter != 0)
        ra_text_format(out, " | %s:-%c", command->name, option->letter);
    ra_text_append(out, ") ");
    emit_reply(out, &words);
    ra_text_append(out, "; return ;;\n");
    ra_text_free(&words.words);
}

static void emit_arguments(ra_text *out)
{
    ra_text_append(out, "    case $command:$previous in\n");
    for (size_t c = 0; ra_command_at(c) != NULL; c++)
        for (size_t i = 0; ra_option_at(i) != NULL; i++)
            if (ra_option_at(i)->argument != NULL &&
                ra_option_applies(ra_option_at(i), ra_command_at(c)->name))
                emit_argument(out, ra_command_at(c), ra_option_at(i));
    ra_text_append(out, "    esac\n");
}

static void emit_options(ra_text *out)
{
    ra_text_append(out, "    if [[ $current == -* ]]; then\n        case $command in\n");
    for (size_t c = 0; ra_command_at(c) != NULL; c++) {
        ra_text_format(out, "        %s) _reaudit_words \"", ra_command_at(c)->name);
        const char *separator = "";
        for (size_t i = 0; ra_option_at(i) != NULL; i++) {
            if (!ra_option_applies(ra_option_at(i), ra_command_at(c)->name))
                continue;
            ra_text_format(out, "%s--%s", separator, ra_option_at(i)->name);
            separator = " ";
        }
        ra_text_append(out, "\" ;;\n");
    }
    ra_text_append(out, "        *) _reaudit_words \"--help --version\" ;;\n"
                        "        esac\n        return\n    fi\n");
}

static void emit_operands(ra_text *out)
{
    ra_text_append(out, "    case $command in\n");
    for (size_t c = 0; ra_command_at(c) != NULL; c++) {
        ra_words words = ra_words_of_command(ra_command_at(c));
        ra_text_format(out, "    %s) ", ra_command_at(c)->name);
        emit_reply(out, &words);
        ra_text_append(out, " ;;\n");
        ra_text_free(&words.words);
    }
    ra_text_append(out, "    *) _reaudit_words \"$_reaudit_commands\" ;;\n    esac\n");
}

void ra_completion_bash(ra_text *out)
{
    ra_text_append(out, "# bash completion for reaudit\n_reaudit_commands=\"");
    for (size_t c = 0; ra_command_at(c) != NULL; c++)
        ra_text_format(out, "%s%s", c > 0 ? " " : "", ra_command_at(c)->name);
    ra_text_append(out,
                   "\"\n\n"
                   "_reaudit_words() {\n"
                   "    local word\n"
                   "    while IFS= read -r word; do COMPREPLY+=(\"$word\"); done < \\\n"
                   "        <(compgen -W \"$1\" -- \"$current\")\n"
                   "}\n\n"
                   "_reaudit_files() {\n"
                   "    local word\n"
                   "    compopt -o filenames 2>/dev/null\n"
                   "    while IFS= read -r word; do COMPREPLY+=(\"$word\"); done < \\\n"
                   "        <(compgen -f -- \"$current\")\n"
                   "}\n\n"
                   "_reaudit_folders() {\n"
                   "    local word\n"
                   "    compopt -o filenames 2>/dev/null\n"
                   "    while IFS= read -r word; do COMPREPLY+=(\"$word\"); done < \\\n"
                   "        <(compgen -d -- \"$current\")\n"
                   "}\n\n"
                   "_reaudit() {\n"
                   "    local current=${COMP_WORDS[COMP_CWORD]} command= word i\n"
                   "    local previous=${COMP_WORDS[COMP_CWORD-1]}\n"
                   "    COMPREPLY=()\n"
                   "    # \"--format=csv\" is three words here.\n"
                   "    if [[ $current == = ]]; then current=\n"
                   "    elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
                   "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                   "        word=${COMP_WORDS[i]}\n"
                   "        if [[ $word != -* ]]; then command=$word; break; fi\n"
                   "    done\n");
    emit_arguments(out);
    emit_options(out);
    emit_operands(out);
    ra_text_append(out, "}\ncomplete -F _reaudit reaudit\n");
}
