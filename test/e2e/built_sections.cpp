// Functions in sections of their own, the unused ones thrown out by the linker:
// those that are left count as ever, whoever had the copy that is kept.
// RUN: %profpass_cxx -O0 -ffunction-sections -fdata-sections -DSECOND -c %s -o %t.o
// RUN: %profpass_cxx -O0 -ffunction-sections -fdata-sections -Wl,--gc-sections %s %t.o -o %t
// RUN: %run %t && %check
// RUN: %profpass_cxx -O2 -ffunction-sections -fdata-sections -DSECOND -c %s -o %t.o
// RUN: %profpass_cxx -O2 -ffunction-sections -fdata-sections -Wl,--gc-sections %s %t.o -o %t
// RUN: %run %t && %check && %nm -C %t > %t.names
// RUN: grep -q ' main$' %t.names && %not grep ' unused' %t.names
#define PROFILE __attribute__((profile, noinline))

template <typename T> PROFILE T shared(T n)
{
    return n + 1; //@ occurrences=7
}

#ifdef SECOND
PROFILE int second(int n)
{
    return shared(n) + shared(n); //@ occurrences=2
}

PROFILE int unused_second(int n)
{
    return second(n);
}
#else
int second(int n);

PROFILE int unused(int n)
{
    return n ? unused(n - 1) : shared(n);
}

PROFILE int main()
{
    int sum = second(1) + second(2); //@ occurrences=1
    for (int i = 0; i < 3; i++)      //@ occurrences=4
        sum += shared(i);            //@ occurrences=3
    return sum - 16;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function second(int) calls=2
// CHECK: function "shared<int>(int)" calls=7
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> second(int) calls=2
// CHECK: edge main -> "shared<int>(int)" calls=3
// CHECK: edge second(int) -> "shared<int>(int)" calls=4
