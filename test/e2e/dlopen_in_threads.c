// Threads open and close libraries while others run in them and allocate.
// RUN: %profpass_cc -O0 -fno-builtin -DPLUG_IN -shared -fPIC %s -o %t.so
// RUN: %profpass_cc -O0 -fno-builtin -pthread %s -o %t && %run %t %t.so && %check
// RUN: %profpass_cc -O2 -fno-builtin -DPLUG_IN -shared -fPIC %s -o %t.so
// RUN: %profpass_cc -O2 -fno-builtin -pthread %s -o %t && %run %t %t.so && %check
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile))

#ifdef PLUG_IN
PROFILE void *plugged(void)
{
    return malloc(24); //@ occurrences=4000 allocations=4000 live=0
}
#else
enum { N_THREADS = 4, N_ROUNDS = 100, N_CALLS = 10 };

static const char *path;

PROFILE static void work(void)
{
    free(malloc(8));
}

PROFILE static void use(void)
{
    void *library = dlopen(path, RTLD_NOW);
    void *(*plugged)(void) = (void *(*)(void))dlsym(library, "plugged");
    for (int i = 0; i < N_CALLS; i++) {
        free(plugged());
        work();
    }
    dlclose(library);
}

PROFILE static void *worker(void *argument)
{
    for (int i = 0; i < N_ROUNDS; i++)
        use();
    return argument;
}

PROFILE int main(int argc, char **argv)
{
    pthread_t threads[N_THREADS];
    path = argv[argc - 1];
    for (int i = 0; i < N_THREADS; i++)
        pthread_create(&threads[i], NULL, worker, NULL);
    for (int i = 0; i < N_THREADS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
#endif

// CHECK: vary the loader allocates as the threads race
// CHECK: end exit 0
// CHECK: threads 5
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> worker calls=4
// CHECK: edge worker -> use calls=400
// CHECK: edge use -> plugged calls=4000
// CHECK: edge use -> work calls=4000
