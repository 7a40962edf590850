// Each instance of a template is a function of its own, specialisations are
// theirs, and all instances share the lines.
// RUN: %profpass_cxx -std=c++17 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

template <typename T> PROFILE static T largest(T a, T b)
{
    return a < b ? b : a; //@ occurrences=5
}

template <> PROFILE bool largest<bool>(bool a, bool b)
{
    return a || b;        //@ occurrences=1
}

template <typename T, int N> struct Row {
    PROFILE T sum() const
    {
        T total = 0;
        for (int i = 0; i < N; i++) //@ occurrences=10
            total += values[i];     //@ occurrences=7
        return total;
    }
    T values[N];
};

template <typename T> struct Row<T, 1> {
    PROFILE T sum() const { return value; }
    T value;
};

PROFILE static int count()
{
    return 0;             //@ occurrences=2
}

template <typename T, typename... Rest>
PROFILE static int count(T, Rest... rest)
{
    return 1 + count(rest...); //@ occurrences=4
}

PROFILE int main()
{
    int n = largest(1, 2) + largest(4, 3) + largest(0, 0);
    n += static_cast<int>(largest(0.5, 1.0) + largest(2.0, 1.0));
    n += largest(false, true);
    n += Row<int, 3>{{1, 2, 3}}.sum() + Row<long, 2>{{1, 2}}.sum();
    n += Row<int, 2>{{1, 1}}.sum() + Row<char, 1>{9}.sum();
    n += count(1, 2, 3) + count('x');
    return n == 6 + 3 + 1 + 9 + 11 + 4 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "largest<int>(int, int)" calls=3
// CHECK: edge main -> "largest<double>(double, double)" calls=2
// CHECK: edge main -> "largest<bool>(bool, bool)" calls=1
// CHECK: edge main -> "Row<int, 3>::sum()" calls=1
// CHECK: edge main -> "Row<int, 2>::sum()" calls=1
// CHECK: edge main -> "Row<long, 2>::sum()" calls=1
// CHECK: edge main -> "Row<char, 1>::sum()" calls=1
// CHECK: edge main -> "count<int, int, int>(int, int, int)" calls=1
// CHECK: edge "count<int, int, int>(int, int, int)" -> "count<int, int>(int, int)" calls=1
// CHECK: edge "count<int, int>(int, int)" -> "count<int>(int)" calls=1
// CHECK: edge "count<int>(int)" -> "count()" calls=1
// CHECK: edge main -> "count<char>(char)" calls=1
// CHECK: edge "count<char>(char)" -> "count()" calls=1
