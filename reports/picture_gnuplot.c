/* gnuplot as a child process. */
/* environ and posix_spawnp belong to POSIX. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "models/alloc.h"
#include "reports/picture.h"

extern char **environ;

#define PAUSE       50   /* milliseconds between two looks at whether the user interrupted */
#define MOST_ERRORS 4000 /* bytes of what it says that are kept */
#define MESSAGE     200  /* bytes of it in a message */

enum { SCRIPT, PICTURE, ERRORS, PIPES };

typedef struct {
    pid_t child;
    int ends[PIPES][2]; /* -1: closed */
    const ra_text *script;
    size_t sent;
    ra_text *out;
    ra_text errors;
} gnuplot;

static void close_end(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

/* Our ends do not block, so that one full pipe cannot hold up the others; no end is passed on to
 * another child. */
static bool open_pipes(gnuplot *g)
{
    memset(g->ends, -1, sizeof g->ends);
    for (int i = 0; i < PIPES; i++) {
        if (pipe(g->ends[i]) != 0)
            return false;
        int ours = g->ends[i][i == SCRIPT ? 1 : 0];
        if (fcntl(g->ends[i][0], F_SETFD, FD_CLOEXEC) != 0 ||
            fcntl(g->ends[i][1], F_SETFD, FD_CLOEXEC) != 0 || fcntl(ours, F_SETFL, O_NONBLOCK) != 0)
            return false;
    }
    return true;
}

/* Returns whether a variable would change what gnuplot draws or reads. */
static bool is_unwanted(const char *variable)
{
    return strncmp(variable, "LC_", 3) == 0 || strncmp(variable, "LANG", 4) == 0 ||
           strncmp(variable, "TZ=", 3) == 0 || strncmp(variable, "GNUTERM=", 8) == 0 ||
           strncmp(variable, "GNUPLOT", 7) == 0;
}

/* The environment without those, and with a fixed locale and time zone. The texts are borrowed. */
static char **make_environment(void)
{
    static char locale[] = "LC_ALL=C.UTF-8", zone[] = "TZ=UTC0";
    size_t count = 0, kept = 0;

    while (environ[count] != NULL)
        count++;
    char **list = ra_calloc(count + 3, sizeof *list);
    for (size_t i = 0; list != NULL && i < count; i++)
        if (!is_unwanted(environ[i]))
            list[kept++] = environ[i];
    if (list != NULL) {
        list[kept++] = locale;
        list[kept] = zone;
    }
    return list;
}

/* Starts it in a process group of its own: an interruption is ours to pass on. */
static int start(gnuplot *g)
{
    static char name[] = "gnuplot", defaults[] = "--default-settings";
    char *arguments[] = {name, defaults, NULL}, **environment = make_environment();
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    int error;

    if (environment == NULL)
        return ENOMEM;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, g->ends[SCRIPT][0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, g->ends[PICTURE][1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, g->ends[ERRORS][1], STDERR_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    error = posix_spawnp(&g->child, name, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    ra_free(environment);
    close_end(&g->ends[SCRIPT][0]);
    close_end(&g->ends[PICTURE][1]);
    close_end(&g->ends[ERRORS][1]);
    return error;
}

/* Sends what the pipe takes; closes it behind the last byte, or where nobody reads it any more. */
static void send_script(gnuplot *g)
{
    ssize_t n = write(g->ends[SCRIPT][1], g->script->data + g->sent, g->script->length - g->sent);

    if (n > 0)
        g->sent += (size_t)n;
    else if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n < 0 || g->sent == g->script->length)
        close_end(&g->ends[SCRIPT][1]);
}

static void receive(int *end, ra_text *out, size_t most)
{
    char bytes[16384];
    ssize_t n = read(*end, bytes, sizeof bytes);

    if (n > 0 && out->length < most)
        ra_text_append_bytes(out, bytes, (size_t)n);
    else if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
        close_end(end);
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Talks to it until it closes its output. Returned: RA_OK, RA_INTERRUPTED, or RA_IO where the time
 * is over. */
static ra_status talk(gnuplot *g, double seconds, bool (*stopped)(void))
{
    double end = now() + seconds;

    while (g->ends[PICTURE][0] >= 0 || g->ends[ERRORS][0] >= 0) {
        struct pollfd ends[PIPES] = {{.fd = g->ends[SCRIPT][1], .events = POLLOUT},
                                     {.fd = g->ends[PICTURE][0], .events = POLLIN},
                                     {.fd = g->ends[ERRORS][0], .events = POLLIN}};
        if (stopped != NULL && stopped())
            return RA_INTERRUPTED;
        if (now() > end)
            return RA_IO;
        if (poll(ends, PIPES, PAUSE) <= 0)
            continue;
        if (ends[SCRIPT].revents != 0)
            send_script(g);
        if (ends[PICTURE].revents != 0)
            receive(&g->ends[PICTURE][0], g->out, SIZE_MAX);
        if (ends[ERRORS].revents != 0)
            receive(&g->ends[ERRORS][0], &g->errors, MOST_ERRORS);
    }
    return RA_OK;
}

/* Waits for the child, which is stopped where it does not end in time: a status other than RA_OK
 * says that it is to be stopped at once. Returned: the status; *ended is how it ended. */
static ra_status reap(gnuplot *g, ra_status status, double seconds, bool (*stopped)(void),
                      int *ended)
{
    const struct timespec pause = {0, 2000000};
    double end = now() + seconds;
    pid_t found = 0;

    while (status == RA_OK && (found = waitpid(g->child, ended, WNOHANG)) == 0) {
        if (stopped != NULL && stopped())
            status = RA_INTERRUPTED;
        else if (now() > end)
            status = RA_IO;
        else
            nanosleep(&pause, NULL);
    }
    if (found == g->child)
        return status;
    kill(-g->child, SIGKILL);
    while (waitpid(g->child, ended, 0) < 0 && errno == EINTR)
        ;
    return status;
}

/* The last line of what gnuplot says names what is wrong. */
static void complain(gnuplot *g, int status, ra_diag *diag)
{
    while (g->errors.length > 0 && strchr(" \t\n", g->errors.data[g->errors.length - 1]) != NULL)
        g->errors.data[--g->errors.length] = '\0';
    const char *line = g->errors.length > 0 ? strrchr(g->errors.data, '\n') : NULL;
    line = line != NULL ? line + 1 : g->errors.length > 0 ? g->errors.data : "it says nothing";
    if (WIFSIGNALED(status))
        ra_diag_report(diag, RA_ERROR, NULL, "gnuplot was stopped by signal %d", WTERMSIG(status));
    else
        ra_diag_report(diag, RA_ERROR, NULL, "gnuplot failed with status %d: %.*s",
                       WEXITSTATUS(status), MESSAGE, line);
}

static void complain_missing(ra_diag *diag)
{
    ra_diag_report(diag, RA_ERROR, NULL,
                   "pictures are drawn by gnuplot, which is not installed (Debian: the package "
                   "gnuplot-nox); --format gnuplot writes the script for it");
}

/* As posix_spawnp will look for it: an empty folder is the current one. Where there is no PATH, what
 * the system takes in its place is only known when it is tried. */
bool ra_gnuplot_found(ra_diag *diag)
{
    const char *path = getenv("PATH");
    bool found = path == NULL;

    for (const char *p = path; p != NULL && !found;) {
        size_t length = strcspn(p, ":");
        ra_text place = {0};
        ra_text_append_bytes(&place, p, length);
        ra_text_append(&place, length > 0 ? "/gnuplot" : "gnuplot");
        found = place.failed || access(place.data, X_OK) == 0;
        ra_text_free(&place);
        p = p[length] == ':' ? p + length + 1 : NULL;
    }
    if (!found)
        complain_missing(diag);
    return found;
}

static ra_status explain_start(int error, ra_diag *diag)
{
    if (error == ENOMEM)
        return RA_NOMEM;
    if (error == ENOENT)
        complain_missing(diag);
    else
        ra_diag_report(diag, RA_ERROR, NULL, "cannot start gnuplot: %s", strerror(error));
    return RA_IO;
}

ra_status ra_gnuplot_run(const ra_text *script, double seconds, bool (*stopped)(void), ra_text *out,
                         ra_diag *diag)
{
    gnuplot g = {.script = script, .out = out};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    ra_status status = RA_OK;
    int error = open_pipes(&g) ? start(&g) : errno, ended = 0;

    if (error != 0) {
        status = explain_start(error, diag);
        goto done;
    }
    /* A gnuplot that ends early must not end us by SIGPIPE. */
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, &before);
    status = talk(&g, seconds, stopped);
    sigaction(SIGPIPE, &before, NULL);
    status = reap(&g, status, seconds, stopped, &ended);
    if (status == RA_IO) {
        ra_diag_report(diag, RA_ERROR, NULL, "gnuplot was not done after %g seconds", seconds);
    } else if (status == RA_OK && (!WIFEXITED(ended) || WEXITSTATUS(ended) != 0)) {
        complain(&g, ended, diag);
        status = RA_IO;
    }
    if (status == RA_OK && (out->failed || g.errors.failed))
        status = RA_NOMEM;
done:
    for (int i = 0; i < PIPES; i++)
        for (int end = 0; end < 2; end++)
            close_end(&g.ends[i][end]);
    ra_text_free(&g.errors);
    return status;
}
