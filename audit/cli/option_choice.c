#include "audit/cli/option_choice.h"

#include <string.h>

#include "audit/sampling.h"
#include "audit/trials.h"
#include "models/grid_basis.h"
#include "reports/chart_kind.h"
#include "reports/corpus.h"

/* Words that one option may have at most. */
#define MOST_WORDS 16

static const char *engine_word(size_t i)
{
    static const char *const names[] = {
#define X(code, name, text) name,
        RA_ENGINE_LIST(X)
#undef X
            NULL};

    return names[i];
}

static const char *sampler_word(size_t i)
{
    return i < RA_SAMPLINGS ? ra_sampling_name((ra_sampling)i) : NULL;
}

/* What a source does not say cannot be asked for. */
static const char *basis_word(size_t i)
{
    return i + 1 < RA_GRID_UNSTATED ? ra_grid_basis_names[i] : NULL;
}

static const char *chart_word(size_t i)
{
    return i + RA_CHART_ANY + 1 < RA_CHARTS ? ra_chart_name((ra_chart)(i + RA_CHART_ANY + 1)) : NULL;
}

static const char *canvas_word(size_t i)
{
    return i < RA_CANVASES ? ra_canvas_name((ra_canvas)i) : NULL;
}

static const ra_choice choices[] = {
    {"sort", ra_corpus_key_at, ""},
    {"engine", engine_word, ""},
    {"sampler", sampler_word, "; 'list samplers' explains"},
    {"basis", basis_word, ""},
    {"chart", chart_word, ""},
    {"size", canvas_word, ""},
};

const ra_choice *ra_choice_find(const char *option)
{
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++)
        if (strcmp(choices[i].option, option) == 0)
            return &choices[i];
    return NULL;
}

/* Says which word is near, or else which there are; of several words as one, in quotes. */
static void report_unknown(const ra_choice *choice, const char *text, ra_diag *diag)
{
    const char *names[MOST_WORDS], *nearest;
    ra_text known = {0};
    size_t count = 0;

    while (choice->word(count) != NULL) {
        const char *name = choice->word(count);
        const char *quote = strchr(name, ' ') != NULL ? "'" : "";
        const char *between = choice->word(count + 1) == NULL ? " or " : ", ";
        ra_text_format(&known, "%s%s%s%s", count > 0 ? between : "", quote, name, quote);
        names[count++] = name;
    }
    nearest = ra_text_nearest(text, names, count);
    if (nearest != NULL)
        ra_diag_report(diag, RA_ERROR, NULL, "--%s '%s': did you mean '%s'?", choice->option, text,
                       nearest);
    else
        ra_diag_report(diag, RA_ERROR, NULL, "--%s '%s': must be %s%s", choice->option, text,
                       known.failed ? "a known word" : known.data, choice->hint);
    ra_text_free(&known);
}

int ra_choice_read(const char *option, const char *text, ra_diag *diag)
{
    const ra_choice *choice = ra_choice_find(option);

    for (size_t i = 0; choice->word(i) != NULL; i++)
        if (strcmp(choice->word(i), text) == 0)
            return (int)i;
    report_unknown(choice, text, diag);
    return -1;
}
