# same_verdict.sh - run two programs and compare what they print, what their
# sanitizers say, and how they end
#
#     same_verdict.sh PLAIN INSTRUMENTED [FAULT]
#
# There must be a verdict if there is a fault.
"$1" $3 >"$2".plain.out 2>"$2".plain.err
plain=$?
"$2" $3 >"$2".out 2>"$2".err
status=$?
cmp "$2".plain.out "$2".out || exit 1
for run in plain.err err; do
    grep -h 'SUMMARY:\|runtime error:' "$2.$run" | sed 's/:[0-9].*//; s/ in .*//' >"$2.$run.verdict"
done
cmp "$2".plain.err.verdict "$2".err.verdict || exit 1
found=$(test -s "$2".err.verdict && echo yes)
if [ $plain -ne $status ] || [ "${3:+yes}" != "$found" ]; then
    echo "status $plain without probes, $status with"
    cat "$2".err
    exit 1
fi
