// The memory of a process, sampled once, several times or while a function runs, which
// is called exactly once; the program's profile knows nothing of it.
// RUN: %profpass_cc -O0 -fno-builtin -I%source_root/include %s -o %t && %run %t > %t.out && %check && %FileCheck %s --input-file %t.out --check-prefix OUT
// RUN: %profpass dump %t.prof | grep -c '^thread ' | grep -x 1
// RUN: %profpass_cc -O2 -fno-builtin -I%source_root/include %s -o %t && %run %t > %t.out && %check && %FileCheck %s --input-file %t.out --check-prefix OUT
// RUN: %cc -O2 -w -I%source_root/include %s -o %t && %t > %t.out && grep -x 'no runtime 38, called 1' %t.out
#include <errno.h>
#include <math.h>
#include <profpass/profpass.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile, noinline))

static void *kept;
static int n_calls;
static profpass_memory_sample samples[1000];

PROFILE static void *grow(void *argument)
{
    kept = malloc(*(size_t *)argument);
    memset(kept, 1, *(size_t *)argument);
    usleep(20000);
    errno = 42;
    n_calls++;
    return kept;
}

/* Sampling by the kernel's counts: no page less than what was touched. */
static int during_a_function(size_t n)
{
    profpass_memory_request r = {.fn = grow, .arg = &n, .interval_s = 0.001};
    r.samples = samples;
    r.n_most = 1000;
    int error = profpass_memory_usage(&r);
    if (error == ENOSYS)
        printf("no runtime %d, called %d\n", error, n_calls);
    if (error != 0)
        exit(error != ENOSYS || r.result != kept);
    printf("function %d %d %d %d %d %d %d\n", errno == 42, n_calls,
           r.result == kept, r.n_samples >= 3, samples[0].pid,
           r.max_bytes >= samples[0].bytes + n,
           samples[1].unix_ns - samples[0].unix_ns < 1000000000);
    free(kept);
    return 0;
}

/* Of the heap the last sample is exact: nothing else has moved it. */
static void of_the_heap(void)
{
    size_t n = 1000000;
    profpass_memory_request r = {
        .what = PROFPASS_USAGE_HEAP, .fn = grow, .arg = &n, .max_iterations = 9};
    profpass_memory_sample first;
    r.samples = &first;
    r.n_most = 1;
    int error = profpass_memory_usage(&r);
    printf("heap %d %llu %d\n", error,
           (unsigned long long)(r.max_bytes - first.bytes), n_calls);
    free(kept);
}

static void of_a_child(void)
{
    int ready[2];
    char byte = 0;
    if (pipe(ready) != 0)
        exit(3);
    pid_t child = fork();
    if (child == 0) {
        char *block = malloc(16 << 20);
        memset(block, 1, 16 << 20);
        if (write(ready[1], &byte, 1) == 1)
            pause();
        _exit(0);
    }
    if (read(ready[0], &byte, 1) != 1)
        exit(4);
    profpass_memory_request r = {
        .pid = child, .interval_s = 0.002, .timeout_s = 0.006};
    int error = profpass_memory_usage(&r);
    printf("child %d %zu %d\n", error, r.n_samples, r.max_bytes >= 16 << 20);
    r = (profpass_memory_request){.children = PROFPASS_CHILDREN_EACH,
                                  .stream = stdout};
    r.samples = samples;
    r.n_most = 2;
    error = profpass_memory_usage(&r);
    printf("each %d %zu %d %d\n", error, r.n_samples, samples[1].pid == child,
           samples[1].bytes >= 16 << 20);
    r.children = PROFPASS_CHILDREN_SUM;
    r.stream = NULL;
    error = profpass_memory_usage(&r);
    printf("sum %d %zu %d\n", error, r.n_samples,
           r.max_bytes >= samples[1].bytes);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    r = (profpass_memory_request){.pid = child};
    printf("gone %d\n", profpass_memory_usage(&r) == ESRCH);
}

static void *count(void *argument)
{
    n_calls++;
    return argument;
}

/* What cannot be is said, and the function called all the same. */
static void refused(void)
{
    static const profpass_memory_request wrong[] = {
        {.pid = 1, .fn = count},         {.interval_s = -1, .fn = count},
        {.timeout_s = NAN, .fn = count}, {.what = 4, .fn = count},
        {.children = 3, .fn = count},    {.n_most = 1, .fn = count}};
    int n_refused = 0;
    n_calls = 0;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        profpass_memory_request r = wrong[i];
        n_refused += profpass_memory_usage(&r) == EINVAL;
    }
    printf("refused %d, called %d\n", n_refused, n_calls);
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    during_a_function(4 << 20);
    of_the_heap();
    of_a_child();
    refused();
    return 0;
}

// OUT: {{^}}function 1 1 1 1 0 1 1{{$}}
// OUT-NEXT: {{^}}heap 0 1000000 2{{$}}
// OUT-NEXT: {{^}}child 0 3 1{{$}}
// OUT-NEXT: {{^}}MEM {{[0-9]+\.[0-9]{6} [0-9]{10}\.[0-9]{4}$}}
// OUT-NEXT: {{^}}CHLD {{[0-9]+ [0-9]+\.[0-9]{6} [0-9]{10}\.[0-9]{4}$}}
// OUT-NEXT: {{^}}each 0 2 1 1{{$}}
// OUT-NEXT: {{^}}sum 0 1 1{{$}}
// OUT-NEXT: {{^}}gone 1{{$}}
// OUT-NEXT: {{^}}refused 6, called 6{{$}}
// CHECK: end exit 0
// CHECK: function grow calls=2
// CHECK: heap allocations=2 allocated=5194304 frees=2 live=0
