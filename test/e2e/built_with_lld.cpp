// REQUIRES: lld
// Linked by lld: one table of hooks, one copy of what several objects define.
// RUN: %profpass_cxx -O0 -DSECOND -c %s -o %t.o
// RUN: %profpass_cxx -O0 -fuse-ld=lld %s %t.o -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -ffunction-sections -DSECOND -c %s -o %t.o
// RUN: %profpass_cxx -O2 -ffunction-sections -fuse-ld=lld -Wl,--icf=all,--gc-sections %s %t.o -o %t
// RUN: %run %t && %check
// RUN: %readelf -sW %t | grep -c 'OBJECT.* __profpass_hooks' | grep -qx 1
#include <stdexcept>

#define PROFILE __attribute__((profile))

// Of equal code, so that the linker may fold them.
PROFILE inline int first(int n)
{
    return n + 1; //@ occurrences=3
}

PROFILE inline int twin(int n)
{
    return n + 1; //@ occurrences=2
}

#ifdef SECOND
PROFILE int second()
{
    if (first(1) + twin(1) == 4)
        throw std::runtime_error("as expected");
    return 1;
}
#else
int second();

PROFILE int main()
{
    try {
        return second();
    } catch (const std::runtime_error &) {
        return first(1) + first(2) + twin(3) - 9;
    }
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function second() calls=1
// CHECK: function first(int) calls=3
// CHECK: function twin(int) calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> second() calls=1
// CHECK: edge main -> first(int) calls=2
// CHECK: edge main -> twin(int) calls=1
// CHECK: edge second() -> first(int) calls=1
// CHECK: edge second() -> twin(int) calls=1
