// -include selects by name, -exclude takes away, marked functions too; -list does
// both from a file.
// RUN: %profpass_cc -O2 -fplugin-arg-profpass-include='parse_*' \
// RUN:     -fplugin-arg-profpass-exclude='*_fast' %s -o %t
// RUN: %run %t && %check
// RUN: printf 'fun:parse_*\n[ignore]\nfun:*_one\n' > %t.list
// RUN: %profpass_cc -O2 -fplugin-arg-profpass-list=%t.list %s -o %t
// RUN: %run %t && %check --prefix LIST
#define PROFILE __attribute__((profile))

__attribute__((noinline)) static int parse_one(int n) { return n + 1; }
__attribute__((noinline)) static int parse_fast(int n) { return n + 2; }
__attribute__((noinline)) static int print_one(int n) { return n + 3; }
PROFILE static int marked_fast(int n) { return n + 4; }
PROFILE static int marked_slow(int n) { return n + 5; }

int main(void)
{
    int sum = parse_one(1) + parse_fast(1) + print_one(1);
    return sum + marked_fast(1) + marked_slow(1) == 20 ? 0 : 1;
}

// CHECK: end exit 0
// CHECK: function parse_one calls=1
// CHECK: function marked_slow calls=1
// CHECK: edge outside -> parse_one calls=1
// CHECK: edge outside -> marked_slow calls=1

// LIST: end exit 0
// LIST: function parse_fast calls=1
// LIST: function marked_fast calls=1
// LIST: function marked_slow calls=1
