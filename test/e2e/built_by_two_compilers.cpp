// REQUIRES: other
// Objects of gcc and of clang in one program share the hook table and boot, and
// merge what both of them define.
// RUN: %profpass flags --cc=%other > %t.flags
// RUN: %other -g -O0 $(cat %t.flags) -DSECOND -c %s -o %t.o
// RUN: %profpass_cxx -O0 %s %t.o -o %t && %run %t && %check
// RUN: %other -g -O2 $(cat %t.flags) -DSECOND -c %s -o %t.o
// RUN: %profpass_cxx -O2 %s %t.o -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -c %s -o %t.1.o && %cxx %t.o %t.1.o -o %t && %run %t && %check
// RUN: %readelf -sW %t > %t.symbols
// RUN: for s in hooks boot idle_enter idle_exit idle_settle idle_resync found said; do \
// RUN:   grep " __profpass_$s$" %t.symbols > %t.one && grep -c . %t.one | grep -qx 1 || { echo $s; exit 1; }; \
// RUN: done
// RUN: %profpass dump %t.prof | grep -c '^program .*producer="[a-z]* [0-9.]*, [a-z]* [0-9.]*"'
#include <stdexcept>

#define PROFILE __attribute__((profile))

template <typename T> PROFILE T shared(T n)
{
    if (n > 3)                                //@ occurrences=6
        throw std::out_of_range("as wanted"); //@ occurrences=2
    return n + 1;                             //@ occurrences=4
}

#ifdef SECOND
PROFILE int second(int n)
{
    return shared(n) + shared(n + 1);
}
#else
int second(int n);

PROFILE static int tried(int n)
{
    try {
        return second(n);
    } catch (const std::out_of_range &) {
        return 0;
    }
}

PROFILE int main()
{
    return tried(1) + tried(3) + tried(5) + shared(0) == 6 ? 0 : 1;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function tried(int) calls=3
// CHECK: function second(int) calls=3
// CHECK: function "shared<int>(int)" calls=6
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> tried(int) calls=3
// CHECK: edge main -> "shared<int>(int)" calls=1
// CHECK: edge tried(int) -> second(int) calls=3
// CHECK: edge second(int) -> "shared<int>(int)" calls=5
