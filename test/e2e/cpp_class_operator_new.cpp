// A class that brings its own memory: its operator new and delete are functions,
// and what malloc gives them is their lines'.
// RUN: %profpass_cxx -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -fno-builtin %s -o %t && %run %t && %check
#include <cstdlib>
#include <new>

#define PROFILE __attribute__((profile))

struct Pooled {
    PROFILE static void *operator new(std::size_t n_bytes)
    {
        if (!free_list)                            //@ occurrences=5
            return std::malloc(n_bytes);           //@ allocations=3 allocated=96 live=96
        Pooled *first = free_list;                 //@ occurrences=2
        free_list = first->next;                   //@ occurrences=2
        return first;                              //@ occurrences=2
    }
    PROFILE static void operator delete(void *p)
    {
        auto *dead = static_cast<Pooled *>(p);
        dead->next = free_list;                    //@ occurrences=5 increment=0
        free_list = dead;
    }
    PROFILE Pooled() {}
    PROFILE virtual ~Pooled() {}
    static Pooled *free_list;
    Pooled *next = nullptr;
    long numbers[2] = {};
};
Pooled *Pooled::free_list;

Pooled *volatile held[3];

PROFILE int main()
{
    for (int i = 0; i < 3; i++)
        held[i] = new Pooled;                      //@ increment=96 allocations=0
    delete held[0];
    delete held[1];
    held[0] = new Pooled;                          //@ increment=0
    held[1] = new Pooled;                          //@ increment=0
    for (int i = 0; i < 3; i++)
        delete held[i];                            //@ increment=0
}

// CHECK: end exit 0
// CHECK: heap allocations=3 frees=0 live=96
// CHECK: function main calls=1
// CHECK: function "Pooled::operator new(unsigned long)" calls=5
// CHECK: function "Pooled::operator delete(void*)" calls=5
// CHECK: function "Pooled::Pooled()" calls=5
// CHECK: function "Pooled::~Pooled()" calls=5
