// REQUIRES: clang
// no_passes.c - where clang keeps the plugin's pass from running, it is said
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d
// RUN: %profpass_cc -O2 -save-temps -c %s -o %t.o 2> %t.err && %FileCheck %s < %t.err
// RUN: %profpass_cc -O2 -Xclang -disable-llvm-passes -emit-llvm -c %s -o %t.bc 2> %t.err && %FileCheck %s < %t.err
// RUN: %profpass_cc -O2 -emit-llvm -c %s -o %t.bc 2> %t.err && test ! -s %t.err
// CHECK: warning: profpass: nothing is profiled: clang runs no passes here
__attribute__((profile)) int main(void)
{
    return 0;
}
