/* heap_bounds.c - a line of two contexts that hold most at different times, and
 * a pool whose blocks are noted */
#include <stdlib.h>

#include <profpass/profpass.h>

#define PROFILE __attribute__((profile, noinline))

PROFILE static void *get(size_t n)
{
    return malloc(n);
}

PROFILE static void early(void)
{
    free(get(100));
}

PROFILE static void late(void)
{
    free(get(60));
}

PROFILE static void pool(char *memory)
{
    profpass_note_alloc(memory, 300);
    profpass_note_alloc(memory + 512, 200);
    profpass_note_free(memory);
}

int main(void)
{
    static char memory[1024];
    early();
    late();
    free(malloc(5000));
    pool(memory);
    return 0;
}
