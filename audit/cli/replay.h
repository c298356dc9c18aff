/* The command that makes a result again. */
#ifndef RA_CLI_REPLAY_H
#define RA_CLI_REPLAY_H

#include "audit/cli/commands.h"
#include "models/text.h"

/* Appends the command that audits one claim with the same numbers: "reaudit run strubell-2019-nas
 * --seed 7". Options that change no number (threads, outputs) are left out, so that a report does
 * not depend on them; of an absolute path only the name of the file stays, since the rest says
 * where things are on one machine. What a shell would take apart is quoted. */
void ra_replay_append(ra_text *out, const ra_invocation *invocation, const char *claim);

/* Appends a word as a shell takes it: in quotes where a shell would take it apart. */
void ra_replay_word(ra_text *out, const char *word);

#endif
