// Calls through a table of function pointers are the calls of what it names.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

typedef int operation(int, int);

PROFILE static int add(int a, int b)
{
    return a + b;
}

PROFILE static int subtract(int a, int b)
{
    return a - b;
}

PROFILE static int multiply(int a, int b)
{
    return a * b;
}

static operation *const table[] = {
    ['+'] = add,
    ['-'] = subtract,
    ['*'] = multiply,
};

PROFILE static int run(const char *program)
{
    int value = 0;                            //@ occurrences=2
    for (const char *p = program; *p; p += 2) //@ occurrences=10
        value = table[(unsigned char)*p](value, p[1] - '0'); //@ occurrences=8
    return value;                             //@ occurrences=2
}

PROFILE int main(void)
{
    // ((0 + 7) * 6 - 2) * 2 and (0 + 1) + 2 + 3 - 4
    return run("+7*6-2*2") == 80 && run("+1+2+3-4") == 2 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 total=21
// CHECK: function run calls=2 total=18
// CHECK: function add calls=4 self=4
// CHECK: function subtract calls=2
// CHECK: function multiply calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> run calls=2
// CHECK: edge run -> add calls=4
// CHECK: edge run -> subtract calls=2
// CHECK: edge run -> multiply calls=2
