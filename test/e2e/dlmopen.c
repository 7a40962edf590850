// A library in a namespace of its own has a libc of its own: the program and it
// run undisturbed, and the rest is recorded.
// RUN: %profpass_cc -O0 -DPLUG_IN -shared -fPIC %s -o %t.so
// RUN: %profpass_cc -O0 %s -o %t && %run %t %t.so
// RUN: %check && test ! -e %t.prof.1
// RUN: %profpass_cc -O2 -DPLUG_IN -shared -fPIC %s -o %t.so
// RUN: %profpass_cc -O2 %s -o %t && %run %t %t.so
// RUN: %check && test ! -e %t.prof.1
// RUN: rm -f %t.prof* && env PROFPASS_OPTIONS=report=none:clock=step:output=%t.prof %profpass run -o %t.dat %t %t.so
// RUN: %check && test ! -e %t.prof.1
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

#ifdef PLUG_IN
PROFILE int plugged(int n)
{
    char *volatile block = malloc(100);
    block[0] = (char)n;
    n = block[0] + 1;
    free(block);
    return n;
}
#else
PROFILE static int use(const char *path)
{
    void *library = dlmopen(LM_ID_NEWLM, path, RTLD_NOW | RTLD_LOCAL);
    int (*plugged)(int) = (int (*)(int))dlsym(library, "plugged");
    return plugged(1) + plugged(2);
}

PROFILE int main(int argc, char **argv)
{
    return use(argv[argc - 1]) == 5 ? 0 : 1;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function use calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> use calls=1
