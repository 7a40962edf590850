// A string of 15 characters fits into the object; longer ones take a block of
// their capacity and one byte.
// RUN: %profpass_cxx -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -fno-builtin %s -o %t && %run %t && %check
#include <string>

__attribute__((profile)) static int strings()
{
    std::string small(15, 'a');        //@ allocations=0 increment=0
    std::string large(16, 'b');        //@ allocations=1 allocated=17 increment=17
    std::string grown;                 //@ allocations=0
    for (int i = 0; i < 100; i++)      //@ occurrences=101
        grown += 'c';                  //@ allocations=3 allocated=213 increment=121
    std::string copy = grown;          //@ allocations=1 allocated=101 increment=101
    std::string moved = std::move(grown); //@ allocations=0 increment=0
    large = "short";                   //@ allocations=0 increment=0
    large.shrink_to_fit();             //@ increment=-17
    small.reserve(40);                 //@ allocations=1 allocated=41 increment=41
    small.swap(moved);                 //@ allocations=0 increment=0
    copy.clear();                      //@ increment=0
    return static_cast<int>(small.size() + moved.size() + large.size());
}

int main()
{
    return strings() == 100 + 15 + 5 ? 0 : 1;
}

// Capacities 30, 60, 120. What is left dies at the end of the function.
// CHECK: end exit 0
// CHECK: function "strings()" calls=1 net=0
// CHECK: heap allocations=6 frees=6 live=0
// CHECK: unattributed allocations=0
