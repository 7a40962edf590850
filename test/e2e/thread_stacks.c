// The stack of a thread is counted from its start to its end, by the line that
// makes it: a thousand at once, a thousand one by one, threads that cannot be made,
// that end by pthread_exit and that are cancelled; not stacks that the program
// brings itself.
// RUN: %profpass_cc -O0 -fno-builtin -pthread %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin -pthread %s -o %t && %run %t && %check
// Statically linked, pthread_exit loads a library, which takes memory for paths.
// RUN: %profpass_cc -O2 -fno-builtin -pthread %s -o %t $(%profpass flags --cc=%cc --static) && %run %t
// RUN: %python -ES %S/check.py --profpass %profpass %s %t.prof
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <threads.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))
#define N       1000

static pthread_attr_t small, impossible, brought;
static pthread_barrier_t all;
static pthread_t threads[N];

static void *wait_for_all(void *unused)
{
    (void)unused;
    pthread_barrier_wait(&all);
    return NULL;
}

static void *end(void *argument)
{
    pthread_exit(argument);
}

static void *wait_for_end(void *unused)
{
    (void)unused;
    for (;;)
        pause();
}

static int give(void *argument)
{
    return *(int *)argument;
}

PROFILE static int at_once(void)
{
    int bad = pthread_barrier_init(&all, NULL, N + 1);
    for (int i = 0; i < N; i++)
        bad |= pthread_create(&threads[i], &small, wait_for_all, NULL);
    pthread_barrier_wait(&all);
    for (int i = 0; i < N; i++)
        bad |= pthread_join(threads[i], NULL);
    return bad;
}

PROFILE static int one_by_one(void)
{
    int bad = 0;
    for (int i = 0; i < N; i++) {
        void *result;
        bad |= pthread_create(&threads[0], &small, end, &bad);
        bad |= pthread_join(threads[0], &result) || result != &bad;
    }
    return bad;
}

PROFILE static int others(void)
{
    int seven = 7, result = 0, bad = 0;
    thrd_t c11;
    bad |= thrd_create(&c11, give, &seven) != thrd_success;
    bad |= thrd_join(c11, &result) != thrd_success || result != 7;
    bad |= pthread_create(&threads[0], &impossible, end, NULL) != EAGAIN;
    bad |= pthread_create(&threads[0], &brought, end, NULL);
    bad |= pthread_join(threads[0], NULL);
    bad |= pthread_create(&threads[0], &small, wait_for_end, NULL);
    bad |= pthread_cancel(threads[0]) || pthread_join(threads[0], NULL);
    return bad;
}

PROFILE int main(void)
{
    void *memory = mmap(NULL, 65536, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pthread_attr_t usual;
    size_t n = 1 << 20;
    pthread_attr_init(&usual);
    pthread_attr_setstacksize(&usual, n);
    int bad = pthread_setattr_default_np(&usual);
    bad |= pthread_attr_init(&small) | pthread_attr_setstacksize(&small, 65536);
    pthread_attr_init(&impossible);
    bad |= pthread_attr_setstacksize(&impossible, (size_t)1 << 46);
    pthread_attr_init(&brought);
    bad |= pthread_attr_setstack(&brought, memory, 65536);
    return bad | at_once() | one_by_one() | others();
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> at_once calls=1
// CHECK: edge main -> one_by_one calls=1
// CHECK: edge main -> others calls=1
// CHECK: site stacks at_once 52 allocations=1000 allocated=65536000 remote_frees=1000 max_blocks=1000 at_peak=65536000
// CHECK: site stacks one_by_one 64 allocations=1000 allocated=65536000 frees=1000 max=65536 at_peak=0
// CHECK: site stacks others 74 allocations=1 allocated=1048576 frees=1
// CHECK: site stacks others 76 allocations=0
// CHECK: site stacks others 79 allocations=1 allocated=65536 frees=1
// CHECK: account stacks allocations=2002 frees=2002 live_blocks=0 live=0 peak_blocks=1000 peak=65536000
// CHECK: account mapped allocations=1 allocated=65536 frees=0
