/* The names of the kernels in the variant that is being compiled: cmake/Kernels.cmake compiles the
 * files of this folder once for every level of the instruction set, with RA_VARIANT its name. */
#ifndef RA_KERNELS_VARIANT_H
#define RA_KERNELS_VARIANT_H

#include "audit/kernels.h"

extern const ra_kernels ra_kernels_base;
#if defined(RA_KERNELS_X86)
extern const ra_kernels ra_kernels_v2, ra_kernels_v3, ra_kernels_v4;
#endif

#if defined(RA_VARIANT)
#define RA_JOIN_2(a, b) a##_##b
#define RA_JOIN(a, b)   RA_JOIN_2(a, b)
#define RA_KERNEL(name) RA_JOIN(ra_kernel_##name, RA_VARIANT)

#define X(type, name, arguments) type RA_KERNEL(name) arguments;
RA_KERNEL_LIST(X)
#undef X
#endif

/* An output may be an input, which is no dependence from one element to another. Loops of a few
 * instructions are unrolled. */
#if defined(__GNUC__) && !defined(__clang__)
#define RA_INDEPENDENT _Pragma("GCC ivdep")
#define RA_UNROLLED    _Pragma("GCC unroll 4")
#else
#define RA_INDEPENDENT
#define RA_UNROLLED
#endif

#endif
