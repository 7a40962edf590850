// The last owner drops the object, the last observer its control block.
// RUN: %profpass_cxx -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -fno-builtin %s -o %t && %run %t && %check
#include <memory>

#define PROFILE __attribute__((profile))

void *volatile last; // keeps the optimizer from dropping the blocks

struct Thing {
    PROFILE Thing() { last = this; }
    PROFILE ~Thing() {}
    long numbers[4] = {};
};

PROFILE static void unique()
{
    auto one = std::make_unique<Thing>();      //@ allocations=1 allocated=32 increment=32
    auto other = std::move(one);               //@ increment=0
    other.reset(new Thing);                    //@ allocations=1 increment=0
    other = nullptr;                           //@ increment=-32
    auto many = std::make_unique<Thing[]>(3);  //@ allocated=104 increment=104
    many.reset();                              //@ increment=-104
}

PROFILE static void shared()
{
    auto one = std::make_shared<Thing>();      //@ allocations=1 allocated=48 increment=48
    auto other = one;                          //@ allocations=0
    std::weak_ptr<Thing> weak = one;           //@ allocations=0
    one.reset();                               //@ increment=0
    other.reset();                             //@ increment=0
    weak.reset();                              //@ increment=-48
    std::shared_ptr<Thing> two(new Thing);     //@ allocations=2 allocated=56 increment=56
    weak = two;
    two.reset();                               //@ increment=-32
    weak.reset();                              //@ increment=-24
}

PROFILE int main()
{
    unique();
    shared();
}

// CHECK: end exit 0
// CHECK: heap allocations=6 frees=6 live=0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "unique()" calls=1
// CHECK: edge "unique()" -> "Thing::Thing()" calls=5
// CHECK: edge "unique()" -> "Thing::~Thing()" calls=5
// CHECK: edge main -> "shared()" calls=1
// CHECK: edge "shared()" -> "Thing::Thing()" calls=2
// CHECK: edge "shared()" -> "Thing::~Thing()" calls=2
