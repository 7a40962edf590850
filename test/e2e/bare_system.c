// REQUIRES: root-mount
// Without /proc the profile only lacks the command line; on a read-only system, or
// without any environment, the program runs as ever.
// RUN: %profpass_cc -O2 -fno-builtin %s -o %t && rm -f %t.prof*
// RUN: unshare -m sh -c 'umount -l /proc && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof %t' && %check
// RUN: rm -f %t.prof* && unshare -m sh -c 'mount --bind / /mnt && mount -o remount,bind,ro /mnt && env PROFPASS_OPTIONS=report=none:output=/var/x.prof chroot /mnt %t' 2>%t.err
// RUN: %FileCheck --input-file %t.err %s --check-prefix READONLY
// RUN: rm -rf %t.dir && mkdir %t.dir && cd %t.dir && env -i %t 2>/dev/null && %check_file --untimed --profiles 1 %s %t.dir/profpass.*
// RUN: mkdir %t.dir/gone && cd %t.dir/gone && rmdir %t.dir/gone && env PROFPASS_OPTIONS=report=none %t 2>%t.err && %FileCheck --input-file %t.err %s --check-prefix GONE && cd /
// RUN: rm -f %t.prof* && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof LONG=$(head -c 100000 /dev/zero | tr '\0' x) %t && %check
#include <stdlib.h>

#define PROFILE __attribute__((profile))

PROFILE static void work(void)
{
    free(malloc(32));
}

PROFILE int main(void)
{
    work();
    return 0;
}

// READONLY: profpass: /var/x.prof: cannot create the profile: Read-only file system
// GONE: profpass: profpass.{{.*}}.prof: cannot create the profile: No such file or directory

// CHECK: end exit 0
// CHECK: edge outside -> main calls=1
// CHECK: edge main -> work calls=1
// CHECK: heap allocations=1 frees=1 live=0
