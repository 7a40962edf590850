// Lambdas are functions in the one that holds them: with captures, generic,
// nested, recursive, and as plain function pointers.
// RUN: %profpass_cxx -std=c++17 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

template <typename F> static int apply(int n, F f)
{
    return f(n);
}

PROFILE static int factorial(int n)
{
    auto go = [](auto &self, int k) PROFILE -> int {
        return k < 2 ? 1 : k * self(self, k - 1); //@ occurrences=4
    };
    return go(go, n);
}

PROFILE static int captures(int a)
{
    int b = 10;
    auto add = [a, &b](int n) PROFILE {
        b += n;                                   //@ occurrences=3
        return a + n;                             //@ occurrences=3
    };
    int sum = apply(1, add) + apply(2, add) + add(3);
    return sum == 3 * a + 6 ? b : 0;
}

PROFILE static char nested()
{
    auto outer = [](char c) PROFILE {
        auto inner = [c](long n) PROFILE { return static_cast<char>(c + n); };
        return inner(1L);
    };
    char (*pointer)(char) = outer;
    return pointer('a');
}

PROFILE int main()
{
    return factorial(4) == 24 && captures(5) == 16 && nested() == 'b' ? 0 : 1;
}

// CHECK: end exit 0
