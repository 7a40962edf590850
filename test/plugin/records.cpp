// records.cpp - names, lines and flags as the record says them
// RUN: %cc -I%source_root/include -c %S/Inputs/log.c -o %t.log.o
// RUN: %profpass_cxx -std=c++17 %s %t.log.o -o %t.exe
// RUN: env LOG_RECORDS=1 LOG_LINKAGE=1 %t.exe > %t.log
// RUN: %FileCheck --match-full-lines %s < %t.log
// RUN: %cxx -std=c++17 -x c++-header %s -DHEADER -g -fplugin=%profpass_plugin -o %t.pch
// RUN: %profpass_cxx -std=c++17 -include-pch %t.pch -DBODY %s %t.log.o -o %t.pch.exe
// RUN: env LOG_RECORDS=1 LOG_LINKAGE=1 %t.pch.exe > %t.pch.log
// RUN: %FileCheck --match-full-lines --check-prefix=PCH %s < %t.pch.log
#ifndef BODY
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
// CHECK: record ns::C<int>::get(int const&) records.cpp:14-17 flags 3 options none
// CHECK-NEXT:  linkage _ZN2ns1CIiE3getERKi hash {{[0-9a-f]+}}
// CHECK-NEXT:  line records.cpp:16 flags 0 level -1
// PCH: record ns::C<int>::get(int const&) records.cpp:14-{{1[67]}} flags 3 options none
#endif
