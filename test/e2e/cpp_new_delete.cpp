// Every form of new and delete: single, array with and without destructors,
// nothrow, over-aligned, placement.
// RUN: %profpass_cxx -std=c++17 -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 -fno-builtin %s -o %t && %run %t && %check
#include <cstdint>
#include <new>

#define PROFILE __attribute__((profile))

template <typename T> static T *seen(T *p) // where no optimizer looks
{
    static T *volatile escaped;
    escaped = p;
    return escaped;
}

struct Plain {
    long n;
};
struct Tidy {
    PROFILE ~Tidy() {}
    long n;
};
struct alignas(64) Wide {
    char bytes[64];
};

PROFILE static int forms()
{
    auto *one = seen(new Plain{1});              //@ allocations=1 allocated=8
    auto *many = seen(new Plain[10]);            //@ allocated=80
    auto *tidy = seen(new Tidy[10]);             //@ allocated=88
    auto *wide = seen(new Wide);                 //@ allocated=64
    auto *some = seen(new (std::nothrow) int[3]); //@ allocated=12
    alignas(Tidy) char room[sizeof(Tidy)];
    auto *here = seen(new (room) Tidy);          //@ allocations=0
    here->~Tidy();                               //@ increment=0
    int aligned = reinterpret_cast<std::uintptr_t>(wide) % 64 == 0;
    delete one;                                  //@ increment=-8
    delete[] many;                               //@ increment=-80
    delete[] tidy;                               //@ increment=-88
    delete wide;                                 //@ increment=-64
    delete[] some;                               //@ increment=-12
    delete seen(static_cast<Plain *>(nullptr));  //@ increment=0
    void *raw = seen(::operator new(5));         //@ allocated=5
    ::operator delete(raw);                      //@ increment=-5
    return aligned;
}

PROFILE int main()
{
    return forms() == 1 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: heap allocations=6 frees=6 allocated=257 live=0 peak=252
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "forms()" calls=1
// CHECK: edge "forms()" -> "Tidy::~Tidy()" calls=11
