// The calls reach the runtime however it came: linked in, linked to, preloaded, or
// loaded by an instrumented library, by files with probes and without. Where there
// is none they do nothing.
// RUN: %cc -O2 -Wall -Wextra -Werror -I%source_root/include -DLIBRARY -shared -fPIC %s -o %t.plain.so
// RUN: %cc -std=gnu99 -O2 -Wall -Wextra -Werror -I%source_root/include %s -o %t.plain -ldl && %t.plain %t.plain.so
// RUN: %profpass_cc -O2 -I%source_root/include -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %run %t.plain %t.so && %check --prefix LOADED
// RUN: %profpass_cc -O0 -I%source_root/include %s -o %t -ldl && %run %t %t.plain.so && %check
// RUN: %profpass_cc -O2 -I%source_root/include %s -o %t -ldl && %run %t %t.plain.so && %check
// RUN: rm -f %t.prof && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof LD_PRELOAD=%profpass_lib/libprofrt.so %t %t.plain.so && %check
// RUN: rm -f %t.prof && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof LD_PRELOAD=%profpass_lib/libprofrt.so %t.plain %t.plain.so && %check --prefix PLAIN
// RUN: %cc -O2 -I%source_root/include %s -o %t.linked $(%profpass flags --link) -ldl && %run %t.linked %t.plain.so && %check --prefix PLAIN
// RUN: %profpass_cc -O2 -I%source_root/include -DALONE %s -o %t $(%profpass flags --cc=%cc --static)
// RUN: %run %t && %check --prefix ALONE
// RUN: %profpass_cc -O2 -I%source_root/include -DALONE -no-pie -ffunction-sections -fdata-sections -Wl,--gc-sections %s -o %t && %run %t && %check --prefix ALONE
// RUN: %strip %t && %run %t && %check --prefix ALONE
#include <dlfcn.h>
#include <errno.h>
#include <profpass/profpass.h>

static void region(const char *name)
{
    errno = 17;
    profpass_region outer = profpass_region_begin(name);
    profpass_disable();
    profpass_region inner = profpass_region_begin("never");
    profpass_region_end(inner);
    profpass_enable();
    profpass_region_end(outer);
    profpass_set_thread_name("main");
}

#ifdef LIBRARY
PROFPASS_PROFILE void plugged(void)
{
    region("of library");
}
#else
__attribute__((constructor)) static void early(void)
{
    region("early");
}

__attribute__((destructor)) static void late(void)
{
    region("late");
}

PROFPASS_PROFILE int main(int argc, char **argv)
{
    region("of main");
    if (errno != 17)
        return 2;
#ifndef ALONE
    void *library = dlopen(argv[argc - 1], RTLD_NOW);
    void (*plugged)(void) =
        library != NULL ? (void (*)(void))dlsym(library, "plugged") : NULL;
    if (plugged == NULL)
        return 3;
    plugged();
#else
    (void)argv;
    (void)argc;
#endif
    return errno == 17 ? 0 : 4;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function early calls=1
// CHECK: function late calls=1
// CHECK: function "of main" calls=1
// CHECK: function "of library" calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> early calls=1
// CHECK: edge outside -> late calls=1
// CHECK: edge main -> "of main" calls=1
// CHECK: edge main -> "of library" calls=1

// LOADED: end exit 0
// LOADED: function plugged calls=1
// LOADED: function "of library" calls=1
// LOADED: function late calls=1
// LOADED: edge outside -> plugged calls=1
// LOADED: edge plugged -> "of library" calls=1
// LOADED: edge outside -> late calls=1

// PLAIN: end exit 0
// PLAIN: function early calls=1
// PLAIN: function late calls=1
// PLAIN: function "of main" calls=1
// PLAIN: function "of library" calls=1
// PLAIN: edge outside -> early calls=1
// PLAIN: edge outside -> late calls=1
// PLAIN: edge outside -> "of main" calls=1
// PLAIN: edge outside -> "of library" calls=1

// ALONE: end exit 0
// ALONE: function main calls=1
// ALONE: function early calls=1
// ALONE: function late calls=1
// ALONE: function "of main" calls=1
// ALONE: edge outside -> main calls=1
// ALONE: edge outside -> early calls=1
// ALONE: edge outside -> late calls=1
// ALONE: edge main -> "of main" calls=1
