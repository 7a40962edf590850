// Structured bindings ask a tuple-like class for each part once; an if with an
// initializer runs it once, and its variable lives through the else.
// RUN: %profpass_cxx -std=c++17 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 %s -o %t && %run %t && %check
#include <utility>

#define PROFILE __attribute__((profile))

struct Point {
    int x, y;
    template <int I> PROFILE int get() const
    {
        return I == 0 ? x : y;              //@ occurrences=6
    }
};

template <> struct std::tuple_size<Point> {
    static constexpr std::size_t value = 2;
};
template <std::size_t I> struct std::tuple_element<I, Point> {
    using type = int;
};

struct Guard {
    PROFILE explicit Guard(int n) : n(n) {}
    PROFILE ~Guard() {}
    int n;
};

PROFILE static int classify(int n)
{
    if (Guard guard(n); guard.n > 5)        //@ occurrences>=3
        return 2;                           //@ occurrences=1
    else if (guard.n > 3)                   //@ occurrences=2
        return 1;                           //@ occurrences>=1
    return 0;                               //@ occurrences=1
}

PROFILE static int choose(int n)
{
    switch (Guard guard(n % 3); guard.n) {  //@ occurrences=3
    case 0:
        return n;                           //@ occurrences=1
    default:
        return -guard.n;                    //@ occurrences=2
    }
}

PROFILE int main()
{
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        auto [x, y] = Point{i, 10 * i};
        sum += x + y + x;                   //@ occurrences=3
    }
    sum += classify(9) + classify(4) + classify(1);
    sum += choose(6) + choose(7) + choose(8);
    return sum == 36 + 3 + 3 ? 0 : 1;
}

// The guard's end may have the line of its if, or of what ends the if: then that
// runs once more.
// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "classify(int)" calls=3
// CHECK: edge main -> "choose(int)" calls=3
// CHECK: edge "classify(int)" -> "Guard::Guard(int)" calls=3
// CHECK: edge "classify(int)" -> "Guard::~Guard()" calls=3
// CHECK: edge "choose(int)" -> "Guard::Guard(int)" calls=3
// CHECK: edge "choose(int)" -> "Guard::~Guard()" calls=3
// CHECK: edge main -> "Point::get<0>()" calls=3
// CHECK: edge main -> "Point::get<1>()" calls=3
