// REQUIRES: lto
// Of several objects some are optimised at link time, some carry both kinds of
// code, some are as ever.
// RUN: %profpass_cxx -O0 -DSECOND -c %s -o %t.2.o && %profpass_cxx -O0 %lto -DTHIRD -c %s -o %t.3.o
// RUN: %profpass_cxx -O0 %lto %s %t.2.o %t.3.o -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %lto_parts -fPIC -DSECOND -c %s -o %t.2.o && %profpass_cxx -O2 -DTHIRD -c %s -o %t.3.o
// RUN: %profpass_cxx -O2 %lto_parts %s %t.2.o %t.3.o -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %lto -c %s -o %t.1.o && %cxx -O2 %lto %t.1.o %t.2.o %t.3.o -Wl,--gc-sections -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

template <typename T> PROFILE T shared(T n)
{
    return n + 1; //@ occurrences=6
}

int second(int n);
int third(int n);

#if defined SECOND
PROFILE int second(int n)
{
    return shared(n) + third(n); //@ occurrences=2
}
#elif defined THIRD
PROFILE int third(int n)
{
    return shared(n); //@ occurrences=3
}
#else
PROFILE int main()
{
    int sum = second(1) + second(2); //@ occurrences=1
    sum += third(3) + shared(4);     //@ occurrences=1
    return sum - 19;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function second(int) calls=2
// CHECK: function third(int) calls=3
// CHECK: function "shared<int>(int)" calls=6
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> second(int) calls=2
// CHECK: edge main -> third(int) calls=1
// CHECK: edge main -> "shared<int>(int)" calls=1
// CHECK: edge second(int) -> "shared<int>(int)" calls=2
// CHECK: edge second(int) -> third(int) calls=2
// CHECK: edge third(int) -> "shared<int>(int)" calls=3
