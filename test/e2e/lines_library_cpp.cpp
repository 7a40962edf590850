// What the C++ library allocates for a marked line is that line's.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -fno-builtin %s -o %t && %run %t && %check
#include <map>
#include <memory>
#include <string>
#include <vector>

void *volatile escaped; // keeps the optimizer from dropping the blocks

__attribute__((profile)) static void fill()
{
    std::vector<int> numbers;        //@ increment=0
    numbers.reserve(100);            //@ allocations=1 allocated=400 increment=400
    numbers.resize(200);             //@ allocations=1 allocated=800 increment=400
    std::string text(1000, 'x');     //@ allocations=1 allocated=1001 increment=1001
    auto shared = std::make_unique<long>(1); //@ allocations=1 allocated=8
    auto *array = new char[33];      //@ allocations=1 allocated=33 increment=33
    escaped = shared.get();
    escaped = array;
    delete[] array;                  //@ allocations=0 increment=-33
    shared.reset();                  //@ increment=-8
    std::map<int, int> tree;         //@ increment=0
    for (int i = 0; i < 3; i++)      //@ occurrences=4 increment=0
        tree[i] = i;                 //@ allocations=3 allocated=120 increment=120
} //@ increment=-1921

int main()
{
    fill();
}

// CHECK: end exit 0
// CHECK: function "fill()" calls=1 net=0
// CHECK: edge outside -> "fill()" calls=1
// CHECK: heap allocations=8 frees=8 live=0
