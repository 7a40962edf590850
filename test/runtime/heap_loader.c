/* heap_loader.c - load the runtime as an instrumented object would: preloaded,
 * its constructor opens the library that $PROFPASS_TEST_RUNTIME names */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((constructor(101))) static void load(void)
{
    if (dlopen(getenv("PROFPASS_TEST_RUNTIME"), RTLD_NOW | RTLD_LOCAL) == NULL)
        fprintf(stderr, "%s\n", dlerror());
}
