// Destructors of thread_local objects, and of a static local, are called by no
// function of the program; their constructors by the one that first needs them.
// RUN: %profpass_cxx -O0 -pthread %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -pthread %s -o %t && %run %t && %check
#include <cstdlib>
#include <thread>

#define PROFILE __attribute__((profile))

struct Local {
    int value = 1;
    PROFILE Local();
    PROFILE ~Local();
};
Local::Local() {}
Local::~Local()
{
    value = 0;
}

PROFILE static int use()
{
    static thread_local Local local;
    return local.value;
}

PROFILE static int use_shared()
{
    static Local shared;
    return shared.value;
}

PROFILE static void worker()
{
    for (int i = 0; i < 5; i++)
        if (use() + use_shared() != 2)
            std::abort();
}

PROFILE int main()
{
    std::thread first(worker);
    first.join();
    std::thread second(worker);
    second.join();
    return use() == 1 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: threads 3
// CHECK: function main calls=1
// CHECK: function "worker()" calls=2
// CHECK: function "use()" calls=11
// CHECK: function "use_shared()" calls=10
// CHECK: function "Local::Local()" calls=4
// CHECK: function "Local::~Local()" calls=4
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> "worker()" calls=2
// CHECK: edge "worker()" -> "use()" calls=10
// CHECK: edge "worker()" -> "use_shared()" calls=10
// CHECK: edge main -> "use()" calls=1
// CHECK: edge "use()" -> "Local::Local()" calls=3
// CHECK: edge "use_shared()" -> "Local::Local()" calls=1
// CHECK: edge outside -> "Local::~Local()" calls=4
