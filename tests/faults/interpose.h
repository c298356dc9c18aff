/* What the parts of the interposer share. It is loaded into the program by LD_PRELOAD, and does
 * what the environment says:
 *
 *     FAULT=KIND:N:WHAT   the N-th call (from 1) of KIND in the program and its children fails;
 *                         WHAT is an error (ENOSPC ...), "short" (half of it is written), or a
 *                         signal (SIGINT ...) that comes at that moment. N+: and all behind it
 *     FAULT=KIND:0:       none does
 *     FAULT_IN=a,b        memory: only calls from libraries whose file has one of these in its name;
 *                         "program": from the program itself
 *     FAULT_LOG=FILE      the number of calls is written there at the end of the program
 */
#ifndef RA_TEST_INTERPOSE_H
#define RA_TEST_INTERPOSE_H

#include <stdatomic.h>
#include <stdbool.h>

typedef struct {
    const char *kind;
    long call;    /* that fails; 0: none */
    bool lasting; /* and all behind it */
    int error;    /* errno; 0: something else */
    int signal;
    bool partial;       /* half of it is written */
    atomic_long *calls; /* shared with children */
} fault_plan;

/* The plan, read when the module is loaded. */
extern fault_plan fault;

/* Returns whether the call that is made now is the one that fails. */
bool fault_hits(void);

/* Says what the calls of a system are that a kind stands for, and traps them. */
void fault_trap_calls(void);

/* Finds the libraries whose calls for memory count. */
void fault_find_libraries(void);

#endif
