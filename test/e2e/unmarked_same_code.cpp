// The same for C++: exceptions, templates, virtual functions, lambdas and
// destructors beside marked ones.
// RUN: for o in -O0 -O1 -O2 -O3 -Os; do \
// RUN:     %cxx $o -w -ffunction-sections -fdata-sections -c %s -o %t.plain.o && \
// RUN:     %profpass_cxx -g0 $o -w -ffunction-sections -fdata-sections -c %s -o %t.with.o && \
// RUN:     %python %S/untouched.py %objdump %t.plain.o %t.with.o marked || exit 1; \
// RUN: done
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

/* Else the code of callers depends on theirs: by inlining, and by registers. */
#define PROFILE __attribute__((profile, noinline, noipa))

PROFILE int marked_throw(int n)
{
    if (n > 5)
        throw std::runtime_error("more than five");
    return n;
}

template <class T> PROFILE T marked_twice(T t)
{
    return t + t;
}

struct Plain {
    explicit Plain(int n) : numbers(static_cast<size_t>(n)) {}
    virtual ~Plain() { total = 0; }
    virtual int first() const { return numbers.at(0); }
    PROFILE int marked_method() const { return first() + 1; }
    std::vector<int> numbers;
    static int total;
};

int Plain::total = marked_twice(2);

struct PlainToo final : Plain {
    using Plain::Plain;
    int first() const override { return Plain::first() * 2; }
};

int plain_catch(int n)
{
    try {
        return marked_throw(n);
    } catch (const std::exception &error) {
        return static_cast<int>(std::string(error.what()).size());
    }
}

template <class F> int plain_call(F f, int n)
{
    return f(n) + plain_catch(n);
}

int plain_lambda(int n)
{
    std::unique_ptr<Plain> p = std::make_unique<PlainToo>(n);
    return plain_call([&](int m) { return m + p->first(); }, n) +
           p->marked_method() + marked_twice(n);
}
