// A reset makes inherited what is mapped, noted, or a stack; what is given back
// later is off that, and the peak begins at what is live.
// RUN: %profpass_cc -O0 -fno-builtin -pthread -I%source_root/include %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin -pthread -I%source_root/include %s -o %t && %run %t && %check
#include <profpass/profpass.h>
#include <pthread.h>
#include <sys/mman.h>

#define PAGE ((size_t)4096)

static char pool[1000];
static pthread_barrier_t both;

static void *map(size_t n)
{
    return mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void *wait_for_end(void *unused)
{
    pthread_barrier_wait(&both);
    return unused;
}

PROFPASS_PROFILE int main(void)
{
    pthread_t thread;
    pthread_attr_t small;
    pthread_barrier_init(&both, NULL, 2);
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    pthread_create(&thread, &small, wait_for_end, NULL);
    char *mapped = map(8 * PAGE);
    munmap(map(4 * PAGE), 4 * PAGE);
    profpass_note_alloc(pool, 100);
    profpass_note_alloc(pool + 100, 200);
    profpass_note_free(pool + 100);
    profpass_note_free(pool + 100);
    for (int i = 0; i < 2; i++) {
        profpass_note_alloc(pool + 200, i == 0 ? 100 : 60);
        profpass_note_free(pool + 200);
        if (i == 0)
            profpass_reset();
    }
    munmap(mapped, PAGE);
    profpass_note_free(pool);
    for (int i = 0; i < 2; i++)
        profpass_note_alloc(pool + 50 * i, 50);
    pthread_barrier_wait(&both);
    pthread_join(thread, NULL);
    return map(2 * PAGE) == MAP_FAILED;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: site mapped main 33 allocations=0 inherited=32768 freed=4096 live=28672
// CHECK: site mapped main 51 allocations=1 allocated=8192 live=8192
// CHECK: account mapped allocations=1 allocated=8192 freed=4096 frees=0 inherited=32768 inherited_blocks=1 live=36864 peak=36864 peak_blocks=2
// CHECK: site pools main 48 allocations=2 live=100 max=100 max_blocks=2
// CHECK: site pools main 40 allocations=1 allocated=60 frees=1 max=60 at_peak=60
// CHECK: account pools allocations=3 frees=2 inherited=100 inherited_blocks=1 live=100 peak=160 peak_blocks=2
// CHECK: account stacks allocations=0 frees=1 inherited=65536 inherited_blocks=1 live=0 peak=65536
