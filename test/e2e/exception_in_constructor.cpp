// A constructor that throws destroys the members it has built, and a function
// try block sees what came out of its initialisers.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE static void after() {}

struct Part {
    PROFILE explicit Part(int n);
    PROFILE ~Part();
};
Part::Part(int n)
{
    if (n == 3)
        throw n;
}
Part::~Part() {}

struct Whole {
    Part first, second, third, fourth;
    PROFILE Whole();
    PROFILE ~Whole();
};

PROFILE Whole::Whole() try : first(1), second(2), third(3), fourth(4) {
} catch (int) {
    after();
}
Whole::~Whole() {}

PROFILE static int function_try(int n) try {
    Part part(n);
    return 0;
} catch (int thrown) {
    after();
    return thrown;
}

PROFILE int main()
{
    int caught = 0;
    try {
        Whole whole;
    } catch (int n) {
        caught += n;
    }
    try {
        new Whole;
    } catch (int n) {
        caught += n;
    }
    caught += function_try(3);
    caught += function_try(1);
    return caught == 9 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function "Whole::Whole()" calls=2
// CHECK: function "Part::Part(int)" calls=8
// CHECK: function "Part::~Part()" calls=5
// CHECK: function "function_try(int)" calls=2
// CHECK: function "after()" calls=3
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "Whole::Whole()" calls=2
// CHECK: edge main -> "function_try(int)" calls=2
// CHECK: edge "Whole::Whole()" -> "Part::Part(int)" calls=6
// CHECK: edge "Whole::Whole()" -> "Part::~Part()" calls=4
// CHECK: edge "Whole::Whole()" -> "after()" calls=2
// CHECK: edge "function_try(int)" -> "Part::Part(int)" calls=2
// CHECK: edge "function_try(int)" -> "Part::~Part()" calls=1
// CHECK: edge "function_try(int)" -> "after()" calls=1
