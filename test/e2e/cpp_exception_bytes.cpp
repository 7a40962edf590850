// A thrown object lives on the heap from the line that throws it to the end of
// its last handler.
// RUN: %profpass_cxx -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -fno-builtin %s -o %t && %run %t && %check
#include <exception>

#define PROFILE __attribute__((profile))

struct Problem {
    char text[1000];
};

PROFILE static void fail()
{
    throw Problem{};                   //@ allocations=2 allocated>=2000 live=0
}

PROFILE static int handle()
{
    try {
        fail();                        //@ increment>=1000
    } catch (const Problem &problem) {
        return problem.text[0];        //@ occurrences=1
    }
    return 1;                          //@ occurrences=0
}

PROFILE static std::exception_ptr keep()
{
    try {
        fail();                        //@ increment>=1000
    } catch (...) {
        return std::current_exception(); //@ occurrences=1
    }
    return nullptr;                    //@ occurrences=0
}

PROFILE int main()
{
    int n = handle();                  //@ increment=0 allocations=0
    std::exception_ptr kept = keep();  //@ increment>=1000
    kept = nullptr;                    //@ increment<=-1000
    return n;
}

// CHECK: end exit 0
// CHECK: function main calls=1 net=0
// CHECK: function "fail()" calls=2
// CHECK: function "handle()" calls=1 net=0
// CHECK: function "keep()" calls=1
// CHECK: heap live=0
