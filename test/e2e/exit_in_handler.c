// exit, and quick_exit with its handlers, inside a signal handler: the functions
// that it interrupted were running.
// RUN: %profpass_cc -O0 %s -o %t
// RUN: %run %t; test $? -eq 3
// RUN: %check
// RUN: %run %t quick; test $? -eq 3
// RUN: %check --prefix=QUICK
// RUN: %profpass_cc -O2 %s -o %t
// RUN: %run %t; test $? -eq 3
// RUN: %check
// RUN: %run %t quick; test $? -eq 3
// RUN: %check --prefix=QUICK
#include <signal.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static int quickly;

PROFILE static void at_quick(void) {}
PROFILE static void at_end(void) {}

PROFILE static void on_signal(int number)
{
    (void)number;
    if (quickly)
        quick_exit(3);
    exit(3);
}

PROFILE static void work(void)
{
    raise(SIGUSR1);
}

PROFILE int main(int argc, char **argv)
{
    (void)argv;
    quickly = argc > 1;
    at_quick_exit(at_quick);
    atexit(at_end);
    signal(SIGUSR1, on_signal);
    work();
    return 0;
}

// CHECK: end exit 3
// CHECK: function main calls=1
// CHECK: function work calls=1
// CHECK: function on_signal calls=1
// CHECK: function at_end calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=1
// CHECK: edge work -> on_signal calls=1
// CHECK: edge on_signal -> at_end calls=1

// QUICK: end exit 3
// QUICK: function main calls=1
// QUICK: function work calls=1
// QUICK: function on_signal calls=1
// QUICK: function at_quick calls=1
// QUICK: edge outside -> main calls=1
// QUICK: edge main -> work calls=1
// QUICK: edge work -> on_signal calls=1
// QUICK: edge on_signal -> at_quick calls=1
