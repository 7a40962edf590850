// Two functions that call each other twice: each pair of caller and callee is an
// edge of its own, and of each function one branch alone is primitive.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

static int height[3] = {5, 0, 0};

PROFILE static void move(int from, int to)
{
    height[from]--;
    height[to]++;
}

static void even(int n, int from, int to, int by);

PROFILE static void odd(int n, int from, int to, int by)
{
    even(n - 1, from, by, to);    //@ occurrences=21
    move(from, to);               //@ occurrences=21
    even(n - 1, by, to, from);    //@ occurrences=21
}

PROFILE static void even(int n, int from, int to, int by)
{
    if (n == 0)                   //@ occurrences=42
        return;                   //@ occurrences=32
    odd(n - 1, from, by, to);     //@ occurrences=10
    move(from, to);               //@ occurrences=10
    odd(n - 1, by, to, from);     //@ occurrences=10
}

PROFILE int main(void)
{
    odd(5, 0, 2, 1);
    return height[2] == 5 ? 0 : 1;
}

// 1, 2, 4, 8, 16 and 32 calls with n = 5 to 0.
// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function odd calls=21 primitive=1
// CHECK: function even calls=42 primitive=2
// CHECK: function move calls=31
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> odd calls=1
// CHECK: edge odd -> even calls=42 primitive=2
// CHECK: edge even -> odd calls=20 primitive=4
// CHECK: edge odd -> move calls=21
// CHECK: edge even -> move calls=10
