// A call that allocates a block and frees it.
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static void work(void)
{
    free(malloc(32));
}

PROFILE int main(void)
{
    work();
    return 0;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=1
// CHECK: heap allocations=1 frees=1 live=0

// VALGRIND: end exit 0
// VALGRIND: edge outside -> main calls=1
// VALGRIND: edge main -> work calls=1
// VALGRIND: heap allocations=0
