/* heap_own_malloc.c - a program with an allocator of its own
 *
 * Its blocks come from one array, and its free knows no others: it exits with 1
 * if it is ever shown a block of another allocator.
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char arena[1 << 20] __attribute__((aligned(16)));
static size_t used;

void *malloc(size_t n_bytes)
{
    size_t at = used;
    used += (n_bytes + 31) & ~(size_t)15;
    if (used > sizeof arena)
        _exit(2);
    memcpy(arena + at, &n_bytes, sizeof n_bytes);
    return arena + at + 16;
}

void free(void *block)
{
    char *at = block;
    if (at != NULL && (at < arena || at >= arena + sizeof arena))
        _exit(1);
}

void *calloc(size_t n, size_t n_bytes)
{
    return malloc(n * n_bytes); /* never used before */
}

void *realloc(void *block, size_t n_bytes)
{
    void *moved = malloc(n_bytes);
    size_t kept;
    if (block != NULL) {
        memcpy(&kept, (char *)block - 16, sizeof kept);
        memcpy(moved, block, kept < n_bytes ? kept : n_bytes);
    }
    return moved;
}

int main(void)
{
    char *copy = strdup("made by libc, with our malloc");
    copy = realloc(copy, 1000);
    int wrong = strncmp(copy, "made by libc", 12) != 0;
    free(copy);
    return wrong;
}
