// REQUIRES: root-mount
// A program with more rights than its user records nothing, obeys no variable,
// and runs. (In /tmp, where any user may go: the suite's own directories are not.)
// RUN: D=$(mktemp -d /tmp/setuid.XXXXXX) && chmod 777 $D && %profpass_cc -O2 %s -o $D/p -Wl,--no-as-needed %profpass_lib/libprofrt.so -Wl,-rpath,%profpass_lib && chmod u+s $D/p && cd $D && setpriv --reuid=65534 --regid=65534 --clear-groups env PROFPASS_OPTIONS=output=$D/evil:report=$D/evil.txt $D/p >%t.out 2>%t.err; echo $? >%t.status; ls $D >%t.ls; rm -r $D
// RUN: test "$(cat %t.status)" = 7 && test "$(cat %t.ls)" = p && test "$(cat %t.out)" = 0
// RUN: test $(grep -c profpass: %t.err) -le 1
#include <stdio.h>
#include <unistd.h>

__attribute__((profile("stream=evil.log"))) int main(void)
{
    printf("%d\n", (int)geteuid());
    return 7;
}
