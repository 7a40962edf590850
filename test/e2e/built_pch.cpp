// A precompiled header that was made with the plugin brings its marks along;
// one made without it has lost them, but disturbs no one else's.
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d && echo '#define HEAD' > head.h && cat %s >> head.h
// RUN: %profpass_cxx -O0 -x c++-header head.h -o head.h.gch
// RUN: %profpass_cxx -O0 -Winvalid-pch -Werror -include head.h %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -x c++-header head.h -o head.h.gch
// RUN: %profpass_cxx -O2 -Winvalid-pch -Werror -include head.h %s -o %t && %run %t && %check
//
// RUN: %cxx -g -O2 -Wno-attributes -Wno-unknown-attributes -x c++-header head.h -o head.h.gch
// RUN: %profpass_cxx -O2 -Winvalid-pch -Werror -include head.h %s -o %t && %run %t
// RUN: %profpass dump %t.prof > %t.dump && grep -c '^function' %t.dump | grep -qx 1
// RUN: grep -q '^edge - -> main calls=1' %t.dump
#ifdef HEAD
#undef HEAD
#include <vector>

template <typename T> __attribute__((profile)) T half(T n)
{
    return n / 2;
}

__attribute__((profile)) inline int twice(int n)
{
    return 2 * n;
}
#else
__attribute__((profile)) int main()
{
    const std::vector<int> numbers = {half(4), twice(3)};
    return numbers[0] + numbers[1] + twice(0) - 8; //@ occurrences=1
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function twice(int) calls=2
// CHECK: function half<int>(int) calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> twice(int) calls=2
// CHECK: edge main -> half<int>(int) calls=1
