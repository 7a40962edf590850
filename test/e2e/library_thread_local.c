// A library with thread-local variables comes and goes while threads use it; what
// the dynamic linker takes for its variables, and for messages about symbols that
// are not there, is of the line that asked.
// RUN: %cc -w -O1 -shared -fPIC -DLIBRARY -ftls-model=global-dynamic %s -o %t.so
// RUN: %profpass_cc -O0 -fno-builtin %s -o %t -pthread $(%profpass flags --link) && %run %t %t.so && %check
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t -pthread $(%profpass flags --link) && %run %t %t.so && %check
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#ifdef LIBRARY
__thread char text[5000] = "text";

char *touch(void)
{
    text[0]++;
    return text;
}
#else
#define PROFILE __attribute__((profile))

static char *(*touch)(void);

PROFILE static void *user(void *argument)
{
    (void)argument;
    char *mine = touch();   //@ allocations=10
    return strcmp(mine, "uext") == 0 ? mine : NULL;
}

PROFILE static int round(const char *path)
{
    pthread_t thread;
    void *text = NULL;
    void *library = dlopen(path, RTLD_NOW);
    touch = (char *(*)(void))dlsym(library, "touch");
    if (touch == NULL || dlsym(library, "missing") != NULL || dlerror() == NULL)
        return 0;
    pthread_create(&thread, NULL, user, NULL);
    pthread_join(thread, &text);
    return text != NULL && dlclose(library) == 0;
}

int main(int argc, char **argv)
{
    int n = 0;
    for (int i = 0; i < 10; i++)
        n += round(argv[argc - 1]);
    return n == 10 ? 0 : 1;
}

// CHECK: vary what the dynamic linker takes depends on how the library was made
// CHECK: end exit 0
// CHECK: threads 11
// CHECK: function user calls=10
// CHECK: function round calls=10
// CHECK: unattributed allocations=0
#endif
