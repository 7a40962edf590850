// wrong_gcc.c - a GCC without a plugin, or another one than that which the
// plugin was built for, stops and says what to do
// REQUIRES: gcc
// RUN: rm -rf %t.dir && mkdir %t.dir && cp %profpass_plugin %t.dir
// RUN: %not %cc -fplugin=%t.dir/profpass.so -c %s -o %t.o 2> %t.err
// RUN: %FileCheck --check-prefix=NONE %s < %t.err
// NONE: profpass: this is gcc [[V:[0-9]+]].{{[0-9.]+}}, but there is no {{.*}}/profpass/gcc-[[V]]/profpass.so: build profpass where gcc [[V]] and its headers (gcc-[[V]]-plugin-dev) are installed
//
// RUN: %cc -shared -fPIC -w -DPLUGIN="\"%profpass_lib/profpass/gcc-$(%cc -dumpversion)/profpass.so\"" \
// RUN:     %S/Inputs/other_version.c -o %t.so
// RUN: %not %cc -fplugin=%t.so -c %s -o %t.o 2> %t.err2
// RUN: %FileCheck --check-prefix=OTHER %s < %t.err2
// OTHER: error: profpass: {{.*}}/profpass.so is the plugin of gcc {{[0-9.]+}} ({{[0-9]+}}), but this is gcc 12.9.9 ({{[0-9]+}}); build profpass again where this gcc and its headers (gcc-12-plugin-dev) are installed
int main(void)
{
    return 0;
}
