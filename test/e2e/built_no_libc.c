// A program without libc, and so without runtime, links and runs: its probes do
// nothing.
// RUN: %profpass_cc -O0 -ffreestanding -nostdlib -static -fno-stack-protector %s -o %t && %run %t && test ! -e %t.prof
// RUN: %profpass_cc -O2 -ffreestanding -nostdlib -static -fno-stack-protector %s -o %t && %run %t && test ! -e %t.prof
__attribute__((profile)) static int twice(int n)
{
    return 2 * n;
}

__attribute__((profile)) static int compute(volatile int *from)
{
    int sum = 0;
    for (int i = 0; i < 4; i++)
        sum += twice(from[i]);
    return sum;
}

#if defined __x86_64__
static void leave(long status)
{
    __asm__ volatile("syscall" : : "a"(231L), "D"(status) : "memory");
}
#define START "and $-16, %rsp; call begin"
#elif defined __aarch64__
static void leave(long status)
{
    register long number __asm__("x8") = 94;
    register long value __asm__("x0") = status;
    __asm__ volatile("svc 0" : : "r"(number), "r"(value) : "memory");
}
#define START "bl begin"
#endif

__attribute__((used)) static void begin(void)
{
    int numbers[4] = {1, 2, 3, 4};
    leave(compute(numbers) - 20);
}

__asm__(".globl _start\n_start: " START);
