// A list, a glob or a key that is not understood is an error of the compiler, which
// names it, says what was expected, and exits with 1.
// RUN: printf 'fun:a\nfunc:b\n' > %t.list; rm -f %t.o
// RUN: %profpass_cc -fplugin-arg-profpass-list=%t.list -c %s -o %t.o 2>%t.err; test $? -eq 1 && test ! -e %t.o
// RUN: grep -q "error: .*list:2: 'func:b': expected fun:PATTERN, src:PATTERN, \[profile\], \[ignore\] or a # comment" %t.err
// RUN: printf '[profil]\n' > %t.list
// RUN: %profpass_cc -fplugin-arg-profpass-list=%t.list -c %s -o %t.o 2>%t.err; test $? -eq 1 && test ! -e %t.o
// RUN: grep -q "error: .*list:1: unknown section '\[profil\]'; there are \[profile\] and \[ignore\]" %t.err
// RUN: printf 'fun:a\0b\n' > %t.list
// RUN: %profpass_cc -fplugin-arg-profpass-list=%t.list -c %s -o %t.o 2>%t.err; test $? -eq 1 && test ! -e %t.o
// RUN: grep -q "error: .*list: not a text: byte 5 is NUL" %t.err
// RUN: %profpass_cc -fplugin-arg-profpass-list=/nonexistent/list -c %s -o %t.o 2>%t.err; test $? -eq 1 && test ! -e %t.o
// RUN: grep -q "error: .*list=/nonexistent/list: cannot open the list: No such file or directory" %t.err
// RUN: %profpass_cc -fplugin-arg-profpass-include='[a' -c %s -o %t.o 2>%t.err; test $? -eq 1 && test ! -e %t.o
// RUN: grep -q "error: .*include=.*glob '\[a': '\[' is not closed" %t.err
// RUN: %profpass_cc -fplugin-arg-profpass-exlude=a -c %s -o %t.o 2>%t.err; test $? -eq 1 && test ! -e %t.o
// RUN: grep -q "error: .*unknown option 'exlude'; did you mean 'exclude'?" %t.err
// RUN: %profpass_cc -fplugin-arg-profpass-lines=some -c %s -o %t.o 2>%t.err; test $? -eq 1 && test ! -e %t.o
// RUN: grep -q "error: .*lines=some: must be off, calls or all" %t.err
int a(void)
{
    return 1;
}
