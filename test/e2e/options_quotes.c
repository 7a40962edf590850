// A value in quotes may hold the colon that separates options, two colons separate
// nothing, and what is not understood is named; the program runs as ever.
// RUN: %profpass_cc %s -o %t && rm -rf %t.dir && mkdir -p %t.dir/a:b
// RUN: env PROFPASS_OPTIONS='clock=step:report=none:output="%t.dir/a:b/one.prof":only=main' %t
// RUN: %check_file %s %t.dir/a:b/one.prof && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS="report=none:output='%t.prof':only=a::b::*::only:only=m*" %t && %check
// RUN: rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=':::report=none:output=%t.prof:only={m:exclude="m:max_depth=two' %t 2>%t.err
// RUN: %FileCheck --input-file %t.err %s --check-prefix WHY
__attribute__((profile)) int main(void)
{
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1

// WHY: profpass: PROFPASS_OPTIONS: only={m: '{' is not closed; ignored
// WHY: profpass: PROFPASS_OPTIONS: exclude="m: its quotes are not closed, or do not end it; ignored
// WHY: profpass: PROFPASS_OPTIONS: max_depth=two: expected N; using the default
