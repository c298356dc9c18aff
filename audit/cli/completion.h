/* Scripts by which shells complete a command line, made from the tables of commands and options. */
#ifndef RA_CLI_COMPLETION_H
#define RA_CLI_COMPLETION_H

#include "audit/cli/commands.h"
#include "models/text.h"

/* A shell: its name, and what writes its script. */
typedef struct {
    const char *name;
    void (*emit)(ra_text *out);
} ra_shell;

const ra_shell *ra_shell_at(size_t i); /* NULL behind the last */

/* What may stand in a place of the command line. */
typedef enum {
    RA_WORDS_NONE,   /* free text */
    RA_WORDS_FILE,   /* a path */
    RA_WORDS_FOLDER, /* a directory */
    RA_WORDS_FIXED,  /* some of `words` */
    RA_WORDS_CLAIM,  /* ids of the data or files */
    RA_WORDS_CHAIN,  /* ids of chains */
    RA_WORDS_TABLE,  /* ids of tables */
    RA_WORDS_COMMAND, /* names of commands */
    RA_WORDS_KINDS
} ra_words_kind;

typedef struct {
    ra_words_kind kind;
    ra_text words; /* separated by spaces */
} ra_words;

/* What the argument of an option may be when it is given to a command, and what the operands of a
 * command may be. Free `words` with ra_text_free. */
ra_words ra_words_of_option(const ra_option *option, const ra_command *command);
ra_words ra_words_of_command(const ra_command *command);

/* Appends the first sentence of a summary, which has a word, without its full stop, for a shell's
 * list. */
void ra_summary_short(ra_text *out, const char *summary);

/* The writers. */
void ra_completion_bash(ra_text *out);
void ra_completion_zsh(ra_text *out);
void ra_completion_fish(ra_text *out);

#endif
