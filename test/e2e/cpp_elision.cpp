// A value that a function returns is built in its place: no copy, no move, one
// destructor.
// RUN: %profpass_cxx -std=c++17 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

struct Big {
    PROFILE explicit Big(int n) : n(n), self(this) {}
    PROFILE Big(const Big &from) : n(from.n), self(this) {}
    PROFILE ~Big() {}
    int n;
    const Big *self;
};

PROFILE static Big prvalue(int n)
{
    return Big(n);
}

PROFILE static Big through(int n)
{
    return prvalue(n);
}

PROFILE static Big chosen(bool first)
{
    return first ? Big(1) : prvalue(2);
}

PROFILE static Big copied(const Big &from)
{
    return from;
}

PROFILE int main()
{
    Big a = through(1);
    Big b = Big(Big(Big(2)));
    Big c = chosen(a.n == 1), d = chosen(a.n == 2);
    Big e = copied(a);
    bool in_place = a.self == &a && b.self == &b && c.self == &c;
    return in_place && a.n + b.n + c.n + d.n + e.n == 7 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "through(int)" calls=1
// CHECK: edge "through(int)" -> "prvalue(int)" calls=1
// CHECK: edge "prvalue(int)" -> "Big::Big(int)" calls=2
// CHECK: edge main -> "Big::Big(int)" calls=1
// CHECK: edge main -> "chosen(bool)" calls=2
// CHECK: edge "chosen(bool)" -> "Big::Big(int)" calls=1
// CHECK: edge "chosen(bool)" -> "prvalue(int)" calls=1
// CHECK: edge main -> "copied(Big const&)" calls=1
// CHECK: edge "copied(Big const&)" -> "Big::Big(Big const&)" calls=1
// CHECK: edge main -> "Big::~Big()" calls=5
