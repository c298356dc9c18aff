/* What the terminal can show. */
#include "audit/cli/terminal.h"

#include <fcntl.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEFAULT_WIDTH 80
#define MIN_WIDTH     40
#define MAX_WIDTH     120 /* longer lines are tiring to read */

void ra_terminal_reserve(void)
{
    int descriptor;

    /* The lowest free number is the one that open() returns. */
    for (descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; descriptor++) {
        if (fcntl(descriptor, F_GETFD) == -1 &&
            open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) != descriptor)
            return;
    }
}

/* Returns the columns of the terminal behind a file descriptor. */
static int columns_of(int descriptor)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    int width = DEFAULT_WIDTH;

    if (!isatty(descriptor))
        return DEFAULT_WIDTH;
    if (columns != NULL && atoi(columns) > 0)
        width = atoi(columns);
    else if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        width = size.ws_col;
    return width < MIN_WIDTH ? MIN_WIDTH : width > MAX_WIDTH ? MAX_WIDTH : width;
}

static bool colour_wanted(void)
{
    const char *no_colour = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    return isatty(STDOUT_FILENO) && (no_colour == NULL || *no_colour == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

ra_report_options ra_terminal_options(int width)
{
    ra_report_options options = {
        .width = width > 0 ? width : columns_of(STDOUT_FILENO),
        .colour = colour_wanted(),
        .utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0,
    };

    return options;
}

bool ra_terminal_interactive(void)
{
    return isatty(STDERR_FILENO) != 0;
}

int ra_terminal_message_width(void)
{
    return columns_of(STDERR_FILENO);
}
