/* Interruption by the user. */
#include "audit/cli/signals.h"

#include <signal.h>
#include <stddef.h>

/* The only variable of the program: a signal handler can reach nothing else. */
static volatile sig_atomic_t caught;

static void note_signal(int number)
{
    (void)number;
    caught = 1;
}

void ra_signals_catch(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
    size_t i;

    sigemptyset(&action.sa_mask);
    for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct sigaction before;
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
}

bool ra_signals_caught(void)
{
    return caught != 0;
}
