// Methods, virtual ones, templates, lambdas and operators are functions like any
// other; a constructor counts once, however many objects the compiler makes of it.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

namespace zoo {

struct Animal {
    PROFILE Animal() {}
    PROFILE virtual ~Animal() {}
    PROFILE virtual int legs() const { return 0; }
};

struct Dog : Animal {
    PROFILE Dog() {}
    PROFILE int legs() const override { return 4; }
    PROFILE int operator()(int n) { return n + 1; }
};

} // namespace zoo

template <typename T> PROFILE static T twice(T x)
{
    return x + x; //@ occurrences=5
}

PROFILE int main()
{
    zoo::Dog dog;
    const zoo::Animal &animal = dog;
    auto square = [](int n) PROFILE { return n * n; };
    volatile int side = 3; // a compiler may work out square(3) by itself
    int n = animal.legs() + dog(1) + square(side);
    for (int i = 0; i < 3; i++)
        n += twice(i);
    n += static_cast<int>(twice(1.0) + twice(2.0));
    return n == 27 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "zoo::Dog::Dog()" calls=1
// CHECK: edge "zoo::Dog::Dog()" -> "zoo::Animal::Animal()" calls=1
// CHECK: edge main -> "zoo::Dog::legs()" calls=1
// CHECK: edge main -> "zoo::Dog::operator()(int)" calls=1
// CHECK: edge main -> "main::<lambda(int)>" calls=1
// CHECK: edge main -> "twice<int>(int)" calls=3
// CHECK: edge main -> "twice<double>(double)" calls=2
// CHECK: edge main -> "zoo::Animal::~Animal()" calls=1
