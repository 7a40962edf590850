// Each special member function counts where the language calls it, and nowhere
// else.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#include <utility>

#define PROFILE __attribute__((profile))

struct Box {
    PROFILE Box() : n(1) {}
    PROFILE Box(const Box &from) : n(from.n) {}
    PROFILE Box(Box &&from) noexcept : n(std::exchange(from.n, 0)) {}
    PROFILE Box &operator=(const Box &from)
    {
        n = from.n;
        return *this;
    }
    PROFILE Box &operator=(Box &&from) noexcept
    {
        std::swap(n, from.n);
        return *this;
    }
    PROFILE ~Box() { n = -1; }
    int n;
};

PROFILE static int by_value(Box box)
{
    return box.n;
}

PROFILE int main()
{
    Box a;
    Box b = a;
    Box c = std::move(a);
    b = c;
    c = Box();
    int n = by_value(b) + by_value(std::move(c)) + by_value(Box());
    return n == 3 && a.n == 0 && c.n == 0 ? 0 : 1;
}

// Objects: a b c, a temporary, and three arguments.
// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "Box::Box()" calls=3
// CHECK: edge main -> "Box::Box(Box const&)" calls=2
// CHECK: edge main -> "Box::Box(Box&&)" calls=2
// CHECK: edge main -> "Box::operator=(Box const&)" calls=1
// CHECK: edge main -> "Box::operator=(Box&&)" calls=1
// CHECK: edge main -> "by_value(Box)" calls=3
// CHECK: edge main -> "Box::~Box()" calls=7
