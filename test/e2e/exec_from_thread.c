// A thread executes another program while others run: the profile is complete up
// to there, and the new program makes its own.
// RUN: %profpass_cc -O0 -pthread %s -o %t && %run %t && %check
// RUN: %check_file --prefix SECOND %s %t.prof.1
// RUN: %profpass_cc -O2 -pthread %s -o %t && %run %t && %check
// RUN: %check_file --prefix SECOND %s %t.prof.1
#include <pthread.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

static pthread_barrier_t all_here;
static char *path;

PROFILE static void work(void) {}

PROFILE static void *sleeper(void *argument)
{
    work();
    pthread_barrier_wait(&all_here);
    for (;;)
        pause();
    return argument;
}

PROFILE static void *executor(void *argument)
{
    pthread_barrier_wait(&all_here);
    for (int i = 0; i < 10; i++)
        work();
    execl(path, path, "again", (char *)NULL);
    return argument;
}

PROFILE static int again(void)
{
    return 0;
}

PROFILE int main(int argc, char **argv)
{
    pthread_t thread;
    if (argc > 1)
        return again();
    path = argv[0];
    pthread_barrier_init(&all_here, NULL, 2);
    pthread_create(&thread, NULL, sleeper, NULL);
    pthread_create(&thread, NULL, executor, NULL);
    pthread_join(thread, NULL);
    return 1;
}

// CHECK: vary the sleeper may not sleep yet
// CHECK: end running
// CHECK: threads 3
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> sleeper calls=1
// CHECK: edge outside -> executor calls=1
// CHECK: edge sleeper -> work calls=1
// CHECK: edge executor -> work calls=10

// SECOND: end exit 0
// SECOND: threads 1
// SECOND: edge outside -> main calls=1
// SECOND: edge main -> again calls=1
