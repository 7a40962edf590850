// A unity build: several sources as one unit give the profile of each by itself.
// RUN: echo '#define SECOND' > %t.all.c
// RUN: echo '#include "%s"' >> %t.all.c
// RUN: echo '#undef SECOND' >> %t.all.c
// RUN: echo '#include "%s"' >> %t.all.c
// RUN: %profpass_cc -O0 %t.all.c -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %t.all.c -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -DSECOND -c %s -o %t.o
// RUN: %profpass_cc -O2 %s %t.o -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

#ifdef SECOND
PROFILE static int part_of_second(int n)
{
    return n + 1; //@ occurrences=2
}

PROFILE int second(int n)
{
    n = part_of_second(n);    //@ occurrences=2
    return n;                   //@ occurrences=2
}
#else
int second(int n);

PROFILE static int part_of_first(int n)
{
    return n + second(n); //@ occurrences=2
}

PROFILE int main(void)
{
    int sum = part_of_first(1); //@ occurrences=1
    sum += part_of_first(2);    //@ occurrences=1
    return sum - 8;               //@ occurrences=1
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function part_of_first calls=2
// CHECK: function second calls=2
// CHECK: function part_of_second calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> part_of_first calls=2
// CHECK: edge part_of_first -> second calls=2
// CHECK: edge second -> part_of_second calls=2
