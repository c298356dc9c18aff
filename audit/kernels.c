/* Choosing a variant of the kernels. */
#include "audit/kernels.h"

#include <stdatomic.h>
#include <string.h>

#include "audit/kernels/variant.h"

/* What was chosen by ra_kernels_use, or the best, once somebody asked. It cannot change any number, which is why it may be a
 * variable of the process. */
static _Atomic(const ra_kernels *) chosen;

#if defined(RA_KERNELS_X86)
/* The features that a level adds to the one below, as far as the kernels could meet them
 * [x86-64-psabi, 3.1.1]. */
static bool has_v2(void)
{
    return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt");
}

static bool has_v3(void)
{
    return has_v2() && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
}

static bool has_v4(void)
{
    return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}
#endif

static bool always(void)
{
    return true;
}

static const struct {
    const ra_kernels *kernels;
    bool (*runs)(void);
} variants[] = {
#if defined(RA_KERNELS_X86)
    {&ra_kernels_v4, has_v4},
    {&ra_kernels_v3, has_v3},
    {&ra_kernels_v2, has_v2},
#endif
    {&ra_kernels_base, always},
};

const ra_kernels *ra_kernels_at(size_t i)
{
    for (size_t k = 0; k < sizeof variants / sizeof variants[0]; k++) {
        if (variants[k].runs() && i-- == 0) {
            return variants[k].kernels;
        }
    }
    return NULL;
}

const ra_kernels *ra_kernels_get(void)
{
    const ra_kernels *kernels = atomic_load_explicit(&chosen, memory_order_relaxed);

    if (kernels == NULL) {
        kernels = ra_kernels_at(0);
        atomic_store_explicit(&chosen, kernels, memory_order_relaxed);
    }
    return kernels;
}

bool ra_kernels_use(const char *name)
{
    const ra_kernels *kernels = NULL;

    for (size_t i = 0; name != NULL && (kernels = ra_kernels_at(i)) != NULL; i++) {
        if (strcmp(kernels->name, name) == 0) {
            break;
        }
    }
    if (name == NULL || kernels != NULL) {
        atomic_store_explicit(&chosen, kernels, memory_order_relaxed);
    }
    return name == NULL || kernels != NULL;
}
