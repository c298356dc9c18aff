#include "tests/support/locale.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/files.h"

/* Compiles German from the sources of the C library's locales into `folder`. */
static bool compile_locale(const char *folder)
{
    char command[500];
    snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 '%s/de_DE.UTF-8' >%s 2>&1",
             folder, "/dev/null");
    return system(command) == 0 && setenv("LOCPATH", folder, 1) == 0;
}

bool enter_comma_locale(void)
{
    if (!setlocale(LC_ALL, "de_DE.UTF-8")) {
        char *folder = make_folder();
        bool made = compile_locale(folder) && setlocale(LC_ALL, "de_DE.UTF-8");
        free_folder(folder);
        unsetenv("LOCPATH");
        if (!made) {
            printf("no locale with a decimal comma on this machine: not tested\n");
            return false;
        }
    }
    return strcmp(localeconv()->decimal_point, ",") == 0;
}

void leave_comma_locale(void)
{
    setlocale(LC_ALL, "C");
}
