/* reaudit completion bash|zsh|fish */
#include <stdio.h>
#include <string.h>

#include "audit/cli/completion.h"
#include "audit/cli/paths.h"
#include "models/alloc.h"

/* The words that a script asks for while a line is being completed, one a line. */
static const struct {
    const char *name;
    ra_data_kind kind;
} ids[] = {
    {"claims", RA_DATA_CLAIMS},
    {"chains", RA_DATA_CHAINS},
    {"tables", RA_DATA_TABLES},
};

static ra_status write_ids(const ra_invocation *invocation, ra_data_kind kind, ra_diag *diag)
{
    ra_data *data = NULL;
    char **names = NULL;
    ra_text text = {0};
    ra_status status = ra_places_open(&data, &invocation->options, diag);

    if (status == RA_OK)
        status = ra_data_list(data, kind, &names);
    for (size_t i = 0; status == RA_OK && names[i] != NULL; i++)
        ra_text_format(&text, "%s\n", names[i]);
    if (status == RA_OK)
        status = ra_text_finish(&text, stdout);
    ra_free(names);
    ra_data_free(data);
    return status;
}

ra_status ra_cmd_completion(const ra_invocation *invocation, int *exit_status, ra_diag *diag)
{
    const char *name = invocation->operands[0];
    const char *names[8];
    const char *nearest;
    size_t count = 0;

    *exit_status = 0;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        if (strcmp(name, ids[i].name) == 0)
            return write_ids(invocation, ids[i].kind, diag);
    for (; ra_shell_at(count) != NULL; count++) {
        names[count] = ra_shell_at(count)->name;
        if (strcmp(name, names[count]) == 0) {
            ra_text text = {0};
            ra_shell_at(count)->emit(&text);
            return ra_text_finish(&text, stdout);
        }
    }
    nearest = ra_text_nearest(name, names, count);
    if (nearest != NULL)
        ra_diag_report(diag, RA_ERROR, NULL, "no script for '%s'; did you mean '%s'?", name,
                       nearest);
    else
        ra_diag_report(diag, RA_ERROR, NULL, "no script for '%s', but for bash, zsh and fish",
                       name);
    return RA_USAGE;
}
