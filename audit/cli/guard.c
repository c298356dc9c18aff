/* The last resort: a third party that ends the process. */
#include "audit/cli/guard.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "models/status.h"

/* What a handler can reach. */
static volatile sig_atomic_t guarded;

/* Only what is allowed in the handler of a signal. */
static void say(const char *text)
{
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));

    (void)ignored;
}

static void on_bad_access(int number)
{
    (void)number;
    say("error: stopped by a bad access to memory, as a library makes where it finds none\n");
    _exit(ra_status_exit(RA_NOMEM));
}

static void on_exit_elsewhere(void)
{
    if (!guarded)
        return;
    say("error: stopped by a library, as one does that finds no memory\n");
    _exit(ra_status_exit(RA_NOMEM));
}

void ra_guard_open(void)
{
    static const int numbers[] = {SIGSEGV, SIGBUS};
    struct sigaction action = {.sa_handler = on_bad_access}, before;

    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
            sigaction(numbers[i], &action, NULL);
    guarded = atexit(on_exit_elsewhere) == 0;
}

void ra_guard_close(void)
{
    guarded = false;
}
