// lto.cpp - probes are put in when a unit is compiled, not again at the link
// REQUIRES: lto
// RUN: %cc -I%source_root/include -c %S/Inputs/log.c -o %t.log.o
// RUN: %profpass_cxx -O2 %s %t.log.o -o %t.plain && %t.plain > %t.expected
// RUN: %FileCheck %s < %t.expected
// RUN: %profpass_cxx -O2 %lto %s %t.log.o -o %t.full
// RUN: %t.full > %t.got && diff %t.expected %t.got
// RUN: %profpass_cxx -O2 %lto_parts %s %t.log.o -o %t.thin
// RUN: %t.thin > %t.got && diff %t.expected %t.got
#include <cstdio>

namespace ns {
template <typename T> struct C {
    T value;
    [[gnu::profile]] T get(int n) const { return value + n; }
    [[gnu::profile]] T get() const { return value; }
};
} // namespace ns

[[gnu::profile]] int main()
{
    const ns::C<int> c{3};
    const int more = c.get(1);
    std::printf("%d %d\n", more, c.get());
}

// CHECK:      enter main
// CHECK-NEXT:   enter ns::C<int>::get(int)
// CHECK-NEXT:   exit ns::C<int>::get(int)
// CHECK-NEXT:   enter ns::C<int>::get()
// CHECK-NEXT:   exit ns::C<int>::get()
// CHECK-NEXT: 4 3
// CHECK-NEXT: exit main
// CHECK-NEXT: lto.cpp:[[#]]: 1
