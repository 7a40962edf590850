// An exception thrown again, from the handler, from a function that the handler
// calls, or wrapped in another one, opens and closes what the source says.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#include <exception>
#include <stdexcept>

#define PROFILE __attribute__((profile))

PROFILE static void after() {}

PROFILE static void thrower()
{
    throw std::runtime_error("inner");
}

PROFILE static void again()
{
    throw;
}

PROFILE static void in_the_handler()
{
    try {
        thrower();
    } catch (...) {
        after();
        throw;
    }
}

PROFILE static void in_a_callee()
{
    try {
        in_the_handler();
    } catch (std::exception &) {
        again();
    }
}

PROFILE static void wrapper()
{
    try {
        in_a_callee();
    } catch (...) {
        std::throw_with_nested(std::logic_error("outer"));
    }
}

PROFILE static int unwrap(const std::exception &error)
{
    try {
        std::rethrow_if_nested(error);
    } catch (const std::exception &inner) {
        after();
        return 1 + unwrap(inner);
    }
    return 1;
}

PROFILE int main()
{
    int depth = 0;
    try {
        wrapper();
    } catch (const std::exception &error) {
        depth = unwrap(error);
    }
    after();
    return depth == 2 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function "wrapper()" calls=1
// CHECK: function "in_a_callee()" calls=1
// CHECK: function "in_the_handler()" calls=1
// CHECK: function "thrower()" calls=1 self=1
// CHECK: function "again()" calls=1 self=1
// CHECK: function "unwrap(std::exception const&)" calls=2 primitive=1
// CHECK: function "after()" calls=3
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "wrapper()" calls=1
// CHECK: edge "wrapper()" -> "in_a_callee()" calls=1
// CHECK: edge "in_a_callee()" -> "in_the_handler()" calls=1
// CHECK: edge "in_the_handler()" -> "thrower()" calls=1
// CHECK: edge "in_the_handler()" -> "after()" calls=1
// CHECK: edge "in_a_callee()" -> "again()" calls=1
// CHECK: edge main -> "unwrap(std::exception const&)" calls=1
// CHECK: edge "unwrap(std::exception const&)" -> "unwrap(std::exception const&)" calls=1
// CHECK: edge "unwrap(std::exception const&)" -> "after()" calls=1
// CHECK: edge main -> "after()" calls=1
