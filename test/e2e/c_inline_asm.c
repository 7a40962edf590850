// Assembly in a function leaves the probes alone, and they leave it alone.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

PROFILE static unsigned long rotated(unsigned long x)
{
#ifdef __x86_64__
    __asm__("rolq $8, %0" : "+r"(x) : : "cc");     //@ occurrences=5
#else
    x = x << 8 | x >> 56;
#endif
    return x;                                      //@ occurrences=5
}

PROFILE static int is_zero(int n)
{
#ifdef __x86_64__
    __asm__ goto("testl %0, %0; jz %l1" : : "r"(n) : "cc" : zero); //@ occurrences=5
    return 0;                                      //@ occurrences=4
zero:
#else
    if (n)
        return 0;
#endif
    return 1;                                      //@ occurrences=1
}

PROFILE int main(void)
{
    unsigned long x = 0x0123456789abcdef;
    int zeros = 0;
    for (int i = 0; i < 5; i++) {                  //@ occurrences=6
        x = rotated(x);                            //@ occurrences=5
        __asm__ volatile("" : : : "memory");
        zeros += is_zero(i - 2);                   //@ occurrences=5
    }
    return x == 0xabcdef0123456789 && zeros == 1 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> rotated calls=5
// CHECK: edge main -> is_zero calls=5
