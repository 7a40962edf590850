// Exceptions that end in code built without the plugin, caught by value, by
// reference and by ellipsis, leave no frame behind.
// RUN: %cxx -O2 -DLIBRARY -c %s -o %t.o
// RUN: %profpass_cxx -O0 %s %t.o -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s %t.o -o %t && %run %t && %check
#include <stdexcept>
#include <string>

int by_value(void (*call)());
int by_reference(void (*call)());
int by_ellipsis(void (*call)());

#ifdef LIBRARY
int by_value(void (*call)())
{
    try {
        call();
    } catch (std::string text) {
        return int(text.size());
    }
    return -1;
}

int by_reference(void (*call)())
{
    try {
        call();
    } catch (const std::logic_error &) {
        return -1;
    } catch (const std::exception &error) {
        return error.what()[0];
    }
    return -1;
}

int by_ellipsis(void (*call)())
{
    try {
        call();
    } catch (...) {
        return 1;
    }
    return -1;
}
#else
#define PROFILE __attribute__((profile))

PROFILE static void after() {}

PROFILE static void throw_string()
{
    throw std::string("four");
}

PROFILE static void throw_error()
{
    throw std::runtime_error("!");
}

PROFILE static void outer_string()
{
    throw_string();
}

PROFILE static void outer_error()
{
    throw_error();
}

PROFILE int main()
{
    int sum = by_value(outer_string);
    after();
    sum += by_reference(outer_error);
    after();
    sum += by_ellipsis(outer_error);
    after();
    return sum == 4 + '!' + 1 ? 0 : 1;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1 self=7 total=19
// CHECK: function "outer_string()" calls=1 self=2 total=3
// CHECK: function "throw_string()" calls=1 self=1
// CHECK: function "outer_error()" calls=2 self=4 total=6
// CHECK: function "throw_error()" calls=2 self=2
// CHECK: function "after()" calls=3 self=3
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "outer_string()" calls=1
// CHECK: edge main -> "outer_error()" calls=2
// CHECK: edge "outer_string()" -> "throw_string()" calls=1
// CHECK: edge "outer_error()" -> "throw_error()" calls=2
// CHECK: edge main -> "after()" calls=3
