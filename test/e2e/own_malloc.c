// A program with a malloc of its own, the whole family or only the first four, is
// left alone: said once, calls recorded, blocks not.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t 2>%t.err && %check && %FileCheck --input-file %t.err %s --check-prefix SAYS
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t 2>%t.err && %check && %FileCheck --input-file %t.err %s --check-prefix SAYS
// RUN: %profpass_cc -O2 -fno-builtin -DWHOLE -rdynamic %s -o %t && %run %t 2>%t.err && %check && %FileCheck --input-file %t.err %s --check-prefix SAYS
// RUN: rm -f %t.prof* && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof %profpass run -o %t.dat %t 2>%t.err && %check && %FileCheck --input-file %t.err %s --check-prefix SAYS
#include <errno.h>
#include <stddef.h>
#include <string.h>

#define PROFILE __attribute__((profile))

static char arena[1 << 24] __attribute__((aligned(4096)));
static size_t used;
static int n_calls;

static void *cut(size_t alignment, size_t n_bytes)
{
    size_t at = __atomic_fetch_add(&used, n_bytes + 2 * alignment + 16, 0);
    __atomic_fetch_add(&n_calls, 1, 0);
    char *block = arena + ((at + 16 + alignment - 1) & ~(alignment - 1));
    memcpy(block - sizeof n_bytes, &n_bytes, sizeof n_bytes);
    return block;
}

void *malloc(size_t n_bytes)
{
    return cut(16, n_bytes);
}

void *calloc(size_t n, size_t n_bytes)
{
    return cut(16, n * n_bytes);
}

void free(void *block)
{
    (void)block;
}

void *realloc(void *block, size_t n_bytes)
{
    size_t before = 0;
    void *moved = cut(16, n_bytes);
    if (block != NULL) {
        memcpy(&before, (char *)block - sizeof before, sizeof before);
        memcpy(moved, block, before < n_bytes ? before : n_bytes);
    }
    return moved;
}

#ifdef WHOLE
int posix_memalign(void **out, size_t alignment, size_t n_bytes)
{
    *out = cut(alignment, n_bytes);
    return 0;
}

void *aligned_alloc(size_t alignment, size_t n_bytes)
{
    return cut(alignment, n_bytes);
}

void *memalign(size_t alignment, size_t n_bytes)
{
    return cut(alignment, n_bytes);
}
#endif

char *strdup(const char *text);

PROFILE static int work(void)
{
    char *copy = strdup("copy");
    int is_own = copy > arena && copy < arena + sizeof arena;
    copy = realloc(copy, 100);
    is_own &= copy > arena && strcmp(copy, "copy") == 0;
    free(copy);
    free(calloc(3, 3));
    return is_own;
}

PROFILE int main(void)
{
    return work() && n_calls >= 3 ? 0 : 1;
}

// SAYS: profpass: {{.*}}the program brings its own malloc
// SAYS-NOT: profpass:

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=1
// CHECK: heap allocations=0 frees=0
