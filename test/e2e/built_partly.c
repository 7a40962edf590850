// One object with the plugin and one without: calls pass through the latter,
// and are counted from the nearest profiled caller.
// RUN: %cc -O0 -DPLAIN -c %s -o %t.o
// RUN: %profpass_cc -O0 %s %t.o -o %t && %run %t && %check
// RUN: %cc -O2 -DPLAIN -c %s -o %t.o
// RUN: %profpass_cc -O2 %s %t.o -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -c %s -o %t.1.o
// RUN: %cc %t.o %t.1.o -o %t && %run %t && %check
int profiled(int n);
int plain(int n);

#ifdef PLAIN
static int doubled(int n)
{
    return 2 * n;
}

__attribute__((constructor)) static void early(void)
{
    profiled(0);
}

int plain(int n)
{
    return profiled(doubled(n)) + profiled(n);
}
#else
#define PROFILE __attribute__((profile))

PROFILE int profiled(int n)
{
    return n + 1; //@ occurrences=6
}

PROFILE int main(void)
{
    int sum = profiled(1);   //@ occurrences=1
    sum += plain(1);         //@ occurrences=1
    sum += plain(2);         //@ occurrences=1
    return sum - 15;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function profiled calls=6
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> profiled calls=1
// CHECK: edge main -> profiled calls=5
