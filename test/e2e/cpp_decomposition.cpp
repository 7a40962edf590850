// The parts of an aggregate or an array are names: using one runs the line of
// the use, not the one that named it.
// RUN: %profpass_cxx -std=c++17 -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cxx -std=c++17 -O2 %s -o %t && %run %t && %check
struct Pair {
    int key, value;
};

__attribute__((profile)) static int sum(Pair *pairs, int n)
{
    int total = 0;
    for (int i = 0; i < n; i++) {
        auto [key, value] = pairs[i]; //@ occurrences=3
        auto &[k, v] = pairs[i];      //@ occurrences=3
        if (key > 0)                  //@ occurrences=3
            total += value + k;       //@ occurrences=2
        v = key;                      //@ occurrences=3
    }
    return total;
}

int main()
{
    Pair pairs[] = {{1, 2}, {0, 5}, {3, 4}};
    return sum(pairs, 3) == 10 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> "sum(Pair*, int)" calls=1
