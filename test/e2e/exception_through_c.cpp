// An exception passes through C functions, instrumented or not, compiled with
// -fexceptions or without. The one without ends together with its caller.
// RUN: %cc -O2 -x c -DFRAME=plain_c -c %s -o %t.1.o
// RUN: %profpass_cc -O0 -x c -DFRAME=marked_c -DMARK -c %s -o %t.2.o
// RUN: %profpass_cc -O0 -x c -fexceptions -DFRAME=careful_c -DMARK -c %s -o %t.3.o
// RUN: %profpass_cxx -O0 %s %t.1.o %t.2.o %t.3.o -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -x c -DFRAME=marked_c -DMARK -c %s -o %t.2.o
// RUN: %profpass_cc -O2 -x c -fexceptions -DFRAME=careful_c -DMARK -c %s -o %t.3.o
// RUN: %profpass_cxx -O2 %s %t.1.o %t.2.o %t.3.o -o %t && %run %t && %check
#ifdef FRAME
#ifdef MARK
#define PROFILE __attribute__((profile))
#else
#define PROFILE
#endif

PROFILE int FRAME(int (*call)(int), int n);
PROFILE int FRAME(int (*call)(int), int n)
{
    return call(n) + 1;
}
#else
#define PROFILE __attribute__((profile))

extern "C" int plain_c(int (*call)(int), int n);
extern "C" int marked_c(int (*call)(int), int n);
extern "C" int careful_c(int (*call)(int), int n);

PROFILE static void after() {}

PROFILE static int last(int n)
{
    throw n;
}

PROFILE static int third(int n)
{
    return careful_c(last, n) + 1;
}

PROFILE static int second(int n)
{
    return marked_c(third, n) + 1;
}

PROFILE static int first(int n)
{
    return plain_c(second, n) + 1;
}

PROFILE static int catcher(int n)
{
    try {
        return first(n);
    } catch (int thrown) {
        after();
        return thrown;
    }
}

PROFILE int main()
{
    int caught = catcher(4);
    try {
        marked_c(last, 5);
    } catch (int thrown) {
        after();
        caught += thrown;
    }
    return caught == 9 ? 0 : 1;
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1 self=4 total=22
// CHECK: function "catcher(int)" calls=1 self=3
// CHECK: function "first(int)" calls=1
// CHECK: function "second(int)" calls=1
// CHECK: function "third(int)" calls=1
// CHECK: function "last(int)" calls=2
// CHECK: function marked_c calls=2
// CHECK: function careful_c calls=1
// CHECK: function "after()" calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> "catcher(int)" calls=1
// CHECK: edge "catcher(int)" -> "first(int)" calls=1
// CHECK: edge "first(int)" -> "second(int)" calls=1
// CHECK: edge "second(int)" -> marked_c calls=1
// CHECK: edge marked_c -> "third(int)" calls=1
// CHECK: edge "third(int)" -> careful_c calls=1
// CHECK: edge careful_c -> "last(int)" calls=1
// CHECK: edge "catcher(int)" -> "after()" calls=1
// CHECK: edge main -> marked_c calls=1
// CHECK: edge marked_c -> "last(int)" calls=1
// CHECK: edge main -> "after()" calls=1
