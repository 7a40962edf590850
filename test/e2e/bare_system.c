// REQUIRES: root-mount
// Without /proc the profile only lacks the command line; on a read-only system, or
// without any environment, the program runs as ever.
// RUN: %profpass_cc -O2 -fno-builtin %S/Inputs/one_block.c -o %t && rm -f %t.prof*
// RUN: unshare -m sh -c 'umount -l /proc && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof %t' && %check_file %S/Inputs/one_block.c %t.prof
// RUN: rm -f %t.prof* && unshare -m sh -c 'mount --bind / /mnt && mount -o remount,bind,ro /mnt && env PROFPASS_OPTIONS=report=none:output=/var/x.prof chroot /mnt %t' 2>%t.err
// RUN: %FileCheck --input-file %t.err %s --check-prefix READONLY
// RUN: rm -rf %t.dir && mkdir %t.dir && cd %t.dir && env -i %t 2>/dev/null && %check_file --untimed --profiles 1 %S/Inputs/one_block.c %t.dir/profpass.*
// RUN: mkdir %t.dir/gone && cd %t.dir/gone && rmdir %t.dir/gone && env PROFPASS_OPTIONS=report=none %t 2>%t.err && %FileCheck --input-file %t.err %s --check-prefix GONE && cd /
// RUN: rm -f %t.prof* && env PROFPASS_OPTIONS=clock=step:report=none:output=%t.prof LONG=$(head -c 100000 /dev/zero | tr '\0' x) %t && %check_file %S/Inputs/one_block.c %t.prof
// READONLY: profpass: /var/x.prof: cannot create the profile: Read-only file system
// GONE: profpass: profpass.{{.*}}.prof: cannot create the profile: No such file or directory
