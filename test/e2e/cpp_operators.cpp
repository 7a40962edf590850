// Operators and conversions are functions: an expression calls them in its line.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

struct Number {
    int n;
    PROFILE Number operator+(const Number &other) const
    {
        return {n + other.n};
    }
    PROFILE Number &operator+=(const Number &other)
    {
        n += other.n;
        return *this;
    }
    PROFILE Number &operator++() { return *this += {1}; }
    PROFILE Number operator++(int)
    {
        Number before = *this;
        ++*this;
        return before;
    }
    PROFILE Number operator-() const { return {-n}; }
    PROFILE bool operator==(const Number &other) const { return n == other.n; }
    PROFILE bool operator<(const Number &other) const { return n < other.n; }
    PROFILE int operator()(int x, int y) const { return n * x * y; }
    PROFILE int operator[](int i) const { return n >> i & 1; }
    PROFILE const Number *operator->() const { return this; }
    PROFILE explicit operator bool() const { return n != 0; }
    PROFILE operator int() const { return n; }
};

PROFILE static Number operator*(const Number &a, const Number &b)
{
    return {a.n * b.n};
}

PROFILE int main()
{
    Number a{2}, b{3};
    Number c = a + b + a * b;  // 11
    c += -a;                   // 9
    int n = c++ == ++c ? 1 : 0; // 9 is not 11
    n += a(2, 3) + c[1] + c->n; // 12 + 1 + 11
    if (c && a < b)
        n += c;                // 11
    return n == 35 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "Number::operator+(Number const&)" calls=2
// CHECK: edge main -> "operator*(Number const&, Number const&)" calls=1
// CHECK: edge main -> "Number::operator-()" calls=1
// CHECK: edge main -> "Number::operator+=(Number const&)" calls=1
// CHECK: edge main -> "Number::operator++()" calls=1
// CHECK: edge main -> "Number::operator++(int)" calls=1
// CHECK: edge "Number::operator++(int)" -> "Number::operator++()" calls=1
// CHECK: edge "Number::operator++()" -> "Number::operator+=(Number const&)" calls=2
// CHECK: edge main -> "Number::operator==(Number const&)" calls=1
// CHECK: edge main -> "Number::operator()(int, int)" calls=1
// CHECK: edge main -> "Number::operator[](int)" calls=1
// CHECK: edge main -> "Number::operator->()" calls=1
// CHECK: edge main -> "Number::operator bool()" calls=1
// CHECK: edge main -> "Number::operator<(Number const&)" calls=1
// CHECK: edge main -> "Number::operator int()" calls=1
