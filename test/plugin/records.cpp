// records.cpp - names, lines and flags as the record says them
// RUN: %cc -I%source_root/include -c %S/Inputs/log.c -o %t.log.o
// RUN: %profpass_cxx -std=c++17 %s %t.log.o -o %t.exe
// RUN: env LOG_RECORDS=1 LOG_LINKAGE=1 %t.exe > %t.log
// RUN: %FileCheck --match-full-lines %s < %t.log
// RUN: rm -rf %t.dir && mkdir %t.dir && cp %s %t.dir/records.cpp
// RUN: %profpass_cxx -std=c++17 -x c++-header %t.dir/records.cpp -DHEADER -o %t.dir/records.cpp.gch
// RUN: %profpass_cxx -std=c++17 -include %t.dir/records.cpp -DHEADER %s %t.log.o -o %t.pch.exe
// RUN: env LOG_RECORDS=1 LOG_LINKAGE=1 %t.pch.exe > %t.pch.log
// RUN: %FileCheck --match-full-lines --check-prefix=PCH %s < %t.pch.log
#ifdef SEEN // as a header, with -DHEADER
#define BODY
#endif
#define SEEN
#ifndef BODY
// CHECK: record ns::C<int>::get(int const&) records.cpp:[[#@LINE+6]]-[[#@LINE+9]] flags 3 options none
// CHECK-NEXT:  linkage _ZN2ns1CIiE3getERKi hash {{[0-9a-f]+}}
// CHECK-NEXT:  line records.cpp:[[#@LINE+6]] flags 0 level -1
namespace ns {
template <typename T> struct C {
    T value;
    [[profpass::profile]] int get(const T &extra)
    {
        return value + extra;
    }
};
} // namespace ns
#endif
#if !defined HEADER || defined BODY
// CHECK: record operator+(ns::C<int> const&, int) records.cpp:[[#@LINE+3]]-[[#@LINE+6]] flags 3 options lines=all
// CHECK-NEXT:  linkage _ZplRKN2ns1CIiEEi hash {{[0-9a-f]+}}
__attribute__((profile("lines=all")))
int operator+(const ns::C<int> &c, int x)
{
    return c.value + x;
}

int main()
{
    ns::C<int> c{1};
    return c.get(1) + (c + 1) - 4;
}
// PCH: record ns::C<int>::get(int const&) records.cpp:22-{{2[45]}} flags 3 options none
#endif
