// help=1 lists the options; the program runs as ever.
// RUN: %profpass_cc %s -o %t
// RUN: env PROFPASS_OPTIONS=help=1:report=none:output=%t.prof %t 2>%t.err; test $? -eq 5
// RUN: %FileCheck --input-file %t.err %s --check-prefix HELP
__attribute__((profile)) int main(void)
{
    return 5;
}

// HELP-DAG: output
// HELP-DAG: report
// HELP-DAG: clock
// HELP-DAG: timing
// HELP-DAG: heap
