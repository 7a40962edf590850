// Constructors of the program, its exit handlers and its static destructors are
// recorded: what runs before main and after it counts.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#include <cstdlib>

#define PROFILE __attribute__((profile))

struct Global {
    PROFILE Global();
    PROFILE ~Global();
};
Global::Global() {}
Global::~Global() {}
static Global global;

PROFILE static void at_exit() {}
PROFILE __attribute__((constructor)) static void early() {}
PROFILE __attribute__((destructor)) static void late() {}

PROFILE int main()
{
    static Global local;
    std::atexit(at_exit);
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function "Global::Global()" calls=2
// CHECK: function "Global::~Global()" calls=2
// CHECK: function "at_exit()" calls=1
// CHECK: function "early()" calls=1
// CHECK: function "late()" calls=1
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> "Global::Global()" calls=1
// CHECK: edge main -> "Global::Global()" calls=1
// CHECK: edge outside -> "Global::~Global()" calls=2
// CHECK: edge outside -> "at_exit()" calls=1
// CHECK: edge outside -> "early()" calls=1
// CHECK: edge outside -> "late()" calls=1
