// A handler that its own signal may interrupt again (SA_NODEFER), another that
// another signal interrupts, and one for a signal sent to a thread.
// RUN: %profpass_cc -O0 -pthread %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -pthread %s -o %t && %run %t && %check
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

#define PROFILE __attribute__((profile))

static volatile int depth;

PROFILE static void bottom(void) {}

PROFILE static void on_usr1(int number)
{
    if (++depth < 5)
        raise(number);
    else
        bottom();
}

PROFILE static void on_usr2(int number)
{
    (void)number;
    depth = 4;
    raise(SIGUSR1);
}

PROFILE static void work(int number)
{
    raise(number);
}

PROFILE static void *worker(void *arg)
{
    depth = 0;
    pthread_kill(pthread_self(), SIGUSR1);
    return arg;
}

static void install(int number, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigaction(number, &action, NULL);
}

PROFILE int main(void)
{
    pthread_t thread;
    install(SIGUSR1, on_usr1, SA_NODEFER);
    install(SIGUSR2, on_usr2, 0);
    work(SIGUSR1);
    work(SIGUSR2);
    pthread_create(&thread, NULL, worker, NULL);
    pthread_join(thread, NULL);
    return depth == 5 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 2
// CHECK: function main calls=1 self=3
// CHECK: function work calls=2
// CHECK: function on_usr1 calls=11 primitive=3
// CHECK: function on_usr2 calls=1
// CHECK: function bottom calls=3
// CHECK: function worker calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=2
// CHECK: edge work -> on_usr1 calls=1
// CHECK: edge work -> on_usr2 calls=1
// CHECK: edge on_usr2 -> on_usr1 calls=1
// CHECK: edge on_usr1 -> on_usr1 calls=8 primitive=2
// CHECK: edge on_usr1 -> bottom calls=3
// CHECK: edge outside -> worker calls=1
// CHECK: edge worker -> on_usr1 calls=1
