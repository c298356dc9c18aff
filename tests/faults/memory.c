/* The whole program, in which one allocation after the other fails.
 *
 *     faults_memory POINTS|places [CASE [CALL]]
 *
 * Every command line below is run once to count its allocations, and then again with the first one
 * failing, the second one, and so on: about POINTS of them, evenly spread (0: all; `places`: the
 * first from every place in the program, told by its callers, that no line above has), each once
 * alone and once with all that follow. Every time the exit status must be 4, a message must say that
 * there was no memory, nothing may stay allocated, and the files that stood there must be as they
 * were. */
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#include "audit/cli/commands.h"
#include "tests/faults/allocator.h"

#define MOST_WORDS 24
#define OLD        "what stood here before\n"
#define EXIT_NOMEM 4

/* Points that are chosen by their places. */
#define PLACES -1

/* After this long a run does not end. */
#define MOST_SECONDS 10

/* Command lines; words are separated by spaces. Files are in a directory of the test's own. */
static const struct {
    const char *name, *words;
} cases[] = {
    {"run text", "run strubell-2019-nas -n 1100 -j 1"},
    {"run json", "run strubell-2019-nas -n 1100 -j 1 -o x.json"},
    {"run many formats", "run strubell-2019-bert -q -n 300 -j 1 -o x.txt -o x.csv -o x.md -o x.tex "
                         "-o x.bib -o x.csl.json -o x.jsonld"},
    {"run page", "run strubell-2019-bert -n 300 -j 1 -o x.html"},
    {"run chart", "run strubell-2019-bert -q -n 300 -j 1 -o x.gp -o x.svg"},
    {"run workbook", "run strubell-2019-bert -n 300 -j 1 -o x.xlsx"},
    {"run comparison", "run strubell-2019-bert strubell-2019-nas -q -n 300 -j 1 -o y.xlsx"},
    {"run directory", "run strubell-2019-bert strubell-2019-nas -q -n 300 -j 1 -f json -o out/"},
    {"run threads", "run strubell-2019-nas -q -n 5000 -j 2 --what-would-it-take -o x.json"},
    {"run convolution", "run strubell-2019-nas -q -n 1100 -j 1 --engine convolution -o x.json"},
    {"run set", "run strubell-2019-nas -q -n 1100 -j 1 --exact-quantiles --set pue=1.2 -o x.json"},
    {"run picture", "run strubell-2019-bert -q -n 300 -j 1 --chart tornado -o x.gp"},
    {"run corpus", "run strubell-2019-bert strubell-2019-nas -q -n 300 -j 1 -o x.gp"},
    {"site", "site made strubell-2019-bert -q -n 300 -j 1"},
    {"list chains", "list chains"},
    {"list tables", "list tables"},
    {"show", "show strubell-2019-nas"},
    {"check", "check strubell-2019-nas"},
    {"places", "places strubell-2019-nas -o x.csv -o x.json -o x.txt -o x.xlsx"},
    {"data", "data V100"},
    {"new", "new --chain training -o new.json"},
    {"measure", "measure strubell-2019-nas"},
    {"help", "help run"},
    {"lists", "list distributions"},
};
#define CASES (sizeof cases / sizeof cases[0])

static const char *const files[] = {"x.txt", "x.json",     "x.csv",    "x.md",   "x.tex",
                                    "x.bib", "x.csl.json", "x.jsonld", "x.xlsx", "y.xlsx",
                                    "x.gp",  "x.svg",      "x.html"};
#define FILES (sizeof files / sizeof files[0])

/* Where one allocation failed. */
typedef struct {
    const char *name;
    long call;
    bool lasting;
} fault;

static int messages = -1; /* the file behind standard error */
static int own_messages;  /* where this program's own go */
static long injected, broken;
static fault now; /* for the message of a run that does not end */

static void complain(const fault *at, const char *what, const char *detail)
{
    if (broken++ < 3000)
        dprintf(own_messages, "%s, allocation %ld%s: %s%s\n", at->name, at->call,
                at->lasting ? " and all behind it" : "", what, detail);
}

static void give_up(int number)
{
    (void)number;
    dprintf(own_messages, "%s, allocation %ld%s: does not end\n", now.name, now.call,
            now.lasting ? " and all behind it" : "");
    _exit(1);
}

static void put_old_files(void)
{
    for (size_t i = 0; i < FILES; i++) {
        FILE *file = fopen(files[i], "w");
        if (file == NULL || fputs(OLD, file) < 0 || fclose(file) != 0)
            abort();
    }
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* Leaves the directory as it is before every run. */
static void tidy(void)
{
    put_old_files();
    unlink("new.json");
}

static int run_words(const char *words)
{
    char room[400], program[] = "reaudit", *argv[MOST_WORDS + 1] = {program};
    int argc = 1;

    snprintf(room, sizeof room, "%s", words);
    for (char *word = strtok(room, " "); word != NULL && argc < MOST_WORDS;
         word = strtok(NULL, " "))
        argv[argc++] = word;
    if (ftruncate(messages, 0) != 0 || lseek(messages, 0, SEEK_SET) != 0)
        abort();
    int status = ra_command_line(argc, argv);
    fflush(stdout);
    clearerr(stdout);
    fflush(stderr);
    return status;
}

static bool is_old(const char *name)
{
    char bytes[sizeof OLD + 1] = "";
    int file = open(name, O_RDONLY);
    ssize_t count = file >= 0 ? read(file, bytes, sizeof OLD) : -1;

    if (file >= 0)
        close(file);
    return count == (ssize_t)strlen(OLD) && memcmp(bytes, OLD, strlen(OLD)) == 0;
}

/* Whether a name is one of the files that stood here before, or a directory that may be. */
static bool is_known(const char *name)
{
    bool known = name[0] == '.' && (name[1] == '\0' || strcmp(name, "..") == 0);

    for (size_t i = 0; i < FILES; i++)
        known = known || strcmp(name, files[i]) == 0;
    return known || strcmp(name, "out") == 0 || strcmp(name, "made") == 0;
}

/* Files of several outputs are written one after another; those before the failure may be new. */
static void check_files(const fault *at, bool one_output)
{
    DIR *folder = opendir(".");
    struct dirent *entry;

    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (!is_known(entry->d_name))
            complain(at, "left behind: ", entry->d_name);
    closedir(folder);
    for (size_t i = 0; i < FILES; i++) {
        if (one_output && !is_old(files[i]))
            complain(at, "not as it was: ", files[i]);
    }
}

static void check_messages(const fault *at, int status)
{
    char text[4096] = "", code[40];
    ssize_t length = pread(messages, text, sizeof text - 1, 0);

    text[length > 0 ? length : 0] = '\0';
    snprintf(code, sizeof code, "%d; ", status);
    if (status != EXIT_NOMEM) {
        memmove(text + strlen(code), text, sizeof text - strlen(code) - 1);
        memcpy(text, code, strlen(code));
        complain(at, "exit status ", text);
    } else if (strstr(text, "memory") == NULL) {
        complain(at, "no word of memory: ", text);
    }
}

/* What comes out of gnuplot in pieces, and threads, take an allocation more or less from run to run,
 * so that the last ones may not be reached. */
static void inject(const fault *at, const char *words, bool one_output)
{
    long before = allocator_live();
    char count[40];

    now = *at;
    allocator_arm(at->call, at->lasting);
    alarm(MOST_SECONDS);
    int status = run_words(words);
    alarm(0);
    bool reached = allocator_calls() >= at->call;
    allocator_arm(0, false);
    if (reached) {
        injected++;
        check_messages(at, status);
        check_files(at, one_output);
    }
    snprintf(count, sizeof count, "%ld", allocator_live() - before);
    if (allocator_live() != before)
        complain(at, "blocks not given back: ", count);
    tidy();
}

/* Counts the allocations of a command line that succeeds, and notes where they are made. */
static long count_calls(const char *name, const char *words)
{
    fault at = {.name = name};
    char code[20];

    allocator_arm(0, false);
    allocator_note(true);
    int status = run_words(words);
    allocator_note(false);
    snprintf(code, sizeof code, "%d", status);
    if (status > 1)
        complain(&at, "fails without a fault, exit status ", code);
    tidy();
    return allocator_calls();
}

/* More than one output: those before the failure are written. */
static bool has_one_output(const char *words)
{
    const char *first = strstr(words, "-o ");

    return first == NULL || strstr(first + 1, "-o ") == NULL;
}

/* The calls that shall fail: about so many, or the first from every place; freed by the caller. */
static long choose_calls(long points, long calls, long **chosen)
{
    if (points == PLACES)
        return allocator_places(chosen);
    long stride = points > 0 && calls > points ? calls / points : 1, count = 0;
    *chosen = malloc((size_t)(calls / stride + 1) * sizeof **chosen);
    if (*chosen == NULL)
        abort();
    for (long n = 1; n <= calls; n += stride)
        (*chosen)[count++] = n;
    return count;
}

static void run_case(size_t i, long points)
{
    const char *words = cases[i].words;
    bool one_output = has_one_output(words);
    long calls = count_calls(cases[i].name, words), before = injected, *chosen;
    long count = choose_calls(points, calls, &chosen);

    for (int lasting = 0; lasting < 2; lasting++)
        for (long k = 0; k < count; k++) {
            fault at = {cases[i].name, chosen[k], lasting == 1};
            inject(&at, words, one_output);
        }
    free(chosen);
    dprintf(own_messages, "%-18s %7ld allocations, %6ld failures injected\n", cases[i].name, calls,
            injected - before);
}

/* One failure by itself, for a debugger; below 0: with all that follow. */
static void run_one(size_t i, long call)
{
    fault at = {cases[i].name, labs(call), call < 0};

    inject(&at, cases[i].words, has_one_output(cases[i].words));
}

/* Goes into a new directory, and lets standard output and error go where they can be looked at. */
static void set_up(char *folder)
{
    int null = open("/dev/null", O_WRONLY);

    own_messages = dup(STDERR_FILENO);
    if (mkdtemp(folder) == NULL || chdir(folder) != 0 || own_messages < 0 || null < 0)
        abort();
    messages = open("/tmp", O_TMPFILE | O_RDWR, 0600);
    if (messages < 0 || dup2(null, STDOUT_FILENO) < 0 || dup2(messages, STDERR_FILENO) < 0)
        abort();
    close(null);
    put_old_files();
}

int main(int argc, char **argv)
{
    char folder[] = "/tmp/reaudit-faults-XXXXXX";
    long points = argc < 2 ? 0 : strcmp(argv[1], "places") == 0 ? PLACES : atol(argv[1]);

    gsl_set_error_handler_off();
    setlocale(LC_CTYPE, "");
    allocator_open();
    signal(SIGALRM, give_up);
    set_up(folder);
    for (size_t i = 0; i < CASES; i++)
        if (argc > 3 && strcmp(argv[2], cases[i].name) == 0)
            run_one(i, atol(argv[3]));
        else if (argc < 3 || strcmp(argv[2], cases[i].name) == 0)
            run_case(i, points);
    remove_tree(folder);
    dprintf(own_messages, "%ld failures injected, %ld not survived\n", injected, broken);
    return broken == 0 ? 0 : 1;
}
