// Recursion in a loop: a node of the tree of choices is a call.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

enum { N = 4 };

static int items[N] = {1, 2, 3, 4}, sum_of_firsts;

PROFILE static void swap(int *a, int *b)
{
    int held = *a;
    *a = *b;
    *b = held;
}

PROFILE static void visit(void)
{
    sum_of_firsts += items[0]; //@ occurrences=24
}

PROFILE static void permute(int depth)
{
    if (depth == N) {                    //@ occurrences=65
        visit();                         //@ occurrences=24
        return;                          //@ occurrences=24
    }
    for (int i = depth; i < N; i++) {    //@ occurrences=105
        swap(&items[depth], &items[i]);  //@ occurrences=64
        permute(depth + 1);              //@ occurrences=64
        swap(&items[depth], &items[i]);  //@ occurrences=64
    }
}

PROFILE int main(void)
{
    permute(0);
    return sum_of_firsts == 6 * (1 + 2 + 3 + 4) ? 0 : 1;
}

// 1 + 4 + 12 + 24 + 24 calls, of which the last 24 have nothing left to choose.
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function permute calls=65 primitive=1
// CHECK: function visit calls=24
// CHECK: function swap calls=128 self=128
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> permute calls=1
// CHECK: edge permute -> permute calls=64
// CHECK: edge permute -> visit calls=24
// CHECK: edge permute -> swap calls=128
