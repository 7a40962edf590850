// The marks of profpass.h work with the plugin, and vanish without it.
// RUN: %profpass_cc -O2 -I%source_root/include %s -o %t && %run %t && %check
// RUN: %cc -O2 -Wall -Wextra -Werror -I%source_root/include %s -o %t && %t
#include <profpass/profpass.h>

PROFPASS_PROFILE static int all(int n)
{
    return n + 1; //@ occurrences=1
}

PROFPASS_PROFILE_OPTIONS("lines=off") static int none(int n)
{
    return n + 1; //@ absent
}

int main(void)
{
    return all(-1) + none(-1);
}

// CHECK: end exit 0
// CHECK: function all calls=1
// CHECK: function none calls=1
