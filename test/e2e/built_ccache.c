// REQUIRES: ccache
// From a compiler cache comes what the compiler would make: another option or
// another plugin is another object.
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d && cp %s cached.c
// RUN: export CCACHE_DIR=%t.d/cache CCACHE_STATSLOG=%t.d/stats && cp $(%profpass flags --cc=%cc | sed s/-fplugin=//) profpass.so && ln -s %profpass_lib/libprofrt.so .
// RUN: ccache %cc -g -O2 -fplugin=./profpass.so -c cached.c -o first.o && grep -qx cache_miss stats && rm stats
// RUN: ccache %cc -g -O2 -fplugin=./profpass.so -c cached.c -o cached.o && grep -qE '^(direct|preprocessed)_cache_hit$' stats && rm stats
// RUN: cmp first.o cached.o && %cc cached.o -o %t && %run %t && %check_file %s %t.prof
// RUN: ccache %cc -g -O2 -fplugin=./profpass.so -fplugin-arg-profpass-all -c cached.c -o all.o && grep -qx cache_miss stats && rm stats
// RUN: %cc all.o -o %t.all && %run %t.all && %profpass dump %t.prof | grep -c '^function leaf .*calls=4 '
// RUN: printf x >> profpass.so && ccache %cc -g -O2 -fplugin=./profpass.so -c cached.c -o other.o && grep -qx cache_miss stats
// RUN: cmp first.o other.o
static int leaf(int n)
{
    return n + 1;
}

__attribute__((profile)) int main(void)
{
    int n = 0;
    while (n < 4)
        n = leaf(n);
    return n - 4;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: edge outside -> main calls=1
