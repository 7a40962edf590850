# same_run.sh - run commands plain and under `profpass run`, and compare
#
#     same_run.sh PROFPASS
#
# The working directory is a new one; what a command makes there it makes twice.
profpass=$1
export LC_ALL=C PROFPASS_OPTIONS=report=none:output=$PWD/profiles/%e.%p
export GIT_AUTHOR_DATE=@0+0000 GIT_COMMITTER_DATE=@0+0000
failed=0

compare()
{
    command -v "$1" >/dev/null || return
    "$@" <input >plain.out 2>plain.err
    plain=$?
    "$profpass" run --output=run.dat "$@" <input >run.out 2>run.err
    run=$?
    sed -i '/^profpass: sampling memory every/d' run.err
    if [ $plain -ne $run ] || ! cmp -s plain.out run.out ||
        ! cmp -s plain.err run.err; then
        echo "differs: $* (exit status $plain, $run)"
        diff plain.out run.out | head -5
        diff plain.err run.err | head -5
        failed=1
    fi
}

seq 1 3000 | sed 's/$/ some words to work on/' >input
mkdir profiles tree && (cd tree && touch a b c && mkdir d && ln -s a l)

compare sort -k2 -n -r --parallel=4
compare sha256sum
compare wc
compare ls -lR tree
compare ls /nowhere
compare tr a-z A-Z
compare find tree -type f
compare du -a tree
compare env -i /bin/echo hello
compare timeout 0.2 sleep 5
compare nice -n 5 sort
compare tar -cf - tree
compare gzip -c
compare xz -T2 -c
compare awk '{ n[$1 % 7] += length($0) } END { for (i = 0; i < 7; i++) print n[i] }'
compare sed -n 's/\(.*\) some/\1/p'
compare grep -c 7
compare grep nothing
compare diff -r tree /nowhere
compare sh -c 'echo $0; (exit 3) & wait $!; echo $?; kill -TERM $$'
compare bash -c 'x=$(cat); echo ${#x}; coproc cat; exec 3>&-; false | true; echo ${PIPESTATUS[*]}; exit 9'
compare perl -e 'my %h; $h{$_ % 97} .= $_ for 1..9999; print length join("", map { $h{$_} } sort keys %h), "\n"; if (!fork) { exit 3 } wait; print $? >> 8, "\n"; die "dead\n"'
compare /usr/bin/python3 -c 'import json, threading, subprocess, sys
print(len(json.dumps([{"n": i} for i in range(5000)])))
ts = [threading.Thread(target=lambda: [str(i) for i in range(999)]) for _ in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
print(subprocess.run(["sh", "-c", "echo child; exit 4"]).returncode)
sys.exit(5)'
compare /usr/bin/python3 -c 'import multiprocessing as m
print(m.get_context("fork").Pool(3).map(abs, range(-50, 0)))'
compare /usr/bin/python3 -c 'import os; os.abort()'
compare make -f /nowhere
compare sh -c 'rm -rf repository && git init -q -b main repository'
compare git -C repository -c user.name=n -c user.email=e@e commit -q --allow-empty -m first
compare git -C repository log --format=%s
compare git -C repository fsck
compare openssl dgst -sha512
compare sqlite3 :memory: 'create table t(x); insert into t values(1),(2); select sum(x) from t;'
compare gcc -x c -E -P -dM /dev/null

for profile in profiles/*; do
    "$profpass" info --check "$profile" >info || failed=1
done
[ $(ls profiles | wc -l) -ge 40 ] || failed=1
exit $failed
