// Static polymorphism: a base that calls its derived class, one instance of the
// base for each.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

template <typename Derived> struct Counter {
    PROFILE int count(int n)
    {
        int sum = 0;
        for (int i = 0; i < n; i++)                          //@ occurrences=9
            sum += static_cast<Derived *>(this)->value(i);   //@ occurrences=7
        return sum;
    }
};

struct Ones : Counter<Ones> {
    PROFILE int value(int) { return 1; }
};

struct Squares : Counter<Squares> {
    PROFILE int value(int i) { return i * i; }
};

PROFILE int main()
{
    return Ones().count(3) + Squares().count(4) == 17 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "Counter<Ones>::count(int)" calls=1
// CHECK: edge main -> "Counter<Squares>::count(int)" calls=1
// CHECK: edge "Counter<Ones>::count(int)" -> "Ones::value(int)" calls=3
// CHECK: edge "Counter<Squares>::count(int)" -> "Squares::value(int)" calls=4
