// Guards end in the opposite order on every way out of their block, also when an
// exception takes it.
// RUN: %profpass_cxx -O0 -fno-builtin %s -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -fno-builtin %s -o %t && %run %t && %check
#include <cstdlib>

#define PROFILE __attribute__((profile))

static int order;

struct Buffer {
    PROFILE explicit Buffer(int n)
        : n(n), bytes(std::malloc(static_cast<std::size_t>(n)))
    {
    }
    PROFILE ~Buffer()
    {
        order = order * 10 + n;
        std::free(bytes);               //@ occurrences=9
    }
    Buffer(const Buffer &) = delete;
    int n;
    void *bytes;
};

PROFILE static int ways(int kind)
{
    Buffer first(1);
    for (int i = 0;; i++) {
        Buffer second(2);
        if (kind == 0 && i == 0)
            continue;                   //@ occurrences=1
        if (kind == 0)
            break;                      //@ occurrences=1
        Buffer third(3);
        if (kind == 1)
            return kind;                //@ occurrences=1
        throw kind;                     //@ occurrences=1
    }
    return 9;                           //@ occurrences=1
}

PROFILE int main()
{
    int sum = ways(0);                  //@ increment=0 allocations=0
    sum += ways(1);                     //@ increment=0 allocations=0
    try {
        ways(2);                        //@ occurrences=1
    } catch (int thrown) {
        sum += thrown;                  //@ occurrences=1
    }
    return sum == 12 && order == 221321321 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: heap live=0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "ways(int)" calls=3
// CHECK: edge "ways(int)" -> "Buffer::Buffer(int)" calls=9
// CHECK: edge "ways(int)" -> "Buffer::~Buffer()" calls=9
