/* The table of commands, and how one of them is chosen and run. */
#include "audit/cli/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "audit/cli/signals.h"
#include "audit/cli/terminal.h"
#include "models/alloc.h"
#include "reports/format.h"

static const ra_command table[] = {
    {"list", "[claims|chains|tables|distributions|units|formats|samplers|measured]", 0, 1,
     "what there is: claims, chains, tables, units, formats, kinds of logs and more",
     "Without a word it audits every claim of the data and shows the corpus as a table: what was "
     "published, what the audit finds, the change, the verdict.",
     "text csv json", ra_cmd_list},
    {"show", "CLAIM", 1, 1, "a claim as it was read: its chain, its figures, its sources",
     "CLAIM is an id that 'list' names, or the path of a file (a name with a '/' or an extension "
     "in it).",
     "", ra_cmd_show},
    {"run", "CLAIM... | --all", 0, RA_NO_LIMIT, "audit claims",
     "Recomputes the estimate as published and with its corrections, with the uncertainty of every "
     "audited figure, and says whether the headline stands.\n"
     "It prints the verdict and how the corrections compound. The extension of an "
     "output picks its format; --output may be given several times.\n"
     "Exit status: 0 where the headline stands (or is not audited, but consistent), 1 where it "
     "does "
     "not; with several claims the largest.",
     "", ra_cmd_run},
    {"check", "[FILE...]", 0, RA_NO_LIMIT,
     "check claim files and logs: form, units, sources, whether figures follow",
     "Without a file, every claim of the data. Prints messages as compilers do, and for every "
     "printed "
     "figure whether the chain gives it; where it does not, which printed figure would have to "
     "change, and to what.\n"
     "A FILE that is a log ('list measured') is tested by itself: its energy against power and "
     "time, its emissions against energy and grid; printed is what it gives, and what of that was "
     "measured.\n"
     "Exit status: 0 where all is well, 1 where a printed figure does not follow from its inputs "
     "or "
     "a log contradicts itself, 3 for an invalid file.",
     "", ra_cmd_check},
    {"places", "CLAIM", 1, 1, "the same work in every region of the tables, greenest first",
     "The claim's audited side with the carbon intensity of each region, on the basis that the "
     "claim's own is on, and the PUE known there or that of the provider's fleet. Draws are "
     "shared, so that differences are those of the places; regions that cannot be told apart are "
     "said to be alike.",
     "text csv json xlsx", ra_cmd_places},
    {"data", "[TABLE] [WORDS...]", 0, RA_NO_LIMIT,
     "look figures up in the reference tables, with their sources and disagreements",
     "WORDS are those of a name, a key, a place, a quantity or a year, as: data V100; data "
     "us-central1; data Iowa 2020; data PUE average. Figures for one thing stand side by side "
     "with the factor between those that should agree, what each counts, where it was read, and "
     "which to take. 'data' alone lists the tables, 'data TABLE' what one is about.",
     "text csv json", ra_cmd_data},
    {"new", "", 0, 0, "a new claim of a chain, ready to be filled in; without --chain, the chains",
     "Writes a claim with the assumptions that the chain's usual result needs, usual values from "
     "the tables beside them, and a mark at every place that must be filled in; 'check' lists "
     "those places. With --from, a log becomes a claim of the chain 'training': what it has is "
     "filled in with its sensor's uncertainty, and what nobody measured is left to be filled in. "
     "A file that is there is never overwritten.",
     "", ra_cmd_new},
    {"site", "DIR [CLAIM...]", 1, RA_NO_LIMIT, "write a static site of the corpus into a directory",
     "A page for every claim and for every source, an index to search, filter and sort, the methods, "
     "the lessons, downloads and a feed: plain files that work from disk and on any web server. "
     "Without a CLAIM, every claim of the data.\n"
     "What is in DIR from an earlier site is replaced file by file, and what no longer belongs to it "
     "is removed; a directory that holds anything else is left alone unless --force is given.",
     "", ra_cmd_site},
    {"selftest", "[CASE...]", 0, RA_NO_LIMIT,
     "run the published reference cases: PASS or DIFF for every number",
     "Recomputes examples whose answers are known (JCGM 101, the GUM, NIST TN 1900, Sobol' "
     "indices, "
     "Shapley values, decompositions, random streams ...) and compares every number within its "
     "tolerance. CASE is the id of a case or a group of them; without one all are run.\n"
     "Exit status: 0 where all pass, 1 where a number differs.",
     "text json", ra_cmd_selftest},
    {"help", "[COMMAND]", 0, 1, "this overview, or one command with its options", "", "",
     ra_cmd_help},
    {"measure", "CLAIM", 1, 1, "what to measure next, and how",
     "Ranks the uncertain assumptions by what a measurement would buy: the share of the interval's "
     "width that it is expected to remove, and the probability that the verdict would then be "
     "another; and names the tools and columns that measure each. Measurements that cannot change "
     "the verdict any more stand below a line. With --measured, what is known already counts.",
     "text csv", ra_cmd_measure},
    {"completion", "bash|zsh|fish", 1, 1, "the script by which a shell completes command lines",
     "To try it in bash: source <(reaudit completion bash). Where reaudit is installed the "
     "scripts are in their places already.",
     "", ra_cmd_completion},
    {"manual", "", 0, 0, "the manual page, for man -l", "", "", ra_cmd_manual},
    {"version", "", 0, 0, "the version, and with --paths where data is searched for", "", "",
     ra_cmd_version},
};

const ra_command *ra_command_at(size_t i)
{
    return i < sizeof table / sizeof table[0] ? &table[i] : NULL;
}

const ra_command *ra_command_find(const char *name, ra_diag *diag)
{
    const char *names[sizeof table / sizeof table[0]];
    const char *nearest;
    size_t i;

    for (i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
        names[i] = table[i].name;
    }
    nearest = ra_text_nearest(name, names, i);
    if (nearest != NULL)
        ra_diag_report(diag, RA_ERROR, NULL, "unknown command '%s'; did you mean '%s'?", name,
                       nearest);
    else
        ra_diag_report(diag, RA_ERROR, NULL, "unknown command '%s'; 'help' lists them", name);
    return NULL;
}

/* --help and --version come before everything else on the line. */
static const ra_command *chosen_command(ra_options *options, ra_diag *diag)
{
    if (options->version)
        return ra_command_find("version", diag);
    if (options->operands.count == 0) {
        if (!options->help)
            ra_diag_report(diag, RA_ERROR, NULL, "no command; 'help' lists them");
        return options->help ? ra_command_find("help", diag) : NULL;
    }
    return ra_command_find(options->operands.items[0], diag);
}

static ra_status check_operands(const ra_command *command, size_t count, ra_diag *diag)
{
    if (count >= command->least && count <= command->most)
        return RA_OK;
    ra_diag_report(diag, RA_ERROR, NULL, "%s: %s %s",
                   count < command->least ? "too few words" : "too many words", command->name,
                   command->operands);
    return RA_USAGE;
}

#define MAX_FORMATS 32
#define FORMAT_ROOM 128

/* Copies the words of a list into `room`, and their places into `names`. Returned: how many. */
static size_t split_formats(const char *list, char room[FORMAT_ROOM], const char *names[MAX_FORMATS])
{
    size_t count = 0;

    for (const char *p = list; *p != '\0'; p += strspn(p, " ")) {
        size_t length = strcspn(p, " ");
        memcpy(room, p, length);
        room[length] = '\0';
        names[count++] = room;
        room += length + 1;
        p += length;
    }
    return count;
}

static void report_format(const ra_command *command, const char *format, ra_diag *diag)
{
    char room[FORMAT_ROOM];
    const char *names[MAX_FORMATS], *nearest;
    bool own = *command->formats != '\0';
    size_t count = split_formats(command->formats, room, names);

    for (; !own && ra_format_at(count) != NULL; count++)
        names[count] = ra_format_at(count)->name;
    nearest = ra_text_nearest(format, names, count);
    if (nearest != NULL)
        ra_diag_report(diag, RA_ERROR, NULL, "unknown format '%s'; did you mean '%s'?", format,
                       nearest);
    else if (own)
        ra_diag_report(diag, RA_ERROR, NULL, "'%s' has no format '%s', but: %s", command->name,
                       format, command->formats);
    else
        ra_diag_report(diag, RA_ERROR, NULL, "unknown format '%s'; 'list formats' names them",
                       format);
}

static ra_status check_format(const ra_command *command, const char *format, ra_diag *diag)
{
    bool own = *command->formats != '\0';

    if (format == NULL || (own ? ra_option_listed(command->formats, format)
                               : ra_format_find(format) != NULL))
        return RA_OK;
    report_format(command, format, diag);
    return RA_USAGE;
}

static const char *basename_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

static ra_status dispatch(ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    ra_options *options = &invocation->options;
    const ra_command *command = chosen_command(options, diag);
    ra_status status;

    if (command == NULL)
        return RA_USAGE;
    if (options->version)
        return command->run(invocation, exit_status, diag);
    if (options->help && command->run != ra_cmd_help) {
        /* "run --help" is "help run". */
        invocation->operands = (const char *const *)options->operands.items;
        invocation->operand_count = 1;
        return ra_cmd_help(invocation, exit_status, diag);
    }
    status = ra_options_check(options, command->name, diag);
    if (status == RA_OK)
        status = check_format(command, options->format, diag);
    if (status == RA_OK && options->operands.count > 0) {
        invocation->operands = (const char *const *)options->operands.items + 1;
        invocation->operand_count = options->operands.count - 1;
        status = check_operands(command, invocation->operand_count, diag);
    }
    return status == RA_OK ? command->run(invocation, exit_status, diag) : status;
}

/* Standard output may be a full disk or a closed pipe. */
static ra_status close_output(ra_diag *diag)
{
    bool failed = ferror(stdout) != 0;

    errno = 0;
    if (fflush(stdout) == 0 && !failed)
        return RA_OK;
    /* A write that failed earlier has left no reason; one more, behind what is broken anyway, finds
     * it again. */
    if (errno == 0 && fputc('\n', stdout) != EOF)
        fflush(stdout);
    ra_diag_report(diag, RA_ERROR, NULL, "cannot write to standard output%s%s",
                   errno != 0 ? ": " : "", errno != 0 ? strerror(errno) : "");
    return RA_IO;
}

/* Says at least one thing where something failed. */
static void explain(ra_status status, ra_diag *diag)
{
    if (status != RA_OK && ra_diag_count(diag, RA_ERROR) == 0)
        ra_diag_report(diag, RA_ERROR, NULL, "%s", ra_status_text(status));
}

bool ra_invocation_whole(const ra_invocation *invocation)
{
    return ra_alloc_failures() == invocation->failures;
}

int ra_command_line(int argc, char **argv)
{
    ra_invocation invocation = {.program = argc > 0 ? basename_of(argv[0]) : "reaudit",
                                .failures = ra_alloc_failures()};
    ra_diag *diag = ra_diag_new();
    int exit_status = 0;
    ra_status status, closed;

    if (diag == NULL) {
        fprintf(stderr, "error: %s\n", ra_status_text(RA_NOMEM));
        return ra_status_exit(RA_NOMEM);
    }
    ra_terminal_reserve();
    ra_signals_catch();
    status = ra_options_parse(&invocation.options, argc, argv, diag);
    if (status == RA_OK)
        status = dispatch(&invocation, &exit_status, diag);
    closed = close_output(diag);
    status = status == RA_OK ? closed : status;
    /* Whatever had no memory left something out, or took it for something else. */
    if (!ra_invocation_whole(&invocation)) {
        status = RA_NOMEM;
        ra_diag_report(diag, RA_ERROR, NULL, "%s", ra_status_text(status));
    }
    explain(status, diag);
    if (!invocation.options.quiet || ra_diag_count(diag, RA_ERROR) > 0)
        ra_diag_write(diag, stderr);
    ra_options_free(&invocation.options);
    ra_diag_free(diag);
    return status == RA_OK ? exit_status : ra_status_exit(status);
}
