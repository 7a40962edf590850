// std::function keeps small callables in itself and large ones on the heap; the
// call goes through it to the callable.
// RUN: %profpass_cxx -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -fno-builtin %s -o %t && %run %t && %check
#include <functional>

#define PROFILE __attribute__((profile))

struct Small {
    int n;
    PROFILE int operator()(int x) const { return n + x; }
};

struct Large {
    int numbers[25];
    PROFILE int operator()(int x) const { return numbers[24] * x; }
};

PROFILE static int plain(int x)
{
    return -x;
}

PROFILE static int call(const std::function<int(int)> &f)
{
    return f(5); //@ occurrences=4 increment=0
}

PROFILE int main()
{
    std::function<int(int)> f = Small{10};   //@ allocations=0 increment=0
    int n = call(f);
    f = Large{{}};                           //@ allocations=1 allocated=100 increment=100
    n += call(f);
    std::function<int(int)> copy = f;        //@ allocations=1 allocated=100 increment=100
    f = plain;                               //@ allocations=0 increment=-100
    n += call(f) + call(copy);
    copy = nullptr;                          //@ increment=-100
    return n == 15 + 0 - 5 + 0 && !copy ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: heap allocations=2 frees=2 live=0 peak=200
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "call(std::function<int (int)> const&)" calls=4
// CHECK: edge "call(std::function<int (int)> const&)" -> "Small::operator()(int)" calls=1
// CHECK: edge "call(std::function<int (int)> const&)" -> "Large::operator()(int)" calls=2
// CHECK: edge "call(std::function<int (int)> const&)" -> "plain(int)" calls=1
