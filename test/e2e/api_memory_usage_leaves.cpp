// A function whose memory is sampled may be left by an exception, sampled within itself,
// and return in the child of a fork; no thread of ours outlives it.
// RUN: %profpass_cxx -O0 -I%source_root/include %s -o %t && %run %t > %t.out && %check && %FileCheck %s --input-file %t.out --check-prefix OUT
// RUN: %profpass_cxx -O2 -I%source_root/include %s -o %t && %run %t > %t.out && %check && %FileCheck %s --input-file %t.out --check-prefix OUT
#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <profpass/profpass.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

#define PROFILE __attribute__((profile, noinline))

static profpass_memory_request request(void *(*fn)(void *), void *argument)
{
    profpass_memory_request r = {};
    r.fn = fn;
    r.arg = argument;
    r.interval_s = 0.001;
    return r;
}

static int count_threads()
{
    int n = 0;
    DIR *tasks = opendir("/proc/self/task");
    while (const dirent *entry = readdir(tasks))
        n += entry->d_name[0] != '.';
    closedir(tasks);
    return n;
}

// One that has ended is still to be seen for a moment.
static int n_threads(int expected)
{
    for (int i = 0; i < 5000 && count_threads() != expected; i++)
        usleep(200);
    return count_threads();
}

static int n_expected;

PROFILE static void *leave(void *argument)
{
    *static_cast<int *>(argument) = n_threads(n_expected);
    throw std::runtime_error("left");
}

PROFILE static void *nest(void *argument)
{
    int *n = static_cast<int *>(argument);
    profpass_memory_request r = request(leave, n);
    try {
        profpass_memory_usage(&r);
    } catch (const std::runtime_error &error) {
        std::printf("%s %d %d\n", error.what(), r.n_samples >= 2,
                    n_threads(n_expected - 1));
    }
    return argument;
}

PROFILE static void *divide(void *argument)
{
    *static_cast<pid_t *>(argument) = fork();
    return argument;
}

int main()
{
    setvbuf(stdout, nullptr, _IONBF, 0);
    int inner = 0, status = 0;
    profpass_memory_request r = request(nest, &inner);
    r.max_iterations = 1; // but for the first sample there is nothing to do
    n_expected = 2;
    int error = profpass_memory_usage(&r);
    std::printf("nested %d %zu %d\n", error, r.n_samples, inner);
    r = request(nest, &inner);
    n_expected = 3;
    error = profpass_memory_usage(&r);
    std::printf("nested %d %d %d\n", error, inner, n_threads(1));
    pid_t child = -1;
    r = request(divide, &child);
    error = profpass_memory_usage(&r);
    if (child == 0)
        _exit(error == ECANCELED && r.result == &child ? 7 : 1);
    waitpid(child, &status, 0);
    std::printf("forked %d %d\n", error, WEXITSTATUS(status));
}

// OUT: {{^}}left 1 1{{$}}
// OUT-NEXT: {{^}}nested 0 1 2{{$}}
// OUT-NEXT: {{^}}left 1 2{{$}}
// OUT-NEXT: {{^}}nested 0 3 1{{$}}
// OUT-NEXT: {{^}}forked 0 7{{$}}
// CHECK: vary how often the threads are counted until one has gone
// CHECK: end exit 0
// CHECK: function "leave(void*)" calls=2
// CHECK: function "nest(void*)" calls=2
// CHECK: function "divide(void*)" calls=1
