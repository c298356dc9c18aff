/* The options of the command line: one table, from which they are parsed, explained by `help`, and
 * from which a manual page and completions can be made. */
#ifndef RA_CLI_OPTIONS_H
#define RA_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "audit/audit.h"
#include "models/diag.h"
#include "models/status.h"
#include "reports/chart_kind.h"

/* Options that the table may have at most: a set of them is the bits of a word. */
#define RA_MAX_OPTIONS 64

/* A list of borrowed texts, NULL-terminated. */
typedef struct {
    const char **items;
    size_t count;
} ra_text_list;

/* An option as it was typed. */
typedef struct {
    size_t row;        /* of the table */
    const char *value; /* NULL: a flag */
} ra_typed_option;

/* What was asked for. Texts are borrowed from argv. */
typedef struct {
    ra_text_list operands; /* the first one is the command */
    ra_text_list outputs;
    ra_text_list overrides;
    ra_text_list measured; /* files of measured runs */
    ra_text_list maps;     /* "column=assumption" */
    const char *format; /* NULL: by the extension */
    ra_chart chart;     /* of pictures; RA_CHART_ANY: by the file's name */
    ra_canvas canvas;
    const char *base; /* address of a site; NULL: not known */
    const char *sort;   /* key of the corpus */
    const char *chain;  /* of a new claim; NULL: not given */
    const char *from;   /* log that a new claim is made of; NULL: none */
    ra_grid_basis basis; /* of places; RA_GRID_NONE: the claim's */
    const char *data;   /* NULL: searched for */
    const char *audit;  /* by further authors; NULL: the claim's own */
    uint64_t trials, seed, max_trials;
    ra_sampling sampling;
    bool adaptive; /* trials: as many as the digits need */
    int digits;
    ra_engine engine;
    unsigned without; /* parts of the audit, as bits (audit/extras.h) */
    double level;
    int threads; /* 0: all processors */
    int width;   /* 0: of the terminal */
    bool all, exit_zero, force, quiet, paths, help, version, what_would_it_take, exact_quantiles;
    uint64_t given;         /* bit i: option i of the table was given */
    ra_typed_option *typed; /* all that were given, in their order */
    size_t typed_count;
} ra_options;

/* One option. Its default is a text that is read like one from the command line, so that what help
 * says cannot differ from what happens. */
typedef struct {
    const char *name;     /* "trials" for --trials */
    char letter;          /* 'o' for -o; 0: none */
    const char *argument; /* "N"; NULL: a flag */
    const char *initial;  /* the default; NULL: none */
    const char *commands; /* that take it: "run show"; "*": all */
    bool replay;          /* changes the numbers: belongs to the command that a report records */
    bool repeatable;
    ra_status (*read)(ra_options *options, const char *text, ra_diag *diag);
    const char *summary;
} ra_option;

const ra_option *ra_option_at(size_t i); /* NULL behind the last */

/* Returns whether an option of the table was typed. */
bool ra_option_given(const ra_options *options, const char *name);

/* Returns whether a word is in a list of words with spaces between them. */
bool ra_option_listed(const char *list, const char *word);

/* Returns whether a command takes an option. */
bool ra_option_applies(const ra_option *option, const char *command);

/* Reads a command line. Returned: RA_OK, RA_USAGE with messages that name what was near, or
 * RA_NOMEM. Whether the command takes what was given is checked by ra_options_check. The caller
 * frees the options with ra_options_free in any case. */
ra_status ra_options_parse(ra_options *options, int argc, char **argv, ra_diag *diag);
ra_status ra_options_check(const ra_options *options, const char *command, ra_diag *diag);
void ra_options_free(ra_options *options);

/* Numbers as a person types them, strictly: "1000000" or "1e6"; nothing may follow. Returned: false
 * for anything else or outside the range. */
bool ra_option_whole(const char *text, uint64_t low, uint64_t high, uint64_t *out);
bool ra_option_real(const char *text, double *out);

#endif
