/* policy_operations.c - library functions that compilers make instructions of
 *
 * Each compiler has its own idea of when to call them; none of them allocates.
 */
#include "policy.h"

#include <stdlib.h>
#include <string.h>

#define EACH_PRECISION(name) #name, #name "f", #name "l"

/* Sorted. */
static const char *const operations[] = {
    "abs",
    "alloca",
    "bcopy",
    "bzero",
    EACH_PRECISION(ceil),
    EACH_PRECISION(copysign),
    EACH_PRECISION(fabs),
    "ffs",
    "ffsl",
    "ffsll",
    EACH_PRECISION(floor),
    EACH_PRECISION(fmax),
    EACH_PRECISION(fmin),
    "labs",
    "llabs",
    "memcpy",
    "memmove",
    "mempcpy",
    "memset",
    EACH_PRECISION(nearbyint),
    EACH_PRECISION(rint),
    EACH_PRECISION(round),
    EACH_PRECISION(roundeven),
    EACH_PRECISION(trunc),
};

static int compare(const void *name, const void *entry)
{
    return strcmp(name, *(const char *const *)entry);
}

bool policy_name_is_operation(const char *name)
{
    return bsearch(name, operations, sizeof operations / sizeof *operations,
                   sizeof *operations, compare) != NULL;
}
