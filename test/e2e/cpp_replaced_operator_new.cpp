// A program that replaces the global operator new: each block is counted once,
// as the malloc that it is, for the innermost marked line.
// RUN: %profpass_cxx -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -fno-builtin %s -o %t && %run %t && %check
#include <cstdlib>
#include <new>
#include <vector>

#define PROFILE __attribute__((profile))

static int n_live;

PROFILE void *operator new(std::size_t n)
{
    n_live++;
    if (void *p = std::malloc(n + 16)) //@ allocations=2 allocated=472 live=56
        return p;
    throw std::bad_alloc();            //@ occurrences=0
}

PROFILE void operator delete(void *p) noexcept
{
    n_live--;
    std::free(p);                      //@ occurrences=1 increment=-416
}

void operator delete(void *p, std::size_t) noexcept
{
    operator delete(p);
}

void *volatile escaped;

PROFILE int main()
{
    std::vector<int> numbers(100);     //@ allocations=0 increment=416
    escaped = new char[40];            //@ allocations=0 increment=56
    return n_live == 2 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: heap allocations=2 frees=1 live=56 peak=472
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "operator new(unsigned long)" calls=2
// CHECK: edge main -> "operator delete(void*)" calls=1
