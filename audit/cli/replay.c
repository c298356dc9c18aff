/* The command that makes a result again. */
#include "audit/cli/replay.h"

#include <string.h>

/* Characters that mean nothing to a shell. */
static const char plain[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=.,:/%@";

void ra_replay_word(ra_text *out, const char *word)
{
    if (*word != '\0' && strspn(word, plain) == strlen(word)) {
        ra_text_append(out, word);
        return;
    }
    ra_text_append(out, "'");
    for (; *word != '\0'; word++) {
        if (*word == '\'')
            ra_text_append(out, "'\\''");
        else
            ra_text_append_bytes(out, word, 1);
    }
    ra_text_append(out, "'");
}

/* A claim without the directories of this machine; a row that is named behind it stays. */
static const char *file_name(const char *claim)
{
    const char *name = claim, *file = strstr(claim, ".json/");

    if (claim[0] != '/')
        return claim;
    for (const char *c = claim; *c != '\0' && (file == NULL || c < file); c++) {
        if (*c == '/')
            name = c + 1;
    }
    return name;
}

void ra_replay_append(ra_text *out, const ra_invocation *invocation, const char *claim)
{
    const ra_options *options = &invocation->options;
    const char *name = file_name(claim);
    size_t i;

    ra_replay_word(out, invocation->program);
    ra_text_append(out, " run ");
    ra_replay_word(out, name);
    for (i = 0; i < options->typed_count; i++) {
        const ra_option *option = ra_option_at(options->typed[i].row);
        if (!option->replay)
            continue;
        ra_text_format(out, " --%s", option->name);
        if (options->typed[i].value != NULL) {
            ra_text_append(out, " ");
            ra_replay_word(out, options->typed[i].value);
        }
    }
}
