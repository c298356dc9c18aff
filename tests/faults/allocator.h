/* The project's allocator, of which the n-th call can fail, and which knows what was not given
 * back.
 *
 * Counted are the calls of this process and, in order behind them, those of its children. */
#ifndef RA_TEST_ALLOCATOR_H
#define RA_TEST_ALLOCATOR_H

#include <stdbool.h>
#include <stddef.h>

/* Call once, before everything else. */
void allocator_open(void);

/* Counts from 0 anew. The call number `fail` (from 1) returns NULL, and with `lasting` all behind
 * it too; 0: none does. */
void allocator_arm(long fail, bool lasting);

/* Notes from where calls come, by their nearest callers, from now on or no longer. */
void allocator_note(bool noting);

/* The number of the first call from each place that was not known before noting began, in order;
 * the caller frees them. */
long allocator_places(long **calls);

/* Memory that a child shares with its parent, zeroed; it stays until the process ends. */
void *allocator_share(size_t size);

/* Before every call `ask` is asked whether it shall fail; NULL: nobody is. */
void allocator_visit(bool (*ask)(void *context, long call), void *context);

/* In a child: counts by itself from now on, and lets the n-th call fail, which may be the one that is
 * asked about. */
void allocator_part(long fail, bool lasting);

/* Calls since then. */
long allocator_calls(void);

/* Blocks that this process has not given back. */
long allocator_live(void);

/* Called whenever a call fails: a debugger can stop here. */
void allocator_trip(void);

#endif
