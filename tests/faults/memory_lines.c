#include "tests/faults/memory_lines.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

#define CLAIM "strubell-2019-transformer-big"
#define LOGS  "@/tests/measured/"

/* Files are in a directory of the test's own. */
static const fault_line lines[] = {
    {"run text", "run strubell-2019-nas -n 1100 -j 1", 1, 0},
    {"run json", "run strubell-2019-nas -n 1100 -j 1 -o x.json", 1, 0},
    {"run many formats",
     "run strubell-2019-bert -q -n 300 -j 1 -o x.txt -o x.csv -o x.md -o x.tex -o x.bib "
     "-o x.csl.json -o x.jsonld",
     1, 0},
    {"run workbook", "run strubell-2019-bert -n 300 -j 1 -o x.xlsx", 1, 0},
    {"run page", "run strubell-2019-bert -n 300 -j 1 -o x.html", 1, 0},
    {"run chart", "run strubell-2019-bert -q -n 300 -j 1 -o x.gp -o x.svg", 1, 0},
    {"run comparison", "run strubell-2019-bert strubell-2019-nas -q -n 300 -j 1 -o y.xlsx", 1, 0},
    {"run directory", "run strubell-2019-bert strubell-2019-nas -q -n 300 -j 1 -f json -o out/", 1,
     0},
    {"run threads", "run strubell-2019-nas -q -n 5000 -j 2 --what-would-it-take -o x.json", 1, 0},
    {"run convolution", "run strubell-2019-nas -q -n 1100 -j 1 --engine convolution -o x.json", 1,
     0},
    {"run set", "run strubell-2019-nas -q -n 1100 -j 1 --exact-quantiles --set pue=1.2 -o x.json",
     1, 0},
    {"run picture", "run strubell-2019-bert -q -n 300 -j 1 --chart tornado -o x.gp", 1, 0},
    {"run corpus", "run strubell-2019-bert strubell-2019-nas -q -n 300 -j 1 -o x.gp", 1, 0},
    {"site", "site made strubell-2019-bert -q -n 300 -j 1", 0, 0},
    {"list chains", "list chains", 0, 0},
    {"list tables", "list tables", 0, 0},
    {"show", "show strubell-2019-nas", 0, 0},
    {"check", "check strubell-2019-nas", 0, 0},
    {"places", "places strubell-2019-nas -o x.csv -o x.json -o x.txt -o x.xlsx", 0, 0},
    {"data", "data V100", 0, 0},
    {"new", "new --chain training -o new.json", 0, 0},
    {"measure", "measure strubell-2019-nas", 0, 0},
    {"help", "help run", 0, 0},
    {"lists", "list distributions", 0, 0},
    /* Where only what no line above reached fails, many more are cheap. */
    {"run attribution", "run strubell-2019-bert -q -n 300 -j 1 --chart attribution -o x.gp", 1, 1},
    {"run fan", "run strubell-2019-bert -q -n 300 -j 1 --chart fan -o x.gp", 1, 1},
    {"run sobol", "run strubell-2019-bert -q -n 8192 -j 1 --sampler sobol -o x.json", 1, 1},
    {"run auto", "run strubell-2019-bert -q -n auto --max-trials 20000 -j 1 -o x.json", 1, 1},
    {"run formats",
     "run strubell-2019-nas strubell-2019-bert -q -n 300 -j 1 --what-would-it-take "
     "-o x.txt -o x.csv -o x.md -o x.tex -o x.bib -o x.html -o x.jsonld",
     1, 1},
    {"run workbooks", "run strubell-2019-bert strubell-2019-nas -q -n 300 -j 1 -o out/", 1, 1},
    {"run measured",
     "run " CLAIM " -n 300 -j 1 --measured " LOGS "nvidia.csv -o x.txt -o x.json -o x.md -o x.tex "
     "-o x.csv -o x.html -o x.xlsx",
     1, 1},
    {"run mapped",
     "run " CLAIM " -n 300 -j 1 --measured " LOGS "plain.csv --map energy_it=energy -o x.json", 1,
     1},
    {"run set law",
     "run strubell-2019-nas -n 300 -j 1 --set pue={\"type\":\"uniform\",\"min\":1.1,\"max\":1.2} "
     "-o x.json",
     1, 1},
    {"run set table", "run strubell-2019-nas -n 300 -j 1 --set pue=pue/uptime-2024", 1, 1},
    {"run without", "run strubell-2019-nas -n 300 -j 1 --without all", 1, 1},
    {"run claims", "run @/datasets/claims/*.json -n 300 -j 1 -q -o x.json", 1, 1},
    {"run texts", "run @/datasets/claims/t*.json -n 300 -j 1", 1, 1},
    {"run good", "run @/tests/claims_good/every-key.json -n 300 -j 1 -o x.json -o x.html -o x.xlsx",
     1, 1},
    {"run rows", "run @/tests/claims_good/rows.json -n 300 -j 1 -o x.json", 1, 1},
    {"run changed", "run @/tests/claims_changed/base.json -n 300 -j 1 -o x.json", 1, 1},
    {"check claims", "check @/datasets/claims/*.json", 1, 1},
    {"check bad", "check @/tests/claims_bad/*.json", 3, 1},
    {"check good", "check @/tests/claims_good/*.json", 3, 1},
    {"check csv", "check " LOGS "*.csv", 3, 1},
    {"check log", "check " LOGS "*.log", 3, 1},
    {"check txt", "check " LOGS "*.txt", 3, 1},
    {"check md", "check " LOGS "*.md", 3, 1},
    {"check jsonl", "check " LOGS "*.jsonl", 3, 1},
    {"new tracker", "new --from " LOGS "codecarbon-3.csv -o new.json", 0, 1},
    {"new cards", "new --from " LOGS "nvidia.csv -o new.json", 0, 1},
    {"new log", "new --from " LOGS "carbontracker.log -o new.json", 0, 1},
    {"new list", "new", 0, 1},
    {"selftest", "selftest -n 3000 -j 1", 1, 1},
    {"selftest json", "selftest pedigree -n 3000 -j 1 -f json", 1, 1},
    {"places text", "places strubell-2019-bert", 0, 1},
    {"places basis", "places strubell-2019-bert --basis marginal", 3, 1},
    {"show text", "show thompson-2021-nyc-month", 0, 1},
    {"measure text", "measure thompson-2021-nyc-month", 0, 1},
    {"data tables", "data", 0, 1},
    {"data table", "data pue", 0, 1},
    {"data words", "data PUE average", 0, 1},
    {"data json", "data us-central1 -f json", 0, 1},
    {"data csv", "data us-central1 -f csv", 0, 1},
    {"list claims", "list claims", 0, 1},
    {"list units", "list units", 0, 1},
    {"list formats", "list formats", 0, 1},
    {"list measured", "list measured", 0, 1},
    {"completion", "completion bash", 0, 1},
    {"manual", "manual", 0, 1},
    {"version", "version --paths", 0, 1},
    {"help commands", "help", 0, 1},
    /* Messages that say what was probably meant. */
    {"unknown claim", "run strubell-2019-nsa", 3, 1},
    {"unknown row", "run strubell-2019-nas/x", 3, 1},
    {"unknown audit", "run strubell-2019-nas --audit x", 3, 1},
    {"unknown value", "run strubell-2019-nas --set peu=1", 3, 1},
    {"unknown format", "run strubell-2019-nas -o x.docx", 3, 1},
    {"unknown option", "run --trails 3", 3, 1},
    {"unknown command", "rnu", 3, 1},
    {"unknown table", "data peu", 3, 1},
    {"unknown chain", "new --chain trainign", 3, 1},
    {"unknown log", "run strubell-2019-nas --measured " LOGS "CMakeLists.txt", 3, 1},
};

const fault_line *fault_line_at(size_t i)
{
    return i < sizeof lines / sizeof lines[0] ? &lines[i] : NULL;
}

/* Puts `with` in the place of the `length` bytes at `at` in `words`, which is freed. */
static char *replace(char *words, char *at, size_t length, const char *with)
{
    size_t before = (size_t)(at - words), size = strlen(with), after = strlen(at + length) + 1;
    char *out = malloc(before + size + after);

    if (out == NULL)
        abort();
    memcpy(out, words, before);
    memcpy(out + before, with, size);
    memcpy(out + before + size, at + length, after);
    free(words);
    return out;
}

char *fault_line_words(const fault_line *line, size_t i)
{
    char *words = strdup(line->words), *at;
    glob_t found;

    if (words == NULL)
        abort();
    while ((at = strchr(words, '@')) != NULL)
        words = replace(words, at, 1, REAUDIT_SOURCE_DATA);
    at = strchr(words, '*');
    if (at == NULL && i == 0)
        return words;
    while (at != NULL && at > words && at[-1] != ' ')
        at--;
    char *pattern = at != NULL ? strndup(at, strcspn(at, " ")) : NULL;
    if (pattern != NULL && glob(pattern, 0, NULL, &found) != 0)
        abort(); /* a pattern that nothing fits tests nothing */
    if (pattern != NULL && i < found.gl_pathc) {
        words = replace(words, at, strlen(pattern), found.gl_pathv[i]);
    } else {
        free(words);
        words = NULL;
    }
    if (pattern != NULL)
        globfree(&found);
    free(pattern);
    return words;
}
