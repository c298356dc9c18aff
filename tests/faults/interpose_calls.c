/* Calls of the system. They are trapped where they enter the kernel (seccomp), so that those of the
 * C library's own streams and of every other library count too; the signal's handler then makes the
 * call, or lets it fail. Calls that it makes carry a mark in an argument that the kernel ignores.
 */
#include "tests/faults/interpose.h"

#if defined __x86_64__

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define MARK       0x5aadf00du
#define MOST_CALLS 12

/* A kind, and the calls that it stands for. Never those on standard error, where the message goes.
 */
static const struct {
    const char *name;
    int count, calls[MOST_CALLS];
} kinds[] = {
    {"open", 2, {SYS_openat, SYS_open}},
    {"write", 4, {SYS_write, SYS_pwrite64, SYS_writev, SYS_ftruncate}},
    {"read", 2, {SYS_read, SYS_pread64}},
    {"fsync", 2, {SYS_fsync, SYS_fdatasync}},
    {"rename", 3, {SYS_rename, SYS_renameat, SYS_renameat2}},
    {"close", 1, {SYS_close}},
    {"seek", 1, {SYS_lseek}},
    {"fork", 3, {SYS_clone, SYS_fork, SYS_vfork}},
    {"wait", 1, {SYS_wait4}},
    {"mkdir", 2, {SYS_mkdir, SYS_mkdirat}},
    {"chmod", 2, {SYS_fchmod, SYS_chmod}},
    {"any",
     12,
     {SYS_openat, SYS_write, SYS_read, SYS_fsync, SYS_rename, SYS_close, SYS_lseek, SYS_wait4,
      SYS_mkdir, SYS_fchmod, SYS_unlink, SYS_getpid}},
};

static long call_kernel(long number, const greg_t *g, long third)
{
    register long r10 __asm__("r10") = g[REG_R10];
    register long r8 __asm__("r8") = g[REG_R8];
    register long r9 __asm__("r9") = MARK;
    long result;

    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(g[REG_RDI]), "S"(g[REG_RSI]), "d"(third), "r"(r10), "r"(r8),
                       "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

/* Opening to read is none of a failing disk's business, but a kind of its own would be of little
 * use: the loader and the C library open much. Only files that are written count. */
static bool counts(long number, const greg_t *g)
{
    if (number == SYS_openat && strcmp(fault.kind, "open") == 0)
        return (g[REG_RDX] & (O_WRONLY | O_RDWR | O_CREAT)) != 0;
    return true;
}

static void on_call(int signal_number, siginfo_t *info, void *context)
{
    greg_t *g = ((ucontext_t *)context)->uc_mcontext.gregs;
    long number = info->si_syscall;
    bool hit = counts(number, g) && fault_hits();

    (void)signal_number;
    if (hit && fault.signal != 0)
        kill(getpid(), fault.signal);
    if (hit && fault.error != 0) {
        /* The number is free again whatever close says. */
        if (number == SYS_close)
            call_kernel(number, g, g[REG_RDX]);
        g[REG_RAX] = -fault.error;
        return;
    }
    long third = g[REG_RDX];
    if (hit && fault.partial && number == SYS_write && third > 1)
        third /= 2;
    g[REG_RAX] = call_kernel(number, g, third);
}

void fault_trap_calls(void)
{
    struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO | SA_NODEFER};
    struct sock_filter filter[10 + MOST_CALLS];
    unsigned short n = 0, mark;
    size_t k = 0;

    while (k < sizeof kinds / sizeof kinds[0] && strcmp(kinds[k].name, fault.kind) != 0)
        k++;
    if (k == sizeof kinds / sizeof kinds[0] || sigaction(SIGSYS, &action, NULL) != 0)
        abort();
    unsigned count = (unsigned)kinds[k].count;
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                               offsetof(struct seccomp_data, args[5]));
    mark = n++;
    filter[n++] =
        (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (unsigned i = 0; i < count; i++)
        filter[n++] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (unsigned)kinds[k].calls[i], (unsigned char)(count - i), 0);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    /* Standard error is let through. */
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                                               offsetof(struct seccomp_data, args[0]));
    filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, STDERR_FILENO, 0, 1);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    filter[mark] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MARK,
                                                (unsigned char)(n - mark - 2), 0);
    /* The mark leads to ALLOW: the statement before the last. */
    filter[mark].jt = (unsigned char)(n - 2 - mark - 1);
    struct sock_fprog program = {n, filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        abort();
}

#else

#include <stdlib.h>

void fault_trap_calls(void)
{
    abort();
}

#endif
