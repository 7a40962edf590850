// An interpreter that jumps by computed gotos runs the lines of an instruction
// as often as the instruction.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

enum { PUSH, ADD, LOOP, HALT };

PROFILE static void trace(int top)
{
    (void)top;
}

PROFILE static int interpret(const unsigned char *pc, int turns)
{
    static const void *const labels[] = {&&push, &&add, &&loop, &&halt};
    int stack[8];
    int *top = stack;       //@ occurrences=1
    goto *labels[*pc];
push:
    *top++ = pc[1];         //@ occurrences=11
    pc += 2;                //@ occurrences=11
    goto *labels[*pc];
add:
    top--;                  //@ occurrences=10
    top[-1] += *top;        //@ occurrences=10
    trace(top[-1]);         //@ occurrences=10
    goto *labels[*++pc];
loop:
    if (--turns > 0) {      //@ occurrences=10
        pc -= pc[1];        //@ occurrences=9
        goto *labels[*pc];
    }
    pc += 2;                //@ occurrences=1
    goto *labels[*pc];
halt:
    return top[-1];         //@ occurrences=1
}

PROFILE int main(void)
{
    static const unsigned char program[] = {PUSH, 0, PUSH, 7, ADD, LOOP, 3, HALT};
    return interpret(program, 10) == 70 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function interpret calls=1 total=21
// CHECK: function trace calls=10
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> interpret calls=1
// CHECK: edge interpret -> trace calls=10
