// cpp_kinds.cpp - with `all`, each function that the programmer wrote counts,
// and none that the compiler made
// RUN: %log_cxx %s -std=c++17 -fplugin-arg-profpass-all > %t.log
// RUN: %FileCheck --match-full-lines --strict-whitespace %s < %t.log
#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace shapes {

struct Shape {
    explicit Shape(int n) : n(n) {}
    virtual ~Shape() { std::puts("~Shape"); }
    virtual int area() const = 0;
    int n;
};

struct Square : virtual Shape {
    Square(int n) : Shape(n) {}
    int area() const override { return n * n; }
};

struct Named {
    std::string name = "named";
    virtual const char *text() const { return name.c_str(); }
};

struct Both : Square, Named {
    using Square::Square;
    Both() : Shape(2), Square(2) {}
    const char *text() const override { return "both"; }
};

struct Plain { // all its members are implicit
    std::vector<int> values;
    std::string name;
};

template <typename T, int N> T scale(T x)
{
    return x * N;
}

template <> int scale<int, 7>(int x)
{
    return x + 7;
}

bool operator<(const Plain &a, const Plain &b)
{
    return a.values < b.values;
}

} // namespace shapes

static int initial()
{
    return 5;
}

int global = initial();
thread_local int local_of_thread = initial();

struct Static {
    Static() { std::puts("Static"); }
    ~Static() {}
} static object;

extern "C" int plain_c(int x)
{
    return x;
}

static int constant(int x) noexcept
{
    struct Local {
        int twice(int y) { return 2 * y; }
    };
    return Local().twice(x);
}

int main()
{
    using namespace shapes;
    std::unique_ptr<Shape> shape(new Both);
    const int area = shape->area();
    std::printf("%d %s\n", area, dynamic_cast<Both &>(*shape).text());
    std::vector<Plain> plains(2);
    plains[0].values = {3};
    std::sort(plains.begin(), plains.end());
    std::function<int(int)> f = [](auto x) { return x + 1; };
    const int scaled = f(scale<int, 3>(1));
    std::printf("%d %d\n", scaled, scale<int, 7>(1));
    std::printf("%d\n", local_of_thread + global + plain_c(constant(1)));
    const int values[] = {1, 2, 3};
    int sum = 0;
    for (int value : values)
        sum += value;
    return sum - 6;
}

// The log:
// CHECK:enter initial()
// CHECK-NEXT:exit initial()
// CHECK-NEXT:enter Static::Static()
// CHECK-NEXT:Static
// CHECK-NEXT:exit Static::Static()
// CHECK-NEXT:enter main
// CHECK-NEXT:  enter shapes::Both::Both()
// CHECK-NEXT:    enter shapes::Shape::Shape(int)
// CHECK-NEXT:    exit shapes::Shape::Shape(int)
// CHECK-NEXT:    enter shapes::Square::Square(int)
// CHECK-NEXT:    exit shapes::Square::Square(int)
// CHECK-NEXT:  exit shapes::Both::Both()
// CHECK-NEXT:  enter shapes::Square::area()
// CHECK-NEXT:  exit shapes::Square::area()
// CHECK-NEXT:  enter shapes::Both::text()
// CHECK-NEXT:  exit shapes::Both::text()
// CHECK-NEXT:4 both
// CHECK-NEXT:  enter shapes::operator<(shapes::Plain const&, shapes::Plain const&)
// CHECK-NEXT:  exit shapes::operator<(shapes::Plain const&, shapes::Plain const&)
// CHECK-NEXT:  enter shapes::scale<int, 3>(int)
// CHECK-NEXT:  exit shapes::scale<int, 3>(int)
// CHECK-NEXT:  enter main::<lambda(int)>
// CHECK-NEXT:  exit main::<lambda(int)>
// CHECK-NEXT:  enter shapes::scale<int, 7>(int)
// CHECK-NEXT:  exit shapes::scale<int, 7>(int)
// CHECK-NEXT:4 8
// CHECK-NEXT:  enter initial()
// CHECK-NEXT:  exit initial()
// CHECK-NEXT:  enter constant(int)
// CHECK-NEXT:    enter constant(int)::Local::twice(int)
// CHECK-NEXT:    exit constant(int)::Local::twice(int)
// CHECK-NEXT:  exit constant(int)
// CHECK-NEXT:  enter plain_c
// CHECK-NEXT:  exit plain_c
// CHECK-NEXT:12
// CHECK-NEXT:  enter shapes::Shape::~Shape()
// CHECK-NEXT:~Shape
// CHECK-NEXT:  exit shapes::Shape::~Shape()
// CHECK-NEXT:exit main
// CHECK-NEXT:enter Static::~Static()
// CHECK-NEXT:exit Static::~Static()
// CHECK-NEXT:status 0
