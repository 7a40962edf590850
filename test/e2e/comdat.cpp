// An inline function that several objects define is one function in the profile.
// RUN: %profpass_cxx -O0 -DSECOND -c %s -o %t.o
// RUN: %profpass_cxx -O0 %s %t.o -o %t && %run %t && %check
// RUN: %profpass_cxx -O2 -DSECOND -c %s -o %t.o
// RUN: %profpass_cxx -O2 %s %t.o -o %t && %run %t && %check
__attribute__((profile)) inline int shared(int n)
{
    return n + 1; //@ occurrences=5
}

#ifdef SECOND
int second()
{
    return shared(1) + shared(2);
}
#else
int second();

int main()
{
    return shared(1) + shared(2) + shared(3) + second() == 14 ? 0 : 1;
}
#endif

// CHECK: end exit 0
// CHECK: function "shared(int)" calls=5
// CHECK: edge outside -> "shared(int)" calls=5
