// min_time= leaves functions that took less out of the report at exit, --min-time
// out of later ones; both say how many.
// RUN: %profpass_cc -O0 %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=clock=step:report=stderr:min_time=0.005us:output=%t.prof %t 2>%t.err
// RUN: %FileCheck --input-file %t.err %s --check-prefix REPORT --implicit-check-not='(quick)' --implicit-check-not=': quick'
// RUN: %profpass report --min-time=5ns %t.prof | %FileCheck %s --check-prefix REPORT --implicit-check-not='(quick)' --implicit-check-not=': quick'
// RUN: %profpass lines --min-time=5ns %t.prof | %FileCheck %s --check-prefix LINES --implicit-check-not='(quick)' --implicit-check-not=': quick'
// RUN: %not %profpass report --min-time=5 %t.prof 2>%t.err
// RUN: grep -q 'min_time "5": expected a time such as 10us, 1.5ms or 2s' %t.err
// RUN: env PROFPASS_OPTIONS=min_time=soon:report=stdout:output=none.prof %t 2>%t.err | grep -q 'quick'
// RUN: grep -q 'min_time "soon": expected a time .*; reporting all functions' %t.err && rm none.prof
static volatile int zero;

__attribute__((profile)) static int quick(void)
{
    return zero;
}

__attribute__((profile)) int main(void)
{
    return quick() + quick();
}

// REPORT: Function: main (1 call, 5 ns total, 3 ns self)
// REPORT: 3 function calls in
// REPORT: Left out: 1 function below 5 ns
// REPORT: (main)
// LINES: Function: main
// LINES: Left out: 1 function below 5 ns
