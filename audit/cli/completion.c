/* What may stand where on a command line. */
#include "audit/cli/completion.h"

#include <string.h>

#include "audit/cli/option_choice.h"
#include "reports/format.h"

static const ra_shell shells[] = {
    {"bash", ra_completion_bash},
    {"zsh", ra_completion_zsh},
    {"fish", ra_completion_fish},
};

const ra_shell *ra_shell_at(size_t i)
{
    return i < sizeof shells / sizeof shells[0] ? &shells[i] : NULL;
}

static const char *format_word(size_t i)
{
    return ra_format_at(i) != NULL ? ra_format_at(i)->name : NULL;
}

/* What the name of an argument in the tables stands for. */
static const struct {
    const char *argument;
    ra_words_kind kind;
} kinds[] = {
    {"PATH", RA_WORDS_FILE},       {"FILE", RA_WORDS_FILE},   {"DIR", RA_WORDS_FOLDER},
    {"CHAIN", RA_WORDS_CHAIN},     {"CLAIM", RA_WORDS_CLAIM}, {"TABLE", RA_WORDS_TABLE},
    {"COMMAND", RA_WORDS_COMMAND},
};

/* Returns the kind of the first name of a kind in a text as "CLAIM... | --all". */
static ra_words_kind kind_of(const char *text)
{
    for (; *text != '\0'; text += *text != '\0') {
        size_t length = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        for (size_t i = 0; length > 0 && i < sizeof kinds / sizeof kinds[0]; i++)
            if (strlen(kinds[i].argument) == length &&
                strncmp(kinds[i].argument, text, length) == 0)
                return kinds[i].kind;
        text += length;
    }
    return RA_WORDS_NONE;
}

static void add_words(ra_words *words, const char *(*word)(size_t i))
{
    words->kind = RA_WORDS_FIXED;
    for (size_t i = 0; word(i) != NULL; i++)
        ra_text_format(&words->words, "%s%s", i > 0 ? " " : "", word(i));
}

ra_words ra_words_of_option(const ra_option *option, const ra_command *command)
{
    ra_words words = {RA_WORDS_NONE, {0}};

    if (option->argument == NULL)
        return words;
    if (strcmp(option->name, "format") == 0 && *command->formats != '\0') {
        words.kind = RA_WORDS_FIXED;
        ra_text_append(&words.words, command->formats);
        return words;
    }
    const ra_choice *choice = ra_choice_find(option->name);
    if (strcmp(option->name, "format") == 0)
        add_words(&words, format_word);
    else if (choice != NULL && strcmp(option->name, "basis") != 0)
        add_words(&words, choice->word);
    if (words.kind == RA_WORDS_FIXED)
        return words;
    /* A chain is named, whatever else a command calls a name. */
    words.kind = strcmp(option->name, "chain") == 0 ? RA_WORDS_CHAIN : kind_of(option->argument);
    return words;
}

ra_words ra_words_of_command(const ra_command *command)
{
    ra_words words = {RA_WORDS_NONE, {0}};
    const char *p = command->operands;

    words.kind = kind_of(p);
    if (words.kind != RA_WORDS_NONE || strpbrk(p, "|") == NULL)
        return words;
    /* "[claims|chains|tables]" */
    words.kind = RA_WORDS_FIXED;
    for (; *p != '\0'; p++) {
        char c = strchr("[]|", *p) != NULL ? ' ' : *p;
        ra_text_append_bytes(&words.words, &c, 1);
    }
    return words;
}

void ra_summary_short(ra_text *out, const char *summary)
{
    const char *end = strstr(summary, ". ");
    size_t length = end != NULL ? (size_t)(end - summary) : strlen(summary);

    while (summary[length - 1] == '.')
        length--;
    ra_text_append_bytes(out, summary, length);
}
