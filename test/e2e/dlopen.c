// A plug-in that comes by dlopen and goes by dlclose keeps its names and counts;
// when it comes again they go on.
// RUN: %profpass_cc -O0 -DPLUG_IN -shared -fPIC %s -o %t.so
// RUN: %profpass_cc -O0 %s -o %t && %run %t %t.so && %check
// RUN: %profpass_cc -O2 -DPLUG_IN -shared -fPIC %s -o %t.so
// RUN: %profpass_cc -O2 %s -o %t && %run %t %t.so && %check
#include <dlfcn.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

#ifdef PLUG_IN
PROFILE void *plugged(void)
{
    return malloc(50); //@ occurrences=6 allocations=6 allocated=300 live=300
}
#else
PROFILE static void use(const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *(*plugged)(void) = (void *(*)(void))dlsym(library, "plugged");
    for (int i = 0; i < 3; i++)
        plugged();
    dlclose(library);
}

PROFILE int main(int argc, char **argv)
{
    (void)argc;
    use(argv[1]);
    use(argv[1]);
    return 0;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function use calls=2
// CHECK: function plugged calls=6
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> use calls=2
// CHECK: edge use -> plugged calls=6
