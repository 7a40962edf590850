// An instrumented shared library serves a program that knows nothing of it.
// RUN: %profpass_cc -O0 -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %cc -O0 %s %t.so -Wl,-rpath,%T -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -DLIBRARY -shared -fPIC %s -o %t.so
// RUN: %cc -O2 %s %t.so -Wl,-rpath,%T -o %t && %run %t && %check
#include <stdlib.h>

#ifdef LIBRARY
__attribute__((profile)) void *make(size_t n)
{
    return malloc(n); //@ occurrences=2 allocations=2 allocated=30 live=20
}
#else
void *make(size_t n);

int main(void)
{
    free(make(10));
    return make(20) == NULL;
}
#endif

// CHECK: end exit 0
// CHECK: function make calls=2 net=30
// CHECK: edge outside -> make calls=2
