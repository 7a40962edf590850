// However a library is opened, its calls and blocks are recorded, and all its
// visits are one function.
// RUN: %profpass_cc -O0 -fno-builtin -DPLUG_IN -shared -fPIC %s -o %t.so
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t && %run %t %t.so && %check
// RUN: %profpass_cc -O2 -fno-builtin -DPLUG_IN -shared -fPIC %s -o %t.so
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && %run %t %t.so && %check
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

#ifdef PLUG_IN
PROFILE static int inner(void)
{
    free(malloc(10)); //@ occurrences=14 allocations=14 allocated=140
    return 1;
}

PROFILE int plugged(void)
{
    return inner();
}
#else
PROFILE static int use(const char *path, int mode)
{
    void *library = dlopen(path, mode);
    int (*plugged)(void) = (int (*)(void))dlsym(library, "plugged");
    int n = plugged() + plugged();
    return dlclose(library) == 0 ? n : -1;
}

PROFILE int main(int argc, char **argv)
{
    static const int modes[] = {RTLD_NOW,
                                RTLD_LAZY,
                                RTLD_LAZY | RTLD_LOCAL,
                                RTLD_NOW | RTLD_DEEPBIND,
                                RTLD_LAZY | RTLD_DEEPBIND,
                                RTLD_LAZY | RTLD_GLOBAL,
                                RTLD_NOW | RTLD_NODELETE};
    int sum = 0;
    for (int i = 0; i < 7; i++)
        sum += use(argv[argc - 1], modes[i]);
    return sum == 14 ? 0 : 1;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function use calls=7
// CHECK: function plugged calls=14
// CHECK: function inner calls=14
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> use calls=7
// CHECK: edge use -> plugged calls=14
// CHECK: edge plugged -> inner calls=14
