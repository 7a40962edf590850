// Delegating constructors call another one of their class, inherited ones are
// the base's, members are built in the constructor that they belong to.
// RUN: %profpass_cxx -std=c++17 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

struct Part {
    PROFILE explicit Part(int n) : n(n) {}
    int n;
};

struct Base {
    PROFILE Base(int a, int b) : first(a), second(b) {}
    PROFILE Base(int a) : Base(a, 10) {}
    PROFILE Base() : Base(1) {}
    Part first, second;
};

struct Derived : Base {
    using Base::Base;
    Part third{7};
};

PROFILE int main()
{
    Base a, b(2);
    Derived c(3), d(4, 5);
    return a.first.n + b.first.n + c.first.n + d.second.n + c.third.n == 18 ? 0
                                                                            : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "Base::Base()" calls=1
// CHECK: edge "Base::Base()" -> "Base::Base(int)" calls=1
// CHECK: edge main -> "Base::Base(int)" calls=2
// CHECK: edge "Base::Base(int)" -> "Base::Base(int, int)" calls=3
// CHECK: edge main -> "Base::Base(int, int)" calls=1
// CHECK: edge "Base::Base(int, int)" -> "Part::Part(int)" calls=8
// CHECK: edge main -> "Part::Part(int)" calls=2
