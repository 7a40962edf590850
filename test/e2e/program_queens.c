// Eight queens by backtracking: the calls are the known size of the search.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

enum { N = 8 };

PROFILE static int place(unsigned columns, unsigned left, unsigned right)
{
    int n_solutions = 0;                              //@ occurrences=2057
    unsigned open = ~(columns | left | right) & ((1u << N) - 1);
    if (columns == (1u << N) - 1)                     //@ occurrences=2057
        return 1;                                     //@ occurrences=92
    while (open) {                                    //@ occurrences=4021
        unsigned queen = open & -open;                //@ occurrences=2056
        open -= queen;
        n_solutions += place(columns | queen, (left | queen) << 1,
                             (right | queen) >> 1);   //@ absent
    }
    return n_solutions;                               //@ occurrences=1965
}

PROFILE int main(void)
{
    return place(0, 0, 0) == 92 ? 0 : 1;
}

// 1 + 8 + 42 + 140 + 344 + 568 + 550 + 312 + 92 ways to place 0 to 8 queens that
// do not meet.
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function place calls=2057 primitive=1 total=4113
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> place calls=1
// CHECK: edge place -> place calls=2056
