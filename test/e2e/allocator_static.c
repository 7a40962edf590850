// REQUIRES: jemalloc, tcmalloc
// An allocator that is linked into the program is the program's own malloc: said
// once, calls recorded, and the program runs with it as ever.
// RUN: %profpass_cc -O0 -fno-builtin -pthread %s -o %t -Wl,-Bstatic -ljemalloc -Wl,-Bdynamic -lstdc++ -lm -ldl
// RUN: %run %t 2>%t.err && %check && grep -q "the program brings its own malloc" %t.err
// RUN: %profpass_cc -O2 -fno-builtin -pthread %s -o %t -Wl,-Bstatic -ltcmalloc_minimal -Wl,-Bdynamic -lstdc++ -lm -ldl
// RUN: %run %t 2>%t.err && %check && grep -q "the program brings its own malloc" %t.err
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

__attribute__((profile)) static void *work(void *argument)
{
    for (int i = 0; i < 1000; i++) {
        char *block = malloc(8);
        block = realloc(block, 8 + (size_t)i);
        memset(block, 1, 8 + (size_t)i);
        free(block);
    }
    return argument;
}

__attribute__((profile)) int main(void)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    work(NULL);
    return 0;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> work calls=4
// CHECK: edge main -> work calls=1
// CHECK: heap allocations=0 frees=0
