// placement.c - the attribute in a wrong place, or with a wrong option, is a
// diagnostic at that place: clang's at the attribute, GCC's at the name
// RUN: %not %profpass_cc -fsyntax-only %s 2> %t.err
// RUN: %FileCheck %s < %t.err
// RUN: %FileCheck --check-prefix=CARET %s < %t.err

// CHECK: :[[#@LINE+1]]:{{16|30}}: warning: 'profile' attribute only applies to functions
__attribute__((profile)) int variable;
// CHECK: :[[#@LINE+1]]:{{32|46}}: warning: 'profile' attribute only applies to functions
struct record { __attribute__((profile)) int member; };
// CHECK: :[[#@LINE+1]]:{{23|37}}: warning: 'profile' attribute only applies to functions
void f(__attribute__((profile)) int parameter);
// CHECK: :[[#@LINE+1]]:{{24|43}}: error: 'profile' attribute: unknown option 'line=all'; there are lines=off|calls|all, stream=PATH and precision=N
__attribute__((profile("line=all"))) void g(void);
// CHECK: :[[#@LINE+1]]:{{41|62}}: error: 'profile' attribute: lines=some: must be off, calls or all
__attribute__((__profile__("lines=all", "lines=some"))) void h(void);
// CHECK: :[[#@LINE+1]]:{{24|34}}: error: 'profile' takes strings: profile("lines=calls")
__attribute__((profile(7))) void i(void);

// CARET: __attribute__((profile("line=all")))
// CARET-NEXT: {{^ *\|? *\^}}
// CARET: __attribute__((__profile__("lines=all", "lines=some")))
// CARET-NEXT: {{^ *\|? *\^}}
