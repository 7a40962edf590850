// Several instrumented libraries in one program, with constructors and
// destructors: each counts, before main and after it too.
// RUN: %profpass_cc -O0 -DLIBRARY=a -shared -fPIC %s -o %t.a.so
// RUN: %profpass_cc -O0 -DLIBRARY=b -shared -fPIC %s -o %t.b.so
// RUN: %profpass_cc -O0 %s -o %t %t.a.so %t.b.so && %run %t && %check
// RUN: %cc -O0 -w %s -o %t %t.a.so %t.b.so && %run %t && %check_file --prefix PLAIN %s %t.prof
// RUN: %profpass_cc -O2 -DLIBRARY=a -shared -fPIC %s -o %t.a.so
// RUN: %profpass_cc -O2 -DLIBRARY=b -shared -fPIC %s -o %t.b.so
// RUN: %profpass_cc -O2 %s -o %t %t.a.so %t.b.so && %run %t && %check
// RUN: %cc -O2 -w %s -o %t %t.a.so %t.b.so && %run %t && %check_file --prefix PLAIN %s %t.prof
#define PROFILE __attribute__((profile))

#define JOIN_(a, b) a##b
#define JOIN(a, b)  JOIN_(a, b)

#ifdef LIBRARY
static int n;

PROFILE __attribute__((noinline)) static void step(void)
{
    n++;
}

__attribute__((constructor)) PROFILE static void JOIN(begin_, LIBRARY)(void)
{
    step();
}

__attribute__((destructor)) PROFILE static void JOIN(end_, LIBRARY)(void)
{
    step();
}

PROFILE int JOIN(work_, LIBRARY)(void)
{
    step();
    return n;
}
#else
int work_a(void);
int work_b(void);

PROFILE int main(void)
{
    int a = work_a(), b = work_b();
    return a == 2 && b + work_b() == 5 ? 0 : 1;
}
#endif

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge outside -> begin_a calls=1
// CHECK: edge outside -> begin_b calls=1
// CHECK: edge outside -> end_a calls=1
// CHECK: edge outside -> end_b calls=1
// CHECK: edge main -> work_a calls=1
// CHECK: edge main -> work_b calls=2
// CHECK: edge begin_a -> step calls=1
// CHECK: edge begin_b -> step calls=1
// CHECK: edge end_a -> step calls=1
// CHECK: edge end_b -> step calls=1
// CHECK: edge work_a -> step calls=1
// CHECK: edge work_b -> step calls=2

// PLAIN: end exit 0
// PLAIN: edge outside -> begin_a calls=1
// PLAIN: edge outside -> begin_b calls=1
// PLAIN: edge outside -> end_a calls=1
// PLAIN: edge outside -> end_b calls=1
// PLAIN: edge outside -> work_a calls=1
// PLAIN: edge outside -> work_b calls=2
// PLAIN: edge begin_a -> step calls=1
// PLAIN: edge begin_b -> step calls=1
// PLAIN: edge end_a -> step calls=1
// PLAIN: edge end_b -> step calls=1
// PLAIN: edge work_a -> step calls=1
// PLAIN: edge work_b -> step calls=2
