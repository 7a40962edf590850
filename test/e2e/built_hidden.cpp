// A shared library with hidden symbols and a program with none to spare: each
// has a table of its own, and calls between them are edges.
// RUN: %profpass_cxx -O0 -DLIBRARY -fPIC -shared -fvisibility=hidden -fvisibility-inlines-hidden -Wl,-z,now,-z,defs %s -o %t.so
// RUN: %profpass_cxx -O0 -fvisibility=hidden %s %t.so -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -DLIBRARY -fPIC -shared -fvisibility=hidden -fvisibility-inlines-hidden -Wl,-z,now,-z,defs %s -o %t.so
// RUN: %profpass_cxx -O2 -fvisibility=hidden %s %t.so -o %t && %run %t && %check
// RUN: %nm -D --defined-only %t.so > %t.names && %not grep profpass %t.names
#define PROFILE __attribute__((profile))
#define SHOWN __attribute__((visibility("default")))

PROFILE inline int inner(int n)
{
    return n + 1; //@ occurrences=5
}

#ifdef LIBRARY
SHOWN PROFILE int outer(int (*back)(int), int n)
{
    return inner(n) + back(n);
}
#else
SHOWN int outer(int (*back)(int), int n);

PROFILE static int back(int n)
{
    return inner(n) + 1;
}

PROFILE int main()
{
    return outer(back, 1) + outer(back, 2) + inner(0) - 13;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function back(int) calls=2
// CHECK: function "outer(int (*)(int), int)" calls=2
// CHECK: function inner(int) calls=5
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "outer(int (*)(int), int)" calls=2
// CHECK: edge main -> inner(int) calls=1
// CHECK: edge "outer(int (*)(int), int)" -> inner(int) calls=2
// CHECK: edge "outer(int (*)(int), int)" -> back(int) calls=2
// CHECK: edge back(int) -> inner(int) calls=2
