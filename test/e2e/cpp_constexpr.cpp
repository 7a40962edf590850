// What the compiler evaluates is no call; the same function at run time is one.
// RUN: %profpass_cxx -std=c++20 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++20 -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE constexpr int factorial(int n)
{
    return n < 2 ? 1 : n * factorial(n - 1); //@ occurrences=4
}

PROFILE consteval int twice(int n)
{
    return 2 * n;
}

template <int N> struct Sized {
    static constexpr int value = N;
};

constexpr int known = factorial(5);
constinit int started = factorial(3);
static_assert(known == 120, "evaluated");

PROFILE int main()
{
    volatile int n = 4;
    int array[factorial(3)] = {};
    if constexpr (factorial(2) == 2)
        array[0] = Sized<factorial(4)>::value;
    return array[0] + factorial(n) + twice(3) + started + known == 180 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function "factorial(int)" calls=4 primitive=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "factorial(int)" calls=1
// CHECK: edge "factorial(int)" -> "factorial(int)" calls=3
