// A library is loaded by a program that is not even C: Python's ctypes. The names
// survive that the library goes first.
// RUN: %profpass_cc -O0 -fno-builtin -shared -fPIC %s -o %t.so
// RUN: %run %python -c 'import ctypes; l = ctypes.CDLL("%t.so"); print(l.twice(21))' >%t.out && %check && grep -qx 42 %t.out
// RUN: %profpass_cc -O2 -fno-builtin -shared -fPIC %s -o %t.so
// RUN: %run %python -c 'import ctypes; l = ctypes.CDLL("%t.so"); print(l.twice(21))' >%t.out && %check && grep -qx 42 %t.out
// RUN: rm -f %t.prof* && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof %profpass run -o %t.dat $(%python -c "import sys; print(sys.executable)") -c 'import ctypes; l = ctypes.CDLL("%t.so"); print(l.twice(21))' && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static int once(int n)
{
    int *volatile box = malloc(1000003); //@ allocated=2000006 live=0
    *box = n;
    n = *box;
    free(box);
    return n;
}

PROFILE int twice(int n)
{
    return once(n) + once(n);
}

// CHECK: vary what Python allocates for itself differs from run to run
// CHECK: end exit 0
// CHECK: function twice calls=1
// CHECK: function once calls=2
// CHECK: edge outside -> twice calls=1
// CHECK: edge twice -> once calls=2
// What Python allocated before the library came is not known.
// CHECK: loss foreign_frees>=0
