// no_line_information.c - without -g lines are still known where the compiler
// allows; elsewhere a warning names the flag, and calls still count
// RUN: %cc -I%source_root/include -c %S/Inputs/log.c -o %t.log.o
// RUN: %cc -O1 -fplugin=%profpass_plugin -c %s -o %t.o 2> %t.err
// RUN: %cc %t.o %t.log.o -o %t.exe && env LOG_RECORDS=1 %t.exe > %t.log
// RUN: cat %t.err %t.log | %FileCheck %s
// RUN: %readelf -S %t.o | %FileCheck --check-prefix=DWARF %s
// RUN: %cc -O1 -g1 -fplugin=%profpass_plugin %s %t.log.o \
// RUN:     -o %t.lines 2> %t.lines.err
// RUN: test ! -s %t.lines.err && %t.lines | %FileCheck --check-prefix=LINES %s
// DWARF-NOT: .debug_info
__attribute__((profile)) int main(void)
{
    return 0;
}
// CHECK: {{warning: profpass: no line information.*-gline-tables-only|record main .*flags 3}}
// CHECK: enter main
// CHECK: exit main
// LINES: no_line_information.c:[[#@LINE-5]]: 1
