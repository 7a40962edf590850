// What threads and libraries without probes allocate is of no instrumented caller,
// and with it the lines add up to the whole.
// RUN: %cc -w -O1 -fno-builtin -shared -fPIC -DLIBRARY %s -o %t.so
// RUN: %profpass_cc -O0 -fno-builtin %s %t.so -o %t -pthread && %run %t && %check
// RUN: %profpass_cc -O2 -fno-builtin %s %t.so -o %t -pthread && %run %t && %check
#include <pthread.h>
#include <stdlib.h>

void *take(void *n_bytes);

#ifdef LIBRARY
void *take(void *n_bytes)
{
    return malloc((size_t)n_bytes);
}
#else
__attribute__((profile)) static void *inside(void)
{
    return take((void *)70);                              //@ allocations=1 allocated=70 live=70
}

int main(void)
{
    pthread_t thread;
    pthread_attr_t attributes;
    static char stack[1 << 18] __attribute__((aligned(4096)));
    void *block = take((void *)5);
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, stack, sizeof stack);
    for (size_t i = 1; i <= 10; i++) {
        pthread_create(&thread, &attributes, take, (void *)(i * 1000));
        pthread_join(thread, &block);
        if (i % 2)
            free(block);
    }
    return inside() == NULL;
}

// CHECK: end exit 0
// CHECK: function inside calls=1 net=70
// CHECK: unattributed live=30005
#endif
