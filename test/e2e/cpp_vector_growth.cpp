// A vector that grows by doubling: the bytes of every step, and an element moved
// for each that is carried over.
// RUN: %profpass_cxx -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -fno-builtin %s -o %t && %run %t && %check
#include <vector>

#define PROFILE __attribute__((profile))

struct Item {
    explicit Item(int n) : n(n) {}
    Item(const Item &) = delete;
    PROFILE Item(Item &&from) noexcept : n(from.n) {}
    PROFILE ~Item() { n = -1; }
    int n;
};

struct Items : std::vector<Item> {};

PROFILE static void grow(Items &items)
{
    for (int i = 0; i < 100; i++)   //@ occurrences=101
        items.emplace_back(i);      //@ occurrences=100 allocations=8 allocated=1020 increment=512
}

PROFILE static void trim(Items &items)
{
    while (items.size() > 10)       //@ occurrences=91 increment=0
        items.pop_back();           //@ occurrences=90 increment=0
    items.shrink_to_fit();          //@ allocations=1 allocated=40 increment=-472
}

int main()
{
    Items items;
    grow(items);
    trim(items);
    return items.back().n == 9 ? 0 : 1;
}

// Capacities 1, 2, 4 ... 128: 127 elements are carried over; then 10.
// CHECK: end exit 0
// CHECK: heap allocations=9 frees=9 allocated=1060 live=0
// CHECK: edge outside -> "grow(Items&)" calls=1
// CHECK: edge "grow(Items&)" -> "Item::Item(Item&&)" calls=127
// CHECK: edge "grow(Items&)" -> "Item::~Item()" calls=127
// CHECK: edge outside -> "trim(Items&)" calls=1
// CHECK: edge "trim(Items&)" -> "Item::Item(Item&&)" calls=10
// CHECK: edge "trim(Items&)" -> "Item::~Item()" calls=100
// CHECK: edge outside -> "Item::~Item()" calls=10
