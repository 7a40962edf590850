// An exception that may not leave a function ends the program: what was open is
// counted, and the terminate handler is called by the function that is strict.
// RUN: %profpass_cxx -O0 %s -o %t
// RUN: %run %t; test $? -eq 7
// RUN: %check
// RUN: %profpass_cxx -O2 %s -o %t
// RUN: %run %t; test $? -eq 7
// RUN: %check
#include <cstdlib>
#include <exception>

#define PROFILE __attribute__((profile))

// Not inlined: whether frames are left before the terminate handler runs is the
// implementation's choice, and GCC leaves those that it inlined open.
PROFILE __attribute__((noinline)) static void thrower()
{
    throw 1;
}

PROFILE static void strict() noexcept
{
    thrower();
}

PROFILE static void last_words()
{
    std::_Exit(7);
}

PROFILE int main()
{
    std::set_terminate(last_words);
    strict();
}

// CHECK: end exit 7
// CHECK: function main calls=1
// CHECK: function "strict()" calls=1
// CHECK: function "thrower()" calls=1
// CHECK: function "last_words()" calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "strict()" calls=1
// CHECK: edge "strict()" -> "thrower()" calls=1
// CHECK: edge "strict()" -> "last_words()" calls=1
