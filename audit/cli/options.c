/* Reading the command line. */
#include "audit/cli/options.h"

#include <string.h>

#include "models/alloc.h"

static size_t option_count(void)
{
    size_t n = 0;

    while (ra_option_at(n) != NULL)
        n++;
    return n;
}

bool ra_option_listed(const char *list, const char *word)
{
    size_t length = strlen(word);

    for (const char *p = list; *p != '\0'; p += strspn(p, " ")) {
        size_t span = strcspn(p, " ");
        if (span == length && strncmp(p, word, span) == 0)
            return true;
        p += span;
    }
    return false;
}

bool ra_option_applies(const ra_option *option, const char *command)
{
    return strcmp(option->commands, "*") == 0 || ra_option_listed(option->commands, command);
}

/* Returns the row of "--name" (`length` bytes of it), or of a letter; -1: none. */
static int find_long(const char *name, size_t length)
{
    size_t i;

    for (i = 0; ra_option_at(i) != NULL; i++) {
        const char *known = ra_option_at(i)->name;
        if (strlen(known) == length && strncmp(known, name, length) == 0)
            return (int)i;
    }
    return -1;
}

static int find_letter(char letter)
{
    size_t i;

    for (i = 0; ra_option_at(i) != NULL; i++) {
        if (ra_option_at(i)->letter == letter)
            return (int)i;
    }
    return -1;
}

static ra_status unknown_option(const char *argument, size_t length, ra_diag *diag)
{
    const char *names[RA_MAX_OPTIONS];
    char word[64]; /* longer than any name: what is cut off is near to none */
    size_t count = 0, kept = length < sizeof word ? length : sizeof word - 1;
    const char *nearest;

    for (; ra_option_at(count) != NULL; count++)
        names[count] = ra_option_at(count)->name;
    memcpy(word, argument, kept);
    word[kept] = '\0';
    nearest = ra_text_nearest(word + strspn(word, "-"), names, count);
    if (nearest != NULL)
        ra_diag_report(diag, RA_ERROR, NULL, "unknown option '%.*s'; did you mean '--%s'?",
                       (int)length, argument, nearest);
    else
        ra_diag_report(diag, RA_ERROR, NULL, "unknown option '%.*s'; 'help' lists them",
                       (int)length, argument);
    return RA_USAGE;
}

/* The arguments that are left to read. */
typedef struct {
    char **argv;
    int argc, next;
} arguments;

/* Reads one option whose argument, if it has one, is `value` or else the next of the line. */
static ra_status read_option(ra_options *options, int row, const char *value, arguments *line,
                             ra_diag *diag)
{
    const ra_option *option = ra_option_at((size_t)row);
    uint64_t bit = UINT64_C(1) << row;

    if (option->argument == NULL && value != NULL) {
        ra_diag_report(diag, RA_ERROR, NULL, "--%s takes no value, but has '%s'", option->name, value);
        return RA_USAGE;
    }
    if (option->argument != NULL && value == NULL) {
        if (line->next == line->argc) {
            ra_diag_report(diag, RA_ERROR, NULL, "--%s needs a value: --%s %s", option->name,
                           option->name, option->argument);
            return RA_USAGE;
        }
        value = line->argv[line->next++];
    }
    if ((options->given & bit) != 0 && option->argument != NULL && !option->repeatable) {
        ra_diag_report(diag, RA_ERROR, NULL, "--%s is given twice", option->name);
        return RA_USAGE;
    }
    options->given |= bit;
    options->typed[options->typed_count++] = (ra_typed_option){(size_t)row, value};
    return option->read(options, value, diag);
}

static ra_status read_argument(ra_options *options, const char *argument, arguments *line,
                               ra_diag *diag)
{
    int row;

    if (argument[0] != '-' || argument[1] == '\0') {
        options->operands.items[options->operands.count++] = argument;
        return RA_OK;
    }
    if (argument[1] == '-') {
        size_t length = strcspn(argument, "=");
        row = find_long(argument + 2, length - 2);
        if (row < 0)
            return unknown_option(argument, length, diag);
        return read_option(options, row, argument[length] == '=' ? argument + length + 1 : NULL,
                           line, diag);
    }
    row = find_letter(argument[1]);
    if (row < 0)
        return unknown_option(argument, strlen(argument), diag);
    return read_option(options, row, argument[2] != '\0' ? argument + 2 : NULL, line, diag);
}

/* Every list can become as long as the command line, and one longer for its NULL. */
static ra_status make_lists(ra_options *options, int argc)
{
    size_t size = (size_t)argc + 1;

    options->operands.items = ra_calloc(size, sizeof(char *));
    options->outputs.items = ra_calloc(size, sizeof(char *));
    options->overrides.items = ra_calloc(size, sizeof(char *));
    options->measured.items = ra_calloc(size, sizeof(char *));
    options->maps.items = ra_calloc(size, sizeof(char *));
    options->typed = ra_calloc(size, sizeof *options->typed);
    return options->operands.items != NULL && options->outputs.items != NULL &&
                   options->overrides.items != NULL && options->measured.items != NULL &&
                   options->maps.items != NULL && options->typed != NULL
               ? RA_OK
               : RA_NOMEM;
}

/* A default that its own reader refuses is said as if it had been typed. */
static void read_defaults(ra_options *options, ra_diag *diag)
{
    for (size_t i = 0; i < option_count(); i++)
        if (ra_option_at(i)->initial != NULL)
            ra_option_at(i)->read(options, ra_option_at(i)->initial, diag);
}

ra_status ra_options_parse(ra_options *options, int argc, char **argv, ra_diag *diag)
{
    arguments line = {argv, argc, 1};
    ra_status result;

    *options = (ra_options){0};
    result = make_lists(options, argc > 0 ? argc : 1);
    if (result != RA_OK)
        return result;
    read_defaults(options, diag);
    while (line.next < argc) {
        const char *argument = argv[line.next++];
        ra_status status;
        if (strcmp(argument, "--") == 0)
            break;
        status = read_argument(options, argument, &line, diag);
        result = result != RA_OK ? result : status;
    }
    while (line.next < argc)
        options->operands.items[options->operands.count++] = argv[line.next++];
    return result;
}

bool ra_option_given(const ra_options *options, const char *name)
{
    size_t i = 0;

    while (strcmp(ra_option_at(i)->name, name) != 0)
        i++;
    return (options->given >> i & 1) != 0;
}

/* Options that mean something beside another one alone. */
static ra_status check_together(const ra_options *options, ra_diag *diag)
{
    static const char *const with_auto[] = {"digits", "max-trials"};
    ra_status status = RA_OK;

    for (size_t i = 0; i < sizeof with_auto / sizeof with_auto[0]; i++) {
        if (!options->adaptive && ra_option_given(options, with_auto[i])) {
            ra_diag_report(diag, RA_ERROR, NULL, "--%s needs --trials auto", with_auto[i]);
            status = RA_USAGE;
        }
    }
    if (options->adaptive && options->sampling != RA_SAMPLING_RANDOM) {
        ra_diag_report(diag, RA_ERROR, NULL, "--trials auto needs --sampler random");
        status = RA_USAGE;
    }
    return status;
}

ra_status ra_options_check(const ra_options *options, const char *command, ra_diag *diag)
{
    ra_status status = RA_OK;
    size_t i;

    for (i = 0; i < option_count(); i++) {
        const ra_option *option = ra_option_at(i);
        if ((options->given >> i & 1) != 0 && !ra_option_applies(option, command)) {
            ra_diag_report(diag, RA_ERROR, NULL, "'%s' takes no --%s", command, option->name);
            status = RA_USAGE;
        }
    }
    return status == RA_OK ? check_together(options, diag) : status;
}

void ra_options_free(ra_options *options)
{
    ra_free(options->operands.items);
    ra_free(options->outputs.items);
    ra_free(options->overrides.items);
    ra_free(options->measured.items);
    ra_free(options->maps.items);
    ra_free(options->typed);
    *options = (ra_options){0};
}
