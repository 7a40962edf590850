// REQUIRES: coverage
// Beside the compiler's own counters, ours count the same. They allocate before
// anyone else; linked in, the runtime sees it.
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d
// RUN: %profpass_cc -O0 --coverage -c %s -o c.o && %cc --coverage c.o $(%profpass flags --cc=%cc --link) -o %t && %run %t && %check && test -s c.gcda
// RUN: %profpass_cc -O2 --coverage -c %s -o c.o && rm c.gcda && %cc --coverage c.o $(%profpass flags --cc=%cc --link) -o %t && %run %t && %check && test -s c.gcda
// RUN: %profpass_cc -O0 -pg %s $(%profpass flags --cc=%cc --link) -o %t && %run %t && %check && test -s gmon.out
// RUN: %profpass_cc -O2 -pg %s $(%profpass flags --cc=%cc --link) -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE static int leaf(int n)
{
    return n > 2 ? n : n + 1; //@ occurrences=5
}

PROFILE int main(void)
{
    int sum = 0;
    for (int i = 0; i < 5; i++) //@ occurrences=6
        sum += leaf(i);         //@ occurrences=5
    return sum - 13;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function leaf calls=5
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> leaf calls=5
