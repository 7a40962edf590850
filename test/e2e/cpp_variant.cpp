// Values of several types: visit calls the overload of the one that is there;
// optional and any drop what they hold.
// RUN: %profpass_cxx -std=c++17 -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 -fno-builtin %s -o %t && %run %t && %check
#include <any>
#include <optional>
#include <variant>

#define PROFILE __attribute__((profile))

struct Size {
    PROFILE int operator()(int n) const { return n; }
    PROFILE int operator()(double) const { return 8; }
    PROFILE int operator()(const char *text) const { return text[0]; }
};

void *volatile last;

struct Large {
    PROFILE Large() { last = this; }
    PROFILE Large(const Large &) { last = this; }
    PROFILE ~Large() {}
    char bytes[100];
};

PROFILE static int visits()
{
    std::variant<int, double, const char *> value = 1;
    int sum = std::visit(Size(), value);
    value = 0.5;
    sum += std::visit(Size(), value) + std::visit(Size(), value);
    value = "A";
    return sum + std::visit(Size(), value);
}

PROFILE static void holds()
{
    std::optional<Large> maybe;          //@ increment=0
    maybe.emplace();                     //@ allocations=0
    std::any anything = 5;               //@ allocations=0
    anything = *maybe;                   //@ allocations=1 allocated=100 increment=100
    maybe.reset();                       //@ increment=0
    anything.reset();                    //@ increment=-100
}

PROFILE int main()
{
    int sum = visits();
    holds();
    return sum == 1 + 16 + 'A' ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: heap allocations=1 frees=1 live=0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "visits()" calls=1
// CHECK: edge "visits()" -> "Size::operator()(int)" calls=1
// CHECK: edge "visits()" -> "Size::operator()(double)" calls=2
// CHECK: edge "visits()" -> "Size::operator()(char const*)" calls=1
// CHECK: edge main -> "holds()" calls=1
// CHECK: edge "holds()" -> "Large::Large()" calls=1
// CHECK: edge "holds()" -> "Large::Large(Large const&)" calls=1
// CHECK: edge "holds()" -> "Large::~Large()" calls=2
