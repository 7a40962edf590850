// Nested setjmps, as interpreters use them for errors: each longjmp goes to the
// innermost one, or past it, from marked functions and from plain ones.
// RUN: %profpass_cc -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -O2 %s -o %t && %run %t && %check
#include <setjmp.h>
#include <stddef.h>

#define PROFILE __attribute__((profile))

struct handler {
    jmp_buf spot;
    struct handler *outer;
};

static struct handler *innermost;

static void raise_error(int value)
{
    longjmp(innermost->spot, value);
}

PROFILE static void fail(int value)
{
    raise_error(value);
}

PROFILE static void on_error(void) {}

/* Call, and say what came back: 0, or the error. */
static int protected_call(void (*call)(int), int argument)
{
    struct handler handler;
    handler.outer = innermost;
    innermost = &handler;
    int error = setjmp(handler.spot);
    if (error == 0)
        call(argument);
    else
        on_error();
    innermost = handler.outer;
    return error;
}

PROFILE static void good(int n)
{
    (void)n;
}

PROFILE static void nested(int n)
{
    if (n == 0)
        fail(42);
    int error = protected_call(n % 2 ? nested : good, n - 1);
    if (error != 0)
        fail(error + 1);
}

PROFILE int main(void)
{
    int first = protected_call(nested, 1);
    int second = protected_call(nested, 2);
    on_error();
    return first == 43 && second == 0 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=5
// CHECK: function nested calls=3 primitive=2
// CHECK: function good calls=1
// CHECK: function fail calls=2
// CHECK: function on_error calls=3
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> nested calls=2
// CHECK: edge nested -> nested calls=1
// CHECK: edge nested -> fail calls=2
// CHECK: edge nested -> on_error calls=1
// CHECK: edge nested -> good calls=1
// CHECK: edge main -> on_error calls=2
