// std::async and std::packaged_task: what runs in another thread is called by no
// one, what is deferred by the one who waits; an exception comes back by the future.
// RUN: %profpass_cxx -O0 -pthread %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -pthread %s -o %t && %run %t && %check
#include <future>

#define PROFILE __attribute__((profile))

PROFILE static int leaf(int n)
{
    return n;
}

PROFILE static int work(int n)
{
    if (n < 0)
        throw n;
    return leaf(n);
}

PROFILE static int wait_for(std::future<int> future)
{
    try {
        return future.get();
    } catch (int n) {
        return n;
    }
}

PROFILE int main()
{
    int sum = wait_for(std::async(std::launch::async, work, 1));
    sum += wait_for(std::async(std::launch::async, work, -2));
    sum += wait_for(std::async(std::launch::deferred, work, 3));
    sum += wait_for(std::async(std::launch::deferred, work, -4));
    std::packaged_task<int(int)> task(work);
    task(5);
    sum += wait_for(task.get_future());
    return sum == 3 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function "wait_for(std::future<int>)" calls=5
// CHECK: function "work(int)" calls=5
// CHECK: function "leaf(int)" calls=3
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "wait_for(std::future<int>)" calls=5
// CHECK: edge outside -> "work(int)" calls=2
// CHECK: edge "wait_for(std::future<int>)" -> "work(int)" calls=2
// CHECK: edge main -> "work(int)" calls=1
// CHECK: edge "work(int)" -> "leaf(int)" calls=3
