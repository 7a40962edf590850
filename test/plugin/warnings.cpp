// warnings.cpp - a mark that cannot be honoured is a warning at
// the mark with clang, at the name with GCC
// RUN: %profpass_cxx -std=c++20 -c %s -o %t.o 2> %t.err
// RUN: %FileCheck %s < %t.err
// CHECK: warnings.cpp:[[#@LINE+1]]:{{3|51}}: warning: 'profile' attribute ignored: the function is no_instrument_function
[[gnu::profile, gnu::no_instrument_function]] int a()
{
    return 1;
}
// CHECK: warnings.cpp:[[#@LINE+1]]:{{3|34}}: warning: 'profile' attribute ignored: a naked function has no place for probes
[[gnu::profile, gnu::naked]] int b()
{
    __asm__("ret");
}
