// -list=FILE in the syntax of LLVM's special case lists: sections, categories,
// globs, and regular expressions in a file of version 1.
// RUN: printf '# a list\n[profile]\nfun:shop::{pack,order}*=lines=all\nfun:_Z4leafi\n[ignore]\nfun:*late\n' > %t.list
// RUN: %profpass_cxx -O0 -fplugin-arg-profpass-list=%t.list %s -o %t && %run %t && %check
// RUN: printf '#!special-case-list-v1\nfun:shop::(pack|order)=lines=all\nfun:leaf\n[ign*]\nfun:*la[t]e\n' > %t.list
// RUN: %profpass_cxx -O2 -fplugin-arg-profpass-list=%t.list %s -o %t && %run %t && %check
int leaf(int n)
{
    return n + 1; //@ absent
}

namespace shop {
int pack(int n)
{
    return leaf(n); //@ occurrences=2
}
int pack_late(int n)
{
    return leaf(n); //@ absent
}
int order(int n)
{
    return pack(n) + pack(n) + pack_late(n); //@ occurrences=1
}
} // namespace shop

int main()
{
    return shop::order(0) == 3 ? 0 : 1; //@ absent
}

// CHECK: end exit 0
// CHECK: function shop::order(int) calls=1
// CHECK: function shop::pack(int) calls=2
// CHECK: function leaf(int) calls=3
// CHECK: edge outside -> shop::order(int) calls=1
// CHECK: edge shop::order(int) -> shop::pack(int) calls=2
// CHECK: edge shop::order(int) -> leaf(int) calls=1
// CHECK: edge shop::pack(int) -> leaf(int) calls=2

