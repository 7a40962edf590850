// verbose=1 says on stderr what the runtime does, and nothing on stdout.
// RUN: %profpass_cc %s -o %t
// RUN: env PROFPASS_OPTIONS=verbose=1:report=none:output=%t.prof %t >%t.out 2>%t.err
// RUN: test ! -s %t.out && grep -q '^profpass: ' %t.err
__attribute__((profile)) int main(void)
{
    return 0;
}
