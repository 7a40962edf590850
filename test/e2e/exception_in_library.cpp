// An exception that crosses code without instrumentation (std::sort calls back)
// closes the frames below it: what runs next has the right caller.
// RUN: %profpass_cxx -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 %s -o %t && %run %t && %check
#include <algorithm>
#include <stdexcept>
#include <vector>

#define PROFILE __attribute__((profile))

PROFILE static bool less(int a, int b)
{
    if (a == 3 || b == 3)
        throw std::runtime_error("three");
    return a < b;
}

PROFILE static void after() {}

PROFILE static void sorter()
{
    std::vector<int> numbers{1, 3};
    try {
        std::sort(numbers.begin(), numbers.end(), less);
    } catch (const std::exception &) {
        after();
    }
}

PROFILE int main()
{
    for (int i = 0; i < 5; i++)
        sorter();
    after();
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function "sorter()" calls=5
// CHECK: function "less(int, int)" calls=5
// CHECK: function "after()" calls=6
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "sorter()" calls=5
// CHECK: edge "sorter()" -> "less(int, int)" calls=5
// CHECK: edge "sorter()" -> "after()" calls=5
// CHECK: edge main -> "after()" calls=1
