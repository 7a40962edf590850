// A program that replaces itself by exec leaves a complete profile; the program
// that follows in the same process writes one of its own.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %check_file --prefix SECOND %s %t.prof.1
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
// RUN: %check_file --prefix SECOND %s %t.prof.1
#include <unistd.h>

#define PROFILE __attribute__((profile))

PROFILE static void first(void) {}
PROFILE static void second(void) {}

PROFILE int main(int argc, char **argv)
{
    if (argc > 1) {
        second();
        return 0;
    }
    for (int i = 0; i < 10; i++)
        first();
    execl(argv[0], argv[0], "again", (char *)NULL);
    return 1;
}

// CHECK: end running
// CHECK: function main calls=1
// CHECK: function first calls=10
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> first calls=10

// SECOND: end exit 0
// SECOND: function main calls=1
// SECOND: function second calls=1
// SECOND: edge outside -> main calls=1
// SECOND: edge main -> second calls=1
