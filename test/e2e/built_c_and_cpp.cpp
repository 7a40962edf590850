// C and C++ in one program, each calling the other; a function that both define
// for themselves is two.
// RUN: %profpass_cc -O0 -x c -std=c11 -c %s -o %t.o
// RUN: %profpass_cxx -O0 %s %t.o -o %t && %run %t && %check
// RUN: %profpass_cc -O2 -x c -std=gnu89 -c %s -o %t.o
// RUN: %profpass_cxx -O2 %s %t.o -o %t && %run %t && %check
#define PROFILE __attribute__((profile))

#ifdef __cplusplus
extern "C" {
#endif
int in_c(int n);
int in_cpp(int n);
#ifdef __cplusplus
}

namespace {
PROFILE int own(int n)
{
    return n + 1; //@ occurrences=2
}
} // namespace

PROFILE int in_cpp(int n)
{
    return own(n) + (n > 0 ? in_c(n - 1) : 0); //@ occurrences=2
}

PROFILE int main()
{
    return in_c(1) - 4; //@ occurrences=1
}
#else
PROFILE static int own(int n)
{
    return n; //@ occurrences=2
}

PROFILE int in_c(int n)
{
    return own(n) + in_cpp(n); //@ occurrences=2
}
#endif

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function in_c calls=2
// CHECK: function in_cpp calls=2
// CHECK: function own calls=2
// CHECK: function "(anonymous namespace)::own(int)" calls=2
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> in_c calls=1
// CHECK: edge in_c -> in_cpp calls=2
// CHECK: edge in_cpp -> in_c calls=1
// CHECK: edge in_c -> own calls=2
// CHECK: edge in_cpp -> "(anonymous namespace)::own(int)" calls=2
