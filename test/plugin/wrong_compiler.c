// wrong_compiler.c - a plugin of another clang says which file to use
// REQUIRES: clang, other-plugin
// RUN: %not %cc -fplugin=%other_plugin -c %s -o %t.o 2> %t.err
// RUN: %FileCheck %s < %t.err
// CHECK: profpass: {{.*}}libprofpass-{{[0-9]+}}.so is the plugin of clang {{[0-9]+}}, but this is {{.*}}clang version
// CHECK-SAME: use -fplugin={{.*}}/libprofpass-{{[0-9]+}}.so
int main(void)
{
    return 0;
}
