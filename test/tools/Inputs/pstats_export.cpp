// pstats_export.cpp - names and edges of all kinds: templates, operators,
// lambdas, recursion, mutual recursion, exceptions, threads; and a function that
// is never called
#include <thread>

#define PROFILE __attribute__((profile))

namespace space {

template <typename A, typename B> struct Pair {
    A a;
    B b;
    PROFILE int sum() const { return static_cast<int>(a) + (b != nullptr); }
    PROFILE bool operator<(const Pair &other) const
    {
        return sum() < other.sum();
    }
};

} // namespace space

PROFILE static int fib(int n)
{
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

PROFILE static bool is_odd(int n);

PROFILE static bool is_even(int n)
{
    return n == 0 || is_odd(n - 1);
}

PROFILE static bool is_odd(int n)
{
    return n != 0 && is_even(n - 1);
}

PROFILE static void thrower()
{
    throw fib(5);
}

PROFILE static void worker()
{
    try {
        thrower();
    } catch (int) {
        is_even(4);
    }
}

PROFILE void never_called() {}

PROFILE int main()
{
    space::Pair<long, const char *> x = {1, "one"}, y = {2, nullptr};
    std::thread(worker).join();
    return x < y || is_odd(3) ? fib(2) - 1 : 1;
}
