// What exit handlers allocate and free is theirs; main, which called exit, waits
// for them.
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

static char *log_text, *report;

PROFILE static void free_log(void)
{
    free(log_text);          //@ increment=-500
    free(report);            //@ increment=-70
}

PROFILE static void make_report(void)
{
    report = malloc(70);     //@ increment=70 allocated=70 live=0
    void *lost = malloc(3);  //@ increment=3 live=3
    (void)lost;
}

PROFILE int main(void)
{
    log_text = malloc(500);  //@ increment=500 live=0
    atexit(free_log);        // the last one first
    atexit(make_report);
    exit(0);                 //@ increment=-497 allocations=0
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=3
// CHECK: function make_report calls=1 net=73
// CHECK: function free_log calls=1 net=-570
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> make_report calls=1
// CHECK: edge main -> free_log calls=1
// CHECK: heap allocations=3 frees=2 allocated=573 live=3 peak=573
// CHECK: unattributed allocations=0
