// A weak function gives way to a strong one of another object; an alias is the
// function that it names.
// RUN: %profpass_cc -O0 -DSTRONG -c %s -o %t.o
// RUN: %profpass_cc -O0 %s %t.o -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -DSTRONG -c %s -o %t.o
// RUN: %profpass_cc -O2 %s %t.o -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

#ifdef STRONG
PROFILE int chosen(int n)
{
    return n + 100; //@ occurrences=3
}
#else
PROFILE __attribute__((weak)) int chosen(int n)
{
    return n; //@ occurrences=0
}

PROFILE __attribute__((weak)) int alone(int n)
{
    return n + 1; //@ occurrences=2
}

PROFILE int real(int n)
{
    return n - 1; //@ occurrences=5
}
int other(int n) __attribute__((alias("real")));

__attribute__((weak)) int missing(int n);

PROFILE int main(void)
{
    int sum = missing ? missing(0) : 0;
    for (int i = 0; i < 3; i++)
        sum += chosen(i) + other(i);
    return sum + alone(0) + alone(1) + real(1) + real(2) == 307 ? 0 : 1;
}
#endif

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> chosen calls=3
// CHECK: edge main -> alone calls=2
// CHECK: edge main -> real calls=5
