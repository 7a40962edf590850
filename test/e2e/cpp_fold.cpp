// A fold expression calls once for each argument, in order, and stops where &&
// and || stop.
// RUN: %profpass_cxx -std=c++17 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static int last;

PROFILE static int visit(int n)
{
    return last = n; //@ occurrences=11
}

template <typename... T> PROFILE static int sum(T... values)
{
    return (visit(values) + ... + 0);  //@ occurrences=2
}

template <typename... T> PROFILE static bool all(T... values)
{
    return (visit(values) && ...);     //@ occurrences=2
}

template <typename... T> PROFILE static void each(T... values)
{
    (visit(values), ...);              //@ occurrences=1
}

int main()
{
    int n = sum(1, 2, 3) + sum();      // 3
    n += all(1, 1) + all(1, 0, 1);     // 2 + 2
    each(7, 8, 9, 10);                 // 4
    return n == 7 && last == 10 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> "sum<int, int, int>(int, int, int)" calls=1
// CHECK: edge outside -> "sum<>()" calls=1
// CHECK: edge outside -> "all<int, int>(int, int)" calls=1
// CHECK: edge outside -> "all<int, int, int>(int, int, int)" calls=1
// CHECK: edge outside -> "each<int, int, int, int>(int, int, int, int)" calls=1
// CHECK: edge "sum<int, int, int>(int, int, int)" -> "visit(int)" calls=3
// CHECK: edge "all<int, int>(int, int)" -> "visit(int)" calls=2
// CHECK: edge "all<int, int, int>(int, int, int)" -> "visit(int)" calls=2
// CHECK: edge "each<int, int, int, int>(int, int, int, int)" -> "visit(int)" calls=4
