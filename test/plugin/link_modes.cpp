// link_modes.cpp - two units with a comdat function in common, linked every way
// RUN: %cc -fPIC -I%source_root/include -c %S/Inputs/log.c -o %t.log.o
// RUN: %profpass_cxx -O2 -c %s -o %t.1.o
// RUN: %profpass_cxx -O2 -c %s -DOTHER -o %t.2.o
// RUN: %cxx %t.1.o %t.2.o %t.log.o -o %t.plain && %t.plain > %t.log
// RUN: %FileCheck %s < %t.log
// RUN: sort %t.log > %t.expected
//
// RUN: rm -f %t.a && ar rc %t.a %t.2.o
// RUN: %cxx %t.1.o %t.a %t.log.o -o %t.archive && %t.archive > %t.got
// RUN: sort %t.got | diff %t.expected -
//
// RUN: %cxx -no-pie %t.1.o %t.2.o %t.log.o -o %t.nopie && %t.nopie > %t.got
// RUN: sort %t.got | diff %t.expected -
//
// RUN: %cxx -static %t.1.o %t.2.o %t.log.o -o %t.static && %t.static > %t.got
// RUN: sort %t.got | diff %t.expected -
//
// RUN: %profpass_cxx -O2 -fPIC -c %s -o %t.1.pic.o
// RUN: %profpass_cxx -O2 -fPIC -shared %s -DOTHER -o %t.so -Wl,--unresolved-symbols=ignore-all
// RUN: %cxx -rdynamic %t.1.pic.o %t.log.o %t.so -Wl,-rpath,%T -o %t.shared && %t.shared > %t.got
// RUN: sort %t.got | diff %t.expected -
//
// RUN: %profpass_cxx -O2 -ffunction-sections -fdata-sections -c %s -o %t.1.gc.o
// RUN: %profpass_cxx -O2 -ffunction-sections -fdata-sections -c %s -DOTHER -o %t.2.gc.o
// RUN: %cxx -Wl,--gc-sections %t.1.gc.o %t.2.gc.o %t.log.o -o %t.gc && %t.gc > %t.got
// RUN: sort %t.got | diff %t.expected -
#include <cstdio>

template <typename T> [[gnu::profile]] T common(T x)
{
    return x + 1;
}

#ifdef OTHER
[[gnu::profile]] int other(int x)
{
    return common(x) + common(x);
}
#else
int other(int x);

[[gnu::profile]] int main()
{
    const int here = common(1);
    std::printf("%d %d\n", here, other(2));
}
#endif

// CHECK:      enter main
// CHECK-NEXT:   enter common<int>(int)
// CHECK-NEXT:   exit common<int>(int)
// CHECK-NEXT:   enter other(int)
// CHECK-NEXT:     enter common<int>(int)
