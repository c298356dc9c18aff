/* One variant of the kernels. */
#include "audit/kernels/variant.h"

#define RA_TEXT_2(x) #x
#define RA_TEXT(x)   RA_TEXT_2(x)

const ra_kernels RA_JOIN(ra_kernels, RA_VARIANT) = {.name = RA_TEXT(RA_VARIANT),
#define X(type, name, arguments) .name = RA_KERNEL(name),
                                                    RA_KERNEL_LIST(X)
#undef X
};
