// marks.c - what the strings of a mark may say travels in the record, and a wrong
// one stops the compiler with the reason
// RUN: %cc -I%source_root/include -c %S/Inputs/log.c -o %t.log.o
// RUN: %profpass_cc %s %t.log.o -o %t.exe && env LOG_RECORDS=1 %t.exe >%t.log
// RUN: %FileCheck --input-file %t.log %s
// RUN: for MARK in stream= stream=a,b.log stream=%q.log stream=50% precision= precision=10 precision=x stream tsream=x; do %not %profpass_cc -fsyntax-only %s -DMARK="\"$MARK\"" 2>&1 || exit 1; done >%t.err
// RUN: %FileCheck --check-prefix ERROR --input-file %t.err %s
#ifndef MARK
#define MARK "stream=out/%%.%e.%p.%h.%t.log"
#endif

__attribute__((profile("lines=calls", MARK, "precision=9"))) int main(void)
{
    return 0;
}

// CHECK: record main marks.c:{{.*}} options lines=calls,stream=out/%%.%e.%p.%h.%t.log,precision=9

// ERROR: marks.c:[[#@LINE-7]]:{{[0-9]+}}: error: 'profile' attribute: stream= needs a path: stream=PATH
// ERROR: error: 'profile' attribute: stream=a,b.log: a path here has no comma
// ERROR: error: 'profile' attribute: stream=%q.log: '%' stands before p (process), e (program), h (host), t (time) or %
// ERROR: error: 'profile' attribute: stream=50%: '%' stands before
// ERROR: error: 'profile' attribute: precision=: must be 0 to 9
// ERROR: error: 'profile' attribute: precision=10: must be 0 to 9
// ERROR: error: 'profile' attribute: precision=x: must be 0 to 9
// ERROR: error: 'profile' attribute: unknown option 'stream'; there are lines=off|calls|all, stream=PATH and precision=N
// ERROR: error: 'profile' attribute: unknown option 'tsream=x'; there are
