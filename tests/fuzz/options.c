/* A command line, one argument a line: refused with messages, or within what the table allows. */
#include "audit/cli/options.h"

#include <string.h>

#include "tests/fuzz/fuzz.h"

#define MOST_ARGUMENTS 64

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char program[] = "reaudit", *argv[MOST_ARGUMENTS + 1] = {program};
    int argc = 1;
    char *text = fuzz_text(bytes, size), *rest = text;
    for (; *rest != '\0' && argc < MOST_ARGUMENTS; argc++) {
        argv[argc] = rest;
        rest += strcspn(rest, "\n");
        if (*rest != '\0')
            *rest++ = '\0';
    }
    ra_options options;
    ra_diag *diag = ra_diag_new();
    ra_status status = ra_options_parse(&options, argc, argv, diag);
    FUZZ_PROMISE(status == RA_OK || status == RA_USAGE);
    if (status == RA_OK) {
        FUZZ_PROMISE(options.trials > 0 && options.trials <= RA_MAX_TRIALS);
        FUZZ_PROMISE(options.level > 0 && options.level < 1);
        status = ra_options_check(
            &options, options.operands.count > 0 ? options.operands.items[0] : "run", diag);
    }
    FUZZ_PROMISE(options.operands.count < MOST_ARGUMENTS);
    ra_options_free(&options);
    fuzz_end(diag, status);
    free(text);
    return 0;
}
