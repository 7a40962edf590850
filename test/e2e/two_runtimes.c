// Two copies of the runtime in one process, preloaded, or brought by libraries of
// different installations: the first records, and there is one profile.
// RUN: rm -rf %t.dir && mkdir %t.dir && cp %profpass_lib/libprofrt.so %t.dir && cp %profpass_lib/libprofrt.so %t.dir/libprofrt.so.2
// RUN: %profpass_cc -O0 -fno-builtin -DLIBRARY=here -shared -fPIC %s -o %t.here.so
// RUN: %profpass_cc -O0 -fno-builtin -DLIBRARY=there -fplugin-arg-profpass-runtime=%t.dir/libprofrt.so -shared -fPIC %s -o %t.there.so
// RUN: %cc -O0 -w %s -o %t -ldl
// RUN: rm -f %t.prof* && export PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof
// RUN: %t %t.here.so %t.there.so && %check && test ! -e %t.prof.1
// RUN: rm -f %t.prof && %t %t.there.so %t.here.so && %check && test ! -e %t.prof.1
// RUN: rm -f %t.prof && env LD_PRELOAD=%t.dir/libprofrt.so %t %t.there.so %t.here.so && %check && test ! -e %t.prof.1
// RUN: rm -f %t.prof && env LD_PRELOAD=%t.dir/libprofrt.so.2:%t.dir/libprofrt.so %t %t.there.so %t.here.so && %check && test ! -e %t.prof.1
#include <dlfcn.h>
#include <stdlib.h>

#ifdef LIBRARY
__attribute__((profile)) static void LIBRARY(void)
{
    free(malloc(100003));
}

void plugged(void)
{
    LIBRARY();
}
#else
int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        ((void (*)(void))dlsym(dlopen(argv[i], RTLD_NOW), "plugged"))();
    return 0;
}
#endif

// CHECK: end exit 0
// CHECK: edge outside -> here calls=1
// CHECK: edge outside -> there calls=1
// CHECK: heap allocated>=200006
// CHECK: loss foreign_frees>=0
