// The program of the tests of linkers: two objects, with functions of one code.
#include <stdexcept>

#define PROFILE __attribute__((profile))

// Of equal code, so that the linker may fold them.
PROFILE inline int first(int n)
{
    return n + 1; //@ occurrences=3
}

PROFILE inline int twin(int n)
{
    return n + 1; //@ occurrences=2
}

#ifdef SECOND
PROFILE int second()
{
    if (first(1) + twin(1) == 4)
        throw std::runtime_error("as expected");
    return 1;
}
#else
int second();

PROFILE int main()
{
    try {
        return second();
    } catch (const std::runtime_error &) {
        return first(1) + first(2) + twin(3) - 9;
    }
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function second() calls=1
// CHECK: function first(int) calls=3
// CHECK: function twin(int) calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> second() calls=1
// CHECK: edge main -> first(int) calls=2
// CHECK: edge main -> twin(int) calls=1
// CHECK: edge second() -> first(int) calls=1
// CHECK: edge second() -> twin(int) calls=1
