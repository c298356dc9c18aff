/* The table of options. Adding one: a row here, a field in ra_options, a static reader. */
#include <string.h>

#include "audit/audit.h"
#include "audit/cli/option_choice.h"
#include "audit/cli/option_outputs.h"
#include "audit/cli/option_without.h"
#include "audit/cli/options.h"
#include "audit/kernels.h"

#define MAX_THREADS 1024
#define MIN_WIDTH   40
#define MAX_WIDTH   1000

static ra_status refuse(ra_diag *diag, const char *option, const char *text, const char *wanted)
{
    ra_diag_report(diag, RA_ERROR, NULL, "--%s '%s': %s", option, text, wanted);
    return RA_USAGE;
}

static ra_status read_trials(ra_options *options, const char *text, ra_diag *diag)
{
    options->adaptive = strcmp(text, "auto") == 0;
    if (!options->adaptive && !ra_option_whole(text, 1, RA_MAX_TRIALS, &options->trials))
        return refuse(diag, "trials", text,
                      "must be a whole number from 1 to 1e12, as 1000000 or 1e6, or 'auto'");
    return RA_OK;
}

static ra_status read_digits(ra_options *options, const char *text, ra_diag *diag)
{
    uint64_t digits;

    if (!ra_option_whole(text, 1, RA_MAX_DIGITS, &digits))
        return refuse(diag, "digits", text, "must be a whole number from 1 to 9");
    options->digits = (int)digits;
    return RA_OK;
}

static ra_status read_max_trials(ra_options *options, const char *text, ra_diag *diag)
{
    if (!ra_option_whole(text, 1, RA_MAX_TRIALS, &options->max_trials))
        return refuse(diag, "max-trials", text, "must be a whole number from 1 to 1e12, as 1e8");
    return RA_OK;
}

static ra_status read_engine(ra_options *options, const char *text, ra_diag *diag)
{
    int found = ra_choice_read("engine", text, diag);

    if (found < 0)
        return RA_USAGE;
    options->engine = (ra_engine)found;
    return RA_OK;
}

static ra_status read_seed(ra_options *options, const char *text, ra_diag *diag)
{
    if (strspn(text, "0123456789") != strlen(text) ||
        !ra_option_whole(text, 0, UINT64_MAX, &options->seed))
        return refuse(diag, "seed", text, "must be a whole number from 0 to 18446744073709551615");
    return RA_OK;
}

static ra_status read_sampler(ra_options *options, const char *text, ra_diag *diag)
{
    int found = ra_choice_read("sampler", text, diag);

    if (found < 0)
        return RA_USAGE;
    options->sampling = (ra_sampling)found;
    return RA_OK;
}

static ra_status read_level(ra_options *options, const char *text, ra_diag *diag)
{
    if (!ra_option_real(text, &options->level) || options->level <= 0 || options->level >= 1)
        return refuse(diag, "level", text, "must be a number between 0 and 1, as 0.90 for 90 %");
    return RA_OK;
}

static ra_status read_threads(ra_options *options, const char *text, ra_diag *diag)
{
    uint64_t threads = 0;

    if (strcmp(text, "all") != 0 && !ra_option_whole(text, 1, MAX_THREADS, &threads))
        return refuse(diag, "threads", text, "must be a whole number from 1 to 1024, or 'all'");
    options->threads = (int)threads;
    return RA_OK;
}

static ra_status read_kernels(ra_options *options, const char *text, ra_diag *diag)
{
    (void)options;
    if (!ra_kernels_use(strcmp(text, "best") == 0 ? NULL : text))
        return refuse(diag, "kernels", text,
                      "must be 'best', or a variant that this processor can run: v4, v3 or v2 on "
                      "x86-64, or base");
    return RA_OK;
}

static ra_status read_width(ra_options *options, const char *text, ra_diag *diag)
{
    uint64_t width = 0;

    if (strcmp(text, "auto") != 0 && !ra_option_whole(text, MIN_WIDTH, MAX_WIDTH, &width))
        return refuse(diag, "width", text, "must be columns from 40 to 1000, or 'auto'");
    options->width = (int)width;
    return RA_OK;
}

static ra_status read_override(ra_options *options, const char *text, ra_diag *diag)
{
    const char *equals = strchr(text, '=');

    if (equals == NULL || equals == text || equals[1] == '\0')
        return refuse(diag, "set", text, "must be id=VALUE, as pue=1.2 or grid='0.4 kgCO2e/kWh'");
    options->overrides.items[options->overrides.count++] = text;
    return RA_OK;
}

static ra_status read_measured(ra_options *options, const char *text, ra_diag *diag)
{
    if (*text == '\0')
        return refuse(diag, "measured", text, "must name a file");
    options->measured.items[options->measured.count++] = text;
    return RA_OK;
}

static ra_status read_map(ra_options *options, const char *text, ra_diag *diag)
{
    const char *equals = strrchr(text, '=');

    if (equals == NULL || equals == text || equals[1] == '\0')
        return refuse(diag, "map", text, "must be column=ID, as energy_kwh=energy");
    options->maps.items[options->maps.count++] = text;
    return RA_OK;
}

static ra_status read_output(ra_options *options, const char *text, ra_diag *diag)
{
    if (*text == '\0')
        return refuse(diag, "output", text, "must be a file, a directory, or '-'");
    options->outputs.items[options->outputs.count++] = text;
    return RA_OK;
}

static ra_status read_basis(ra_options *options, const char *text, ra_diag *diag)
{
    int found = ra_choice_read("basis", text, diag);

    if (found < 0)
        return RA_USAGE;
    options->basis = (ra_grid_basis)(found + 1);
    return RA_OK;
}

static ra_status read_chain(ra_options *options, const char *text, ra_diag *diag)
{
    if (*text == '\0')
        return refuse(diag, "chain", text, "must be the name of a chain");
    options->chain = text;
    return RA_OK;
}

static ra_status read_from(ra_options *options, const char *text, ra_diag *diag)
{
    if (*text == '\0')
        return refuse(diag, "from", text, "must be a file of a measured run");
    options->from = text;
    return RA_OK;
}

/* Which formats there are depends on the command, and is checked with it (commands.c). */
static ra_status read_format(ra_options *options, const char *text, ra_diag *diag)
{
    if (*text == '\0')
        return refuse(diag, "format", text, "must be the name of a format");
    options->format = text;
    return RA_OK;
}

static ra_status read_data(ra_options *options, const char *text, ra_diag *diag)
{
    if (*text == '\0')
        return refuse(diag, "data", text, "must name a directory");
    options->data = text;
    return RA_OK;
}

/* A key by which the corpus is sorted. */
static ra_status read_sort(ra_options *options, const char *text, ra_diag *diag)
{
    int found = ra_choice_read("sort", text, diag);

    if (found < 0)
        return RA_USAGE;
    options->sort = text;
    return RA_OK;
}

static ra_status read_audit(ra_options *options, const char *text, ra_diag *diag)
{
    if (*text == '\0')
        return refuse(diag, "audit", text, "must name an audit; 'show' lists those of a claim");
    options->audit = text;
    return RA_OK;
}

/* A flag: its reader only sets a field. */
#define FLAG(field)                                                                                \
    static ra_status read_##field(ra_options *options, const char *text, ra_diag *diag)            \
    {                                                                                              \
        (void)text;                                                                                \
        (void)diag;                                                                                \
        options->field = true;                                                                     \
        return RA_OK;                                                                              \
    }
FLAG(all)
FLAG(exit_zero)
FLAG(force)
FLAG(quiet)
FLAG(paths)
FLAG(help)
FLAG(version)
FLAG(what_would_it_take)
FLAG(exact_quantiles)
#undef FLAG

static const ra_option table[] = {
    {"output", 'o', "PATH", NULL, "run new places", false, true, read_output,
     "Write a report: a file, whose extension picks the format; a directory (ending in '/'), which "
     "gets one file per claim; or '-' for standard output, with --format. A new claim: a file "
     "that is not there yet."},
    {"basis", 0, "NAME", NULL, "places", false, false, read_basis,
     "What the carbon intensity of a region counts: 'direct generation', 'lifecycle generation', "
     "consumption, market-based or marginal. Default: what the claim's own counts."},
    {"chain", 0, "NAME", NULL, "new", false, false, read_chain,
     "The chain that the new claim uses."},
    {"from", 0, "FILE", NULL, "new", false, false, read_from,
     "Make the new claim of a measured run: what the file has is filled in, with how it is known. "
     "'list measured' names the kinds."},
    {"format", 'f', "NAME", NULL, "run list data places selftest measure", false, false, read_format,
     "Format of the reports, where the extension does not say. 'list formats' names them. In a "
     "directory xlsx unless given."},
    {"chart", 0, "NAME", NULL, "run", false, false, ra_option_chart,
     "Which chart a picture shows: ladder, attribution, fan (the uncertainty along the chain), "
     "tornado (the sensitivity) or corpus (all claims). Without it the name of the file says it, as "
     "bloom-tornado.png, or else it is the ladder, and of several claims the corpus."},
    {"size", 0, "NAME", "print", "run", false, false, ra_option_size,
     "How large a picture is: print (170 mm wide), social (1200 by 630 pixels) or square (1080 by "
     "1080)."},
    {"base", 0, "URL", NULL, "site", false, false, ra_option_base,
     "Address that the site will have: for its feed, and for a site map."},
    {"force", 0, NULL, NULL, "site", false, false, read_force,
     "Write a site among files that are none of its own; those of the same names are replaced."},
    {"all", 0, NULL, NULL, "run check", false, false, read_all, "Every claim of the data."},
    {"trials", 'n', "N", "1000000", "run list selftest site", true, false, read_trials,
     "Number of Monte Carlo trials, 1 to 1e12; 'auto': as many as --digits needs. "
     "'selftest' takes a number up to 1e7."},
    {"digits", 0, "D", "2", "run", true, false, read_digits,
     "With --trials auto: significant digits of the standard uncertainty, 1 to 9, to which the "
     "headline's mean, standard deviation, median and interval are wanted."},
    {"max-trials", 0, "N", "100000000", "run", true, false, read_max_trials,
     "With --trials auto: the most trials, whatever the digits need."},
    {"engine", 0, "NAME", "montecarlo", "run", true, false, read_engine,
     "Where the distribution of the headline comes from: montecarlo, or convolution, which is "
     "exact and applies to products of independent positive inputs."},
    {"seed", 0, "N", "1", "run list places selftest measure site", true, false, read_seed,
     "Seed of the random streams. The same seed gives the same numbers."},
    {"sampler", 0, "NAME", "random", "run list site", true, false, read_sampler,
     "How the inputs are drawn: 'random' numbers, or 'sobol' points, which fill their space "
     "evenly. "
     "'list samplers' explains."},
    {"level", 0, "P", "0.90", "run list places measure site", true, false, read_level,
     "Probability that the coverage intervals hold, between 0 and 1."},
    {"audit", 0, "ID", NULL, "run show places measure", true, false, read_audit,
     "Correct by the figures of further authors. 'show' lists the audits of a claim."},
    {"set", 0, "ID=VALUE", NULL, "run show places measure", true, true, read_override,
     "Change the audited side: a bare number is in the published unit; '0.4 kgCO2e/kWh' has its "
     "own; "
     "'{\"type\": \"uniform\", \"min\": 1.1, \"max\": 1.2}' is a distribution, in which \"unit\": "
     "\"kW\" may name the unit of its numbers; pue/uptime-2024 is a row of a table."},
    {"exact-quantiles", 0, NULL, NULL, "run", true, false, read_exact_quantiles,
     "Look the quantiles up in a second pass over the trials, without the error of the histogram "
     "(a thousandth of them at most)."},
    {"measured", 0, "FILE", NULL, "run measure", true, true, read_measured,
     "Replace assumptions, or steps, by what was measured: a file of a tracker, a scheduler, nvidia-smi, a "
     "provider, or a plain table. 'list measured' names the kinds."},
    {"map", 0, "COLUMN=ID", NULL, "run measure", true, true, read_map,
     "Take an assumption, or the value of a step, from a column of a measured file, or from one of "
     "its quantities. '-' for the ID leaves the quantity out."},
    {"what-would-it-take", 0, NULL, NULL, "run", true, false, read_what_would_it_take,
     "Also ask at which value of each corrected assumption the headline would stand, and how wide "
     "the widest would have to be for another verdict."},
    {"without", 0, "PARTS", NULL, "run", true, true, ra_option_without,
     "Leave parts of the audit out: attribution, sensitivity, gum, convolution, several with commas, "
     "or 'all'. The rest has the same numbers, and the report says what is missing."},
    {"threads", 'j', "N", "all", "run list selftest measure site", false, false, read_threads,
     "Processors to use. The numbers do not depend on it."},
    {"kernels", 0, "NAME", "best", "run list site", false, false, read_kernels,
     "Instructions that the inner loops are made of: v4 (AVX-512), v3 (AVX2), v2 (SSE4), base. The "
     "numbers do not depend on it."},
    {"exit-zero", 0, NULL, NULL, "run check", false, false, read_exit_zero,
     "Exit with 0 also where a headline does not stand."},
    {"sort", 0, "KEY", "id", "list", false, false, read_sort,
     "Order of the claims: id, year, factor (most overstated first), verdict or topic."},
    {"width", 0, "N", "auto", "run show list check data places new help selftest measure", false, false, read_width,
     "Columns of text reports. 'auto' is the terminal's width, or 80 elsewhere."},
    {"quiet", 'q', NULL, NULL, "run list check new selftest measure site", false, false, read_quiet,
     "Print errors alone: no report, no progress, no warnings. Of 'selftest', the numbers that "
     "differ."},
    {"data", 0, "DIR", NULL, "*", false, false, read_data,
     "Directory of the data. 'version --paths' prints where it is searched for."},
    {"paths", 0, NULL, NULL, "version", false, false, read_paths,
     "Also print where the data is searched for, and which place was taken."},
    {"help", 'h', NULL, NULL, "*", false, false, read_help, "Explain the command."},
    {"version", 0, NULL, NULL, "*", false, false, read_version, "Print the version."},
};

_Static_assert(sizeof table / sizeof table[0] <= RA_MAX_OPTIONS, "a set of options is a word");

const ra_option *ra_option_at(size_t i)
{
    return i < sizeof table / sizeof table[0] ? &table[i] : NULL;
}
