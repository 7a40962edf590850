// A region is a call of its name by the function it is in, and has what is called
// meanwhile. It ends at the latest with that function, and however that is left.
// RUN: %profpass_cxx -O0 -fno-builtin -I%source_root/include %s -o %t && %run %t && %check
// RUN: %profpass dump %t.prof | grep '^function load linkage=load file="~" line=0 .* flags=marked,region '
// RUN: %profpass lines %t.prof > %t.lines && grep -q 'Function: lines' %t.lines && %not grep -q 'Filename: ~' %t.lines
// RUN: %profpass_cxx -O2 -fno-builtin -I%source_root/include %s -o %t && %run %t && %check
#include <profpass/profpass.h>
#include <setjmp.h>
#include <stdlib.h>

#define PROFILE __attribute__((profile, noinline))

static jmp_buf back;

PROFILE static void part()
{
    free(malloc(50)); //@ occurrences=9 allocations=9
}

__attribute__((profile, always_inline)) static inline void inlined()
{
    part();
}

PROFILE static void lines()
{
    profpass_region load = profpass_region_begin("load"); //@ occurrences=1
    void *block = malloc(10);                             //@ increment=10 allocations=1
    inlined();
    profpass_region inner = profpass_region_begin("inner");
    part();      //@ peak=60 increment=0
    free(block); //@ increment=-10
    profpass_region_end(inner);
    profpass_region_end(load);
    part();
}

PROFILE static void forgets()
{
    profpass_region_begin("forgotten");
    part();
}

PROFILE static void throws()
{
    profpass::region guard("guarded");
    profpass_region_begin("thrown out of");
    part();
    throw 1;
}

PROFILE static void jumps()
{
    profpass_region_begin("jumped out of");
    part();
    longjmp(back, 1);
}

static void plain() // has no probes
{
    profpass::region guard("plain");
    part();
}

PROFILE static void disables()
{
    profpass_disable();
    profpass_region unseen = profpass_region_begin("load");
    profpass_enable();
    part();
    profpass_region_end(unseen);
    part();
}

PROFILE int main()
{
    lines();
    forgets();
    try {
        throws();
    } catch (int) {
    }
    if (setjmp(back) == 0)
        jumps();
    plain();
    disables();
    return 0;
}

// CHECK: end exit 0
// CHECK: function main calls=1 self=7 total=43
// CHECK: function lines() calls=1 self=3 total=13
// CHECK: function load calls=1 self=3 total=9
// CHECK: function inlined() calls=1 self=2
// CHECK: function inner calls=1 self=2 total=3
// CHECK: function forgets() calls=1 self=1
// CHECK: function forgotten calls=1 self=2
// CHECK: function throws() calls=1
// CHECK: function guarded calls=1
// CHECK: function "thrown out of" calls=1 self=2
// CHECK: function jumps() calls=1 self=1
// CHECK: function "jumped out of" calls=1 self=2
// CHECK: function plain calls=1 self=2
// CHECK: function disables() calls=1 self=4
// CHECK: function part() calls=9
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> lines() calls=1
// CHECK: edge lines() -> load calls=1
// CHECK: edge load -> inlined() calls=1
// CHECK: edge inlined() -> part() calls=1
// CHECK: edge load -> inner calls=1
// CHECK: edge inner -> part() calls=1
// CHECK: edge lines() -> part() calls=1
// CHECK: edge main -> forgets() calls=1
// CHECK: edge forgets() -> forgotten calls=1
// CHECK: edge forgotten -> part() calls=1
// CHECK: edge main -> throws() calls=1
// CHECK: edge throws() -> guarded calls=1
// CHECK: edge guarded -> "thrown out of" calls=1
// CHECK: edge "thrown out of" -> part() calls=1
// CHECK: edge main -> jumps() calls=1
// CHECK: edge jumps() -> "jumped out of" calls=1
// CHECK: edge "jumped out of" -> part() calls=1
// CHECK: edge main -> plain calls=1
// CHECK: edge plain -> part() calls=1
// CHECK: edge main -> disables() calls=1
// CHECK: edge disables() -> part() calls=2
