// An unknown option is named with its nearest neighbour; the program and its
// profile are none the worse.
// RUN: %profpass_cc %s -o %t && rm -f %t.prof*
// RUN: env PROFPASS_OPTIONS=reprot=none:report=none:output=%t.prof %t 2>%t.err
// RUN: %FileCheck --input-file %t.err %s --check-prefix WARN
// RUN: %check
// RUN: env PROFPASS_OPTIONS=clock=sundial:report=none:output=%t.prof %t 2>%t.err
// RUN: %FileCheck --input-file %t.err %s --check-prefix VALUE
__attribute__((profile)) int main(void)
{
    return 0;
}

// WARN: profpass: {{.*}}reprot{{.*}}report
// VALUE: profpass: {{.*}}sundial
// CHECK: end exit 0
// CHECK: function main calls=1
