// only= holds in threads, in the child of a fork, and for a library that is opened
// late, closed and opened again.
// RUN: %profpass_cc -O2 -fPIC -shared -DLIBRARY %s -o %t.so
// RUN: %profpass_cc -O2 %s -o %t -pthread -ldl && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS='clock=step:report=none:output=%t.prof:only=work:only=main:only=late_[a-g]*' %t %t.so
// RUN: %check && %check_file --prefix CHILD %s %t.prof.1
#define PROFILE __attribute__((profile, noinline))

#ifdef LIBRARY
PROFILE int late_hidden(int n) { return n + 1; }
PROFILE int late_called(int n) { return late_hidden(n) + 1; }
#else
#include <dlfcn.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int sink;

PROFILE static void work(void) { sink = sink + 1; }

PROFILE static void *run(void *unused)
{
    for (int i = 0; i < 100; i++)
        work();
    return unused;
}

PROFILE static int call_late(const char *path)
{
    void *library = dlopen(path, RTLD_NOW);
    int (*late)(int) = (int (*)(int))dlsym(library, "late_called");
    return late(1) + dlclose(library);
}

PROFILE int main(int argc, char **argv)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], 0, run, 0);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], 0);
    int sum = call_late(argv[argc - 1]) + call_late(argv[argc - 1]);
    pid_t child = fork();
    if (child == 0) {
        run(0);
        return 0;
    }
    waitpid(child, 0, 0);
    return sum == 6 ? 0 : 1;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function work calls=200
// CHECK: function late_called calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> work calls=200
// CHECK: edge main -> late_called calls=2

// CHILD: end exit 0
// CHILD: function main calls=1
// CHILD: function work calls=100
// CHILD: edge outside -> main calls=1
// CHILD: edge main -> work calls=100
