// An exception that nothing catches ends the program with a signal: every call is
// counted, and the functions that were running have their time.
// RUN: %profpass_cxx -O0 %s -o %t
// RUN: %run %t 2>/dev/null; test $? -eq 134
// RUN: %check
// RUN: %profpass_cxx -O2 %s -o %t
// RUN: %run %t 2>/dev/null; test $? -eq 134
// RUN: %check
#define PROFILE __attribute__((profile))

PROFILE static void work() {}

PROFILE static void thrower()
{
    work();
    throw 1;
}

PROFILE int main()
{
    work();
    thrower();
}

// CHECK: end signal 6
// CHECK: function main calls=1 primitive=1
// CHECK: function "thrower()" calls=1 primitive=1
// CHECK: function "work()" calls=2 self=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "thrower()" calls=1
// CHECK: edge main -> "work()" calls=1
// CHECK: edge "thrower()" -> "work()" calls=1
