/* The commands. Adding one: cmd_x.c and a row in commands.c (README.md shows how). */
#ifndef RA_CLI_COMMANDS_H
#define RA_CLI_COMMANDS_H

#include <stddef.h>

#include "audit/cli/options.h"

/* One run of the program. */
typedef struct {
    const char *program; /* as typed, without its directory */
    ra_options options;
    const char *const *operands; /* behind the command, NULL-terminated */
    size_t operand_count;
    unsigned long failures; /* of memory, before it began */
} ra_invocation;

/* Given: an `invocation`. Returned: whether all that it asked for found memory so far. What could
 * not be made and did not say so is missing from what comes next: whoever puts a file in its place
 * asks before. */
bool ra_invocation_whole(const ra_invocation *invocation);

/* `run` returns RA_OK and leaves the exit status of the program in *exit_status, or says what went
 * wrong: messages go to `diag`, which the caller prints. */
typedef struct {
    const char *name;
    const char *operands; /* "CLAIM... | --all"; "": none */
    size_t least, most;   /* how many operands it takes */
    const char *summary;  /* one line */
    const char *details;  /* paragraphs for `help`, separated by "\n" */
    const char *formats;  /* that --format may name: "csv json"; "": those of the reports */
    ra_status (*run)(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
} ra_command;

#define RA_NO_LIMIT ((size_t)-1)

const ra_command *ra_command_at(size_t i); /* NULL behind the last */

/* Returns the command of that name, or NULL with a message that names the nearest. */
const ra_command *ra_command_find(const char *name, ra_diag *diag);

/* What help and the manual page say of the whole program. */
const char *ra_about(void);
const char *ra_exit_text_at(size_t status); /* NULL behind the last */
typedef struct {
    const char *command, *text;
} ra_example;
const ra_example *ra_example_at(size_t i); /* NULL behind the last */

/* Runs the program. Returned: its exit status. */
int ra_command_line(int argc, char **argv);

/* The commands, one per file. */
ra_status ra_cmd_list(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_show(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_run(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_check(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_new(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_places(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_data(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_site(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_selftest(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_help(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_version(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_completion(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_measure(const ra_invocation *invocation, int *exit_status, ra_diag *diag);
ra_status ra_cmd_manual(const ra_invocation *invocation, int *exit_status, ra_diag *diag);

#endif
