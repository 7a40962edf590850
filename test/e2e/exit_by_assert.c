// A failed assertion, and _exit and _Exit deep in the stack, lose nothing and are
// on record as the program's end.
// RUN: %profpass_cc -O0 %s -o %t
// RUN: %run %t assert 2>/dev/null; test $? -eq 134
// RUN: %check
// RUN: %run %t _exit; test $? -eq 2
// RUN: %check --prefix=UNDERSCORE
// RUN: %run %t _Exit; test $? -eq 2
// RUN: %check --prefix=UNDERSCORE
// RUN: %profpass_cc -O2 %s -o %t
// RUN: %run %t assert 2>/dev/null; test $? -eq 134
// RUN: %check
// RUN: %run %t _exit; test $? -eq 2
// RUN: %check --prefix=UNDERSCORE
// RUN: %run %t _Exit; test $? -eq 2
// RUN: %check --prefix=UNDERSCORE
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE static void never(void) {}
PROFILE static void work(void) {}

PROFILE static void leave(const char *how)
{
    work();
    if (strcmp(how, "_exit") == 0)
        _exit(2);
    if (strcmp(how, "_Exit") == 0)
        _Exit(2);
    assert(how == NULL);
}

PROFILE int main(int argc, char **argv)
{
    (void)argc;
    atexit(never);
    leave(argv[1]);
    return 0;
}

// CHECK: end signal 6
// CHECK: function main calls=1
// CHECK: function leave calls=1
// CHECK: function work calls=1 self=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> leave calls=1
// CHECK: edge leave -> work calls=1

// UNDERSCORE: end exit 2
// UNDERSCORE: function main calls=1 self=1 total=4
// UNDERSCORE: function leave calls=1 self=2 total=3
// UNDERSCORE: function work calls=1 self=1
// UNDERSCORE: edge outside -> main calls=1
// UNDERSCORE: edge main -> leave calls=1
// UNDERSCORE: edge leave -> work calls=1
