// options.c - plugin options select functions; a wrong one stops the compiler
// RUN: %log %s -fplugin-arg-profpass-all \
// RUN:     -fplugin-arg-profpass-exclude='skip*' > %t.all
// RUN: %FileCheck --check-prefix=ALL %s < %t.all
// RUN: %log %s -fplugin-arg-profpass-include='skip*' > %t.include
// RUN: %FileCheck --check-prefix=INCLUDE %s < %t.include
// RUN: printf 'src:*options.c\n[ignore]\nfun:main\n' > %t.list
// RUN: %log %s -fplugin-arg-profpass-list=%t.list \
// RUN:     -fplugin-arg-profpass-lines=calls > %t.listed
// RUN: %FileCheck --check-prefix=LIST %s < %t.listed
// RUN: %not %profpass_cc -c %s -o %t.o -fplugin-arg-profpass-exlude=x 2> %t.err
// RUN: %FileCheck --check-prefix=ERROR %s < %t.err
// RUN: %not %profpass_cc -c %s -o %t.o -fplugin-arg-profpass-lines=x 2> %t.err2
// RUN: %FileCheck --check-prefix=VALUE %s < %t.err2
#include <stdio.h>
#include <stdlib.h>

// ERROR: error: -fplugin-arg-profpass-exlude=x: unknown option 'exlude'; did you mean 'exclude'?
// VALUE: error: -fplugin-arg-profpass-lines=x: lines=x: must be off, calls or all

__attribute__((noinline)) static int skipped(int x)
{
    return x;
}

__attribute__((no_instrument_function)) static int never(int x)
{
    return x * atoi("1");
}

static int taken(int x)
{
    x += never(1);
    return skipped(x);
}

int main(void)
{
    printf("%d\n", taken(1));
    return 0;
}

// ALL: enter main
// ALL-NEXT: enter taken
// ALL-NEXT: exit taken
// ALL-NEXT: 2
// ALL-NEXT: exit main
// ALL-NEXT: status 0

// INCLUDE: enter skipped
// INCLUDE-NEXT: exit skipped
// INCLUDE-NEXT: 2
// INCLUDE-NEXT: status 0

// LIST: enter taken
// LIST-NEXT: enter skipped
// LIST-NEXT: exit skipped
// LIST-NEXT: exit taken
// LIST-NEXT: 2
// LIST-NEXT: options.c:[[#@LINE-27]]: 1 calls
// LIST-NEXT: status 0
