// mprof_names.cpp - marked functions with names that are hard for mprof
#include <cstring>
#include <unistd.h>

#define MARKED __attribute__((profile))

namespace ns {
template <class A, class B> struct pair_of {
    A a;
    B b;
    MARKED pair_of operator+(const pair_of &o) const
    {
        return {A(a + o.a), B(b + o.b)};
    }
    MARKED explicit operator bool() const { return a != 0; }
};
MARKED int vary(const char *first, ...)
{
    return first[0];
}
}

MARKED int main()
{
    ns::pair_of<unsigned long, double> x{1, 2};
    bool b = bool(x + x);
    usleep(30000); // some samples
    return b && ns::vary("a", 1) == 'a' ? 0 : 1;
}
