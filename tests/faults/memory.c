/* The whole program, in which one allocation after the other fails.
 *
 *     faults_memory POINTS|places [NAME]        (the first line of that name)
 *     faults_memory 0 'COMMAND LINE' CALL
 *
 * Every command line of memory_lines.c is run once to count its allocations, and then again with
 * the first one failing, the second one, and so on: about POINTS of them, evenly spread (0: all;
 * `places`: the first from every place in the program, told by its callers, that no line above
 * has), each once alone and once with all that follow. Every time the exit status must be 4, a
 * message must say that there was no memory, nothing may stay allocated, and the files that stood
 * there must be as they were.
 *
 * The run need not start anew for every failure: as long as the process has no other threads and is
 * no child itself, one that is forked right there goes on with it. */
#if FAULTS_COVERAGE
#include <dlfcn.h>
#include <gcov.h>
#endif
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>
#include <omp.h>

#include "audit/cli/commands.h"
#include "tests/faults/allocator.h"
#include "tests/faults/memory_folder.h"
#include "tests/faults/memory_lines.h"

#define MOST_WORDS 40
#define EXIT_NOMEM 4

/* Points that are chosen by their places. */
#define PLACES -1

/* The places of a line are noted, and nothing fails. */
#define NONE -2

/* Of the failures that no child can be forked for, one in so many is let happen. Most are in the
 * process that writes a workbook, whose counters gcov loses. */
#define RERUN_STRIDE (FAULTS_COVERAGE ? 8 : 1)

/* After this long a run does not end, beside whatever else the machine does. */
#define MOST_SECONDS 120

/* Where one allocation failed. */
typedef struct {
    const char *name;
    long call;
    bool lasting;
} fault;

static int messages = -1; /* the file behind standard error */
static int own_messages;  /* where this program's own go */
static struct {
    atomic_long injected, broken;
} * tally;        /* of this process and its children */
static fault now; /* for the message of a run that does not end */

static void complain(const void *context, const char *what, const char *detail)
{
    const fault *at = context;

    if (tally->broken++ < 3000)
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

static int run_words(const char *words)
{
    char room[2000], program[] = "reaudit", *argv[MOST_WORDS + 1] = {program};
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

static void judge(const fault *at, int status, bool one_output, long live)
{
    char count[40];

    tally->injected++;
    check_messages(at, status);
    folder_check(one_output, complain, at);
    snprintf(count, sizeof count, "%ld", allocator_live() - live);
    if (allocator_live() != live)
        complain(at, "blocks not given back: ", count);
}

/* What comes out of gnuplot in pieces, and threads, take an allocation more or less from run to
 * run, so that the last ones may not be reached. */
static void inject(const fault *at, const char *words, bool one_output)
{
    long live = allocator_live();

    now = *at;
    allocator_arm(at->call, at->lasting);
    alarm(MOST_SECONDS);
    int status = run_words(words);
    alarm(0);
    bool reached = allocator_calls() >= at->call;
    allocator_arm(0, false);
    if (reached)
        judge(at, status, one_output, live);
    folder_tidy();
}

/* A run from which children are forked that fail. */
typedef struct {
    pid_t own;
    long *calls, count, next; /* that shall fail, in order */
    long later;               /* how many of them did not, which stand at the front of `calls` */
    fault failing;            /* in a child; else its call is 0 */
} visit;

/* A child goes on as its parent would where there are no other threads. */
static bool can_fork(void)
{
    struct stat threads;

    return stat("/proc/self/task", &threads) == 0 && threads.st_nlink <= 3;
}

/* gcov's own fork writes all counters down before and after; the end of a child is enough. */
static pid_t plain_fork(void)
{
#if FAULTS_COVERAGE
    pid_t (*plain)(void);
    *(void **)(&plain) = dlsym(RTLD_DEFAULT, "fork");
    return plain();
#else
    return fork();
#endif
}

static void leave(void)
{
#if FAULTS_COVERAGE
    __gcov_dump();
#endif
    _exit(0);
}

/* Returned: true in the child. */
static bool fork_failing(visit *v, const fault *at)
{
    off_t said = lseek(messages, 0, SEEK_CUR);
    long broken = tally->broken;
    int ended = 0;
    folder_open open;

    folder_keep(&open);
    pid_t child = plain_fork();
    if (child < 0)
        abort();
    if (child == 0) {
        v->failing = now = *at;
        allocator_part(at->call, at->lasting);
        alarm(MOST_SECONDS);
        return true;
    }
    if (waitpid(child, &ended, 0) != child)
        abort();
    if (!WIFEXITED(ended) || WEXITSTATUS(ended) != 0)
        complain(at, "crashes or does not end", "");
    if (tally->broken != broken)
        folder_tidy();
    folder_restore(&open);
    if (ftruncate(messages, said) != 0 || lseek(messages, said, SEEK_SET) != said)
        abort();
    return false;
}

/* Those that are passed over are calls of other processes. */
static bool ask(void *context, long call)
{
    visit *v = context;

    if (getpid() != v->own)
        return false;
    while (v->next < v->count && v->calls[v->next] < call)
        v->calls[v->later++] = v->calls[v->next++];
    if (v->next == v->count || v->calls[v->next] != call)
        return false;
    v->next++;
    if (!can_fork()) {
        v->calls[v->later++] = call;
        return false;
    }
    for (int lasting = 0; lasting < 2; lasting++) {
        fault at = {now.name, call, lasting == 1};
        if (fork_failing(v, &at))
            return true;
    }
    return false;
}

/* Lets those of the calls fail that children can be forked for. Returned: how many are left, at the
 * front. */
static long visit_calls(const char *words, bool one_output, long *calls, long count)
{
    visit v = {.own = getpid(), .calls = calls, .count = count};
    long live = allocator_live();

    now.name = words;
    allocator_arm(0, false);
    allocator_visit(ask, &v);
    int status = run_words(words);
    allocator_visit(NULL, NULL);
    if (v.failing.call != 0) {
        judge(&v.failing, status, one_output, live);
        leave();
    }
    while (v.next < count)
        calls[v.later++] = calls[v.next++];
    folder_tidy();
    return v.later;
}

/* Counts the allocations of a command line that succeeds, and notes where they are made. */
static long count_calls(const fault_line *line, const char *words)
{
    fault at = {.name = line->name};
    char code[20];

    allocator_arm(0, false);
    allocator_note(true);
    int status = run_words(words);
    allocator_note(false);
    snprintf(code, sizeof code, "%d", status);
    if (status > line->most) {
        complain(&at, "fails without a fault, exit status ", code);
        complain(&at, "that is ", words);
    }
    folder_tidy();
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

static void run_words_of(const fault_line *line, const char *words, long points, long *calls)
{
    bool one_output = has_one_output(words);
    long *chosen, own = count_calls(line, words);

    *calls += own;
    if (points == NONE)
        return;
    long count = choose_calls(points, own, &chosen);
    count = visit_calls(words, one_output, chosen, count);
    for (int lasting = 0; lasting < 2; lasting++)
        for (long k = 0; k < count; k += RERUN_STRIDE) {
            fault at = {words, chosen[k], lasting == 1};
            inject(&at, words, one_output);
        }
    free(chosen);
}

/* In a process of its own, so that no thread is left to the next one. */
static void run_line(const fault_line *line, long points)
{
    long calls = 0, before = tally->injected;
    const fault at = {.name = line->name};
    char *words;
    int ended = 0;
    pid_t child = fork();

    if (child < 0 || (child > 0 && waitpid(child, &ended, 0) != child))
        abort();
    if (child > 0 && (!WIFEXITED(ended) || WEXITSTATUS(ended) != 0))
        complain(&at, "crashes or does not end", "");
    if (child > 0)
        return;
    /* Threads that are started stay, and without them children can be forked. */
    if (strstr(line->words, "-j 2") == NULL)
        omp_set_max_active_levels(0);
    for (size_t i = 0; (words = fault_line_words(line, i)) != NULL; i++) {
        run_words_of(line, words, points, &calls);
        free(words);
    }
    if (points != NONE)
        dprintf(own_messages, "%-18s %8ld allocations, %6ld failures injected\n", line->name, calls,
                tally->injected - before);
    exit(0);
}

/* One failure by itself, for a debugger; below 0: with all that follow. */
static void run_one(const char *words, long call)
{
    fault at = {words, labs(call), call < 0};

    inject(&at, words, has_one_output(words));
}

/* Goes into a new directory, and lets standard output and error go where they can be looked at. */
static void set_up(char *folder)
{
    int null = open("/dev/null", O_WRONLY);

    own_messages = dup(STDERR_FILENO);
    if (mkdtemp(folder) == NULL || chdir(folder) != 0 || mkdir("run", 0700) != 0 ||
        chdir("run") != 0 || own_messages < 0 || null < 0)
        abort();
    messages = open("/tmp", O_TMPFILE | O_RDWR, 0600);
    if (messages < 0 || dup2(null, STDOUT_FILENO) < 0 || dup2(messages, STDERR_FILENO) < 0)
        abort();
    close(null);
    folder_tidy();
}

int main(int argc, char **argv)
{
    char folder[] = "/tmp/reaudit-faults-XXXXXX";
    long points = argc < 2 ? 0 : strcmp(argv[1], "places") == 0 ? PLACES : atol(argv[1]);

    gsl_set_error_handler_off();
    setlocale(LC_CTYPE, "");
    allocator_open();
    tally = allocator_share(sizeof *tally);
    signal(SIGALRM, give_up);
    set_up(folder);
    const fault_line *line;
    if (argc > 3)
        run_one(argv[2], atol(argv[3]));
    for (size_t i = 0; argc < 4 && (line = fault_line_at(i)) != NULL; i++) {
        bool named = argc < 3 || strcmp(argv[2], line->name) == 0;
        if (named && (points == PLACES || !line->places || argc > 2))
            run_line(line, points);
        else if (points == PLACES)
            run_line(line, NONE);
        if (named && argc > 2)
            break;
    }
    folder_remove(folder);
    dprintf(own_messages, "%ld failures injected, %ld not survived\n", tally->injected,
            tally->broken);
    return tally->broken == 0 ? 0 : 1;
}
