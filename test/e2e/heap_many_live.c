// Half a million blocks are live at once (ten million in the long run): each is
// known, and none is lost.
// RUN: %profpass_cc -O0 -fno-builtin -DBLOCKS=%often*10000 %s -o %t && %run %t
// RUN: %profpass info --check %t.prof && %profpass dump %t.prof > %t.out
// RUN: %python -c "n = %often * 10000; print('heap allocations=%%d allocated_bytes=%%d frees=%%d freed_bytes=%%d live_blocks=%%d live_bytes=%%d peak_blocks=%%d peak_bytes=%%d ' %% (n + 1, 32 * n, n, 24 * n, 1, 8 * n, n + 1, 32 * n))" > %t.expected
// RUN: grep -o '^heap .*peak_bytes=[0-9]* ' %t.out | cmp - %t.expected
// RUN: %not grep '^loss' %t.out
#include <stdlib.h>

__attribute__((profile)) int main(void)
{
    void **blocks = malloc(BLOCKS * sizeof *blocks);
    for (long i = 0; i < BLOCKS; i++)
        blocks[i] = malloc(24);
    for (long i = 0; i < BLOCKS; i++)
        free(blocks[i]);
    return 0;
}
