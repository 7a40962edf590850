// Each container's elements take the nodes and tables that they are known to
// take, and give them back.
// RUN: %profpass_cxx -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -fno-builtin %s -o %t && %run %t && %check
#include <deque>
#include <forward_list>
#include <list>
#include <set>
#include <unordered_set>

#define PROFILE __attribute__((profile))

PROFILE static int fill()
{
    std::forward_list<long> single;      //@ allocations=0
    std::list<long> twice;               //@ allocations=0
    std::set<long> tree;                 //@ allocations=0
    std::unordered_set<long> table;      //@ allocations=0
    std::deque<long> queue;              //@ allocations=2 allocated=576 increment=576
    for (long i = 0; i < 13; i++) {      //@ occurrences=14
        single.push_front(i);            //@ allocations=13 allocated=208
        twice.push_back(i);              //@ allocations=13 allocated=312
        tree.insert(i / 2);              //@ allocations=7 allocated=280
        table.insert(i);                 //@ allocations=14 allocated=312
        queue.push_back(i);              //@ allocations=0
    }
    table.insert(99);                    //@ allocations=2 allocated=248 increment=144
    for (long i = 13; i < 64; i++)
        queue.push_back(i);              //@ allocations=1 allocated=512
    twice.remove(5);                     //@ increment=-24
    tree.erase(tree.begin());            //@ increment=-40
    single.clear();                      //@ increment=-208
    return static_cast<int>(twice.size() + tree.size() + table.size() + queue.size());
}

int main()
{
    return fill() == 12 + 6 + 14 + 64 ? 0 : 1;
}

// Nodes of 16, 24, 40 and 16 bytes; tables of 13 and 29 slots; chunks of 512
// bytes and a map of 8 of them.
// CHECK: end exit 0
// CHECK: function "fill()" calls=1 net=0
// CHECK: heap live=0
// CHECK: unattributed allocations=0
