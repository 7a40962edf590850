// -all selects every function that the source defines, without line probes; the
// attribute no_instrument_function keeps one out.
// RUN: %profpass_cc -fplugin-arg-profpass-all -O0 %s -o %t && %run %t && %check
// RUN: %profpass_cc -fplugin-arg-profpass-all -O2 %s -o %t && %run %t && %check
static volatile int sink;

static inline int doubled(int n)
{
    return 2 * n; //@ absent
}

__attribute__((no_instrument_function)) static int hidden(int n)
{
    return doubled(n);
}

__attribute__((profile)) static int marked(int n)
{
    return hidden(n); //@ occurrences=3
}

int main(void)
{
    for (int i = 0; i < 3; i++)
        sink = marked(i); //@ absent
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1
// CHECK: function marked calls=3
// CHECK: function doubled calls=3
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> marked calls=3
// CHECK: edge marked -> doubled calls=3
