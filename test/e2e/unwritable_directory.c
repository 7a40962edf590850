// Where no profile can be written, a warning names the file and the reason; the
// program and its report are none the worse.
// RUN: %profpass_cc %s -o %t && touch %t.file
// RUN: env PROFPASS_OPTIONS=output=%t.file/x.prof %t >%t.out 2>%t.err; test $? -eq 6
// RUN: test "$(cat %t.out)" = out
// RUN: %FileCheck --input-file %t.err %s
#include <stdio.h>

__attribute__((profile)) int main(void)
{
    puts("out");
    return 6;
}

// CHECK: profpass: {{.*}}unwritable_directory.c.tmp.file/x.prof
// CHECK: 1 function call
// CHECK-NOT: profile written to
