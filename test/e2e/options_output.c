// Patterns in output= are filled in, and a profile is never overwritten.
// RUN: rm -rf %t.dir && mkdir %t.dir && %profpass_cc %s -o %t.dir/prog && cd %t.dir
// RUN: env PROFPASS_OPTIONS='report=none:output=a.%%e.%%p.%%%%.prof' ./prog
// RUN: ls | %FileCheck %s --check-prefix NAMES
// RUN: env PROFPASS_OPTIONS=report=none:output=one.prof ./prog && cp one.prof copy
// RUN: env PROFPASS_OPTIONS=report=none:output=one.prof ./prog && cmp one.prof copy
// RUN: %check_file %s one.prof && %check_file %s one.prof.1
__attribute__((profile)) int main(void)
{
    return 0;
}

// NAMES: a.prog.{{[0-9]+}}.%.prof
// CHECK: end exit 0
// CHECK: function main calls=1
