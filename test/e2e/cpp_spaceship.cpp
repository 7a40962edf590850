// Comparisons made from <=> and == call those, once each; concepts choose the
// overload.
// RUN: %profpass_cxx -std=c++20 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++20 -O2 %s -o %t && %run %t && %check
#include <compare>

#define PROFILE __attribute__((profile))

struct Version {
    int major, minor;
    PROFILE std::strong_ordering operator<=>(const Version &other) const
    {
        if (major != other.major)            //@ occurrences=6
            return major <=> other.major;    //@ occurrences=2
        return minor <=> other.minor;        //@ occurrences=4
    }
    PROFILE bool operator==(const Version &other) const
    {
        return major == other.major && minor == other.minor; //@ occurrences=3
    }
};

template <typename T>
concept Small = sizeof(T) <= 4;

PROFILE static int kind(auto)
{
    return 1; //@ occurrences=2
}

PROFILE static int kind(Small auto)
{
    return 2; //@ occurrences=3
}

template <typename T>
    requires(sizeof(T) == 16)
PROFILE static int kind(T)
{
    return 3; //@ occurrences=1
}

int main()
{
    struct Wide {
        long a, b;
    };
    Version old{1, 2}, now{1, 10}, next{2, 0};
    bool ok = old < now && now > old && old <= old && !(now >= next);
    ok = ok && old == old && old != now && !(old == next);
    ok = ok && next > old && (old <=> now) < 0;
    int kinds = kind(1) + kind('c') + kind(1.0f) + kind(1.0) + kind(1L);
    kinds += kind(Wide{1, 2});
    return ok && kinds == 6 + 2 + 3 ? 0 : 1;
}

// CHECK: end exit 0
