// Which definition of a name runs is the dynamic linker's choice, and the probes
// are those of the one that runs: the program's before the library's, weak ones
// too, and what -Bsymbolic binds stays bound.
// RUN: %profpass_cc -O0 -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %profpass_cc -O0 -fno-semantic-interposition -DLIBRARY -shared -fPIC -Wl,-Bsymbolic %s -o %t.bound.so
// RUN: %profpass_cc -O0 %s -o %t %t.so && %run %t 24 && %check
// RUN: %profpass_cc -O0 %s -o %t %t.bound.so && %run %t 23 && %check_file --prefix BOUND %s %t.prof
// RUN: %profpass_cc -O2 -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %profpass_cc -O2 -fno-semantic-interposition -DLIBRARY -shared -fPIC -Wl,-Bsymbolic %s -o %t.bound.so
// RUN: %profpass_cc -O2 -rdynamic %s -o %t %t.so && %run %t 24 && %check
// RUN: %profpass_cc -O2 -rdynamic %s -o %t %t.bound.so && %run %t 23 && %check_file --prefix BOUND %s %t.prof
#include <stdlib.h>

#define PROFILE __attribute__((profile))

int level(void);

#ifdef LIBRARY
PROFILE __attribute__((weak, noinline)) int level(void)
{
    return 3;
}

PROFILE int by_library(void)
{
    return 20 + level();
}
#else
int by_library(void);

PROFILE __attribute__((noinline)) int level(void)
{
    return 4;
}

PROFILE int main(int argc, char **argv)
{
    return by_library() == atoi(argv[argc - 1]) && level() == 4 ? 0 : 1;
}
#endif

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> by_library calls=1
// CHECK: edge by_library -> level calls=1
// CHECK: edge main -> level calls=1
//
// Two functions by the name of level are two functions.
// BOUND: end exit 0
// BOUND: edge outside -> main calls=1
// BOUND: edge main -> by_library calls=1
// BOUND: edge by_library -> level calls=1
// BOUND: edge main -> level calls=1
