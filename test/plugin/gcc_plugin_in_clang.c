// gcc_plugin_in_clang.c - clang with GCC's plugin stops and says what to use
// REQUIRES: clang, gcc-plugin
// RUN: %not %cc -fplugin=%profpass_lib/profpass.so -c %s -o %t.o 2> %t.err
// RUN: %FileCheck %s < %t.err
// CHECK: profpass: {{.*}}/profpass.so is the plugin of gcc, but this is clang; use -fplugin={{.*}}/libprofpass-N.so, N the version of clang
int main(void)
{
    return 0;
}
