// A default argument is evaluated in each call that leaves it out, by the caller.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE static int number()
{
    static int n;
    return ++n;
}

PROFILE static int add(int a, int b = number(), int c = number() * 100)
{
    return a + b + c;
}

struct Tag {
    PROFILE explicit Tag(int n = number()) : n(n) {}
    int n;
};

PROFILE static int outer()
{
    return add(0) + add(0, 0) + add(0, 0, 0); // two, one, none
}

PROFILE int main()
{
    int sum = outer();
    Tag first, second(7);
    return (sum == 1 + 200 + 300 || sum == 2 + 100 + 300) && first.n == 4 &&
                   second.n == 7
               ? 0
               : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "outer()" calls=1
// CHECK: edge "outer()" -> "add(int, int, int)" calls=3
// CHECK: edge "outer()" -> "number()" calls=3
// CHECK: edge main -> "Tag::Tag(int)" calls=2
// CHECK: edge main -> "number()" calls=1
