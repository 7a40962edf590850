// A child inherits mappings and noted blocks, and of stacks the one it is on; what
// it gives back is off what it inherited, and the parent keeps its own.
// RUN: %profpass_cc -O0 -fno-builtin -pthread -I%source_root/include %s -o %t && %run %t
// RUN: %check && %check_file --prefix CHILD %s %t.prof.1
// RUN: %profpass_cc -O2 -fno-builtin -pthread -I%source_root/include %s -o %t && %run %t
// RUN: %check && %check_file --prefix CHILD %s %t.prof.1
#include <profpass/profpass.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE ((size_t)4096)

static char pool[1000];
static char *mapped;
static pthread_barrier_t both;
static pthread_attr_t small;

PROFPASS_PROFILE static void *map(size_t n)
{
    return mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

PROFPASS_PROFILE static void take(void)
{
    mapped = map(8 * PAGE);
    munmap(mapped, 2 * PAGE);
    profpass_note_alloc(pool, 100);
    profpass_note_alloc(pool + 100, 200);
}

static void *wait_for_end(void *unused)
{
    pthread_barrier_wait(&both);
    pthread_barrier_wait(&both);
    return unused;
}

PROFPASS_PROFILE static int in_child(void)
{
    munmap(mapped + 4 * PAGE, PAGE);
    profpass_note_free(pool);
    profpass_note_alloc(pool + 500, 500);
    return map(PAGE) == MAP_FAILED;
}

static void *divide(void *result)
{
    int status = -1;
    pid_t child = fork();
    if (child == 0)
        _exit(in_child());
    waitpid(child, &status, 0);
    *(int *)result = status;
    return NULL;
}

PROFPASS_PROFILE int main(void)
{
    pthread_t waiter, forker;
    int result = 1;
    take();
    pthread_barrier_init(&both, NULL, 2);
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 65536);
    pthread_create(&waiter, &small, wait_for_end, NULL);
    pthread_barrier_wait(&both);
    pthread_attr_setstacksize(&small, 131072);
    pthread_create(&forker, &small, divide, &result);
    pthread_join(forker, NULL);
    pthread_barrier_wait(&both);
    pthread_join(waiter, NULL);
    return result;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> take calls=1
// CHECK: edge take -> map calls=1
// CHECK: account mapped allocations=1 allocated=32768 freed=8192 live_blocks=1 live=24576 peak=32768 inherited=0
// CHECK: account pools allocations=2 allocated=300 frees=0 live=300 peak=300
// CHECK: account stacks allocations=2 frees=2 allocated=196608 peak=196608 peak_blocks=2 live=0

// CHILD: end exit 0
// CHILD: edge outside -> in_child calls=1
// CHILD: edge in_child -> map calls=1
// CHILD: account mapped allocations=1 allocated=4096 frees=0 freed=4096 live_blocks=2 live=24576 peak=24576 inherited=24576 inherited_blocks=1
// CHILD: account pools allocations=1 allocated=500 frees=1 freed=100 live_blocks=2 live=700 peak=700 inherited=300 inherited_blocks=2
// CHILD: account stacks allocations=0 frees=0 live=131072 live_blocks=1 peak=131072 inherited=131072
// CHILD: threads 2
