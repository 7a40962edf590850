// A range-for asks for begin and end once, compares once more than it advances.
// RUN: %profpass_cxx -std=c++17 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

struct Range {
    struct Iterator {
        int at;
        PROFILE int operator*() const { return at; }
        PROFILE Iterator &operator++()
        {
            ++at;
            return *this;
        }
        PROFILE bool operator!=(const Iterator &other) const
        {
            return at != other.at;
        }
    };
    int first, last;
    PROFILE Iterator begin() const { return {first}; }
    PROFILE Iterator end() const { return {last}; }
};

PROFILE static int sum(const Range &range)
{
    int total = 0;
    for (int n : range) {      //@ occurrences=6
        if (n == 3)            //@ occurrences=5
            continue;          //@ occurrences=1
        total += n;            //@ occurrences=4
    }
    return total;
}

PROFILE static int until(const Range &range, int n)
{
    for (int i : range)
        if (i == n)            //@ occurrences=4
            return i;          //@ occurrences=1
    return -1;                 //@ occurrences=0
}

PROFILE int main()
{
    return sum({1, 6}) == 12 && until({0, 100}, 3) == 3 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "sum(Range const&)" calls=1
// CHECK: edge main -> "until(Range const&, int)" calls=1
// CHECK: edge "sum(Range const&)" -> "Range::begin()" calls=1
// CHECK: edge "sum(Range const&)" -> "Range::end()" calls=1
// CHECK: edge "sum(Range const&)" -> "Range::Iterator::operator!=(Range::Iterator const&)" calls=6
// CHECK: edge "sum(Range const&)" -> "Range::Iterator::operator*()" calls=5
// CHECK: edge "sum(Range const&)" -> "Range::Iterator::operator++()" calls=5
// CHECK: edge "until(Range const&, int)" -> "Range::begin()" calls=1
// CHECK: edge "until(Range const&, int)" -> "Range::end()" calls=1
// CHECK: edge "until(Range const&, int)" -> "Range::Iterator::operator!=(Range::Iterator const&)" calls=4
// CHECK: edge "until(Range const&, int)" -> "Range::Iterator::operator*()" calls=4
// CHECK: edge "until(Range const&, int)" -> "Range::Iterator::operator++()" calls=3
