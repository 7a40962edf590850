# outputs.sh - run a program whose exit status is 8 with all sorts of output=
run()
{
    echo "$1" >&2
    env PROFPASS_OPTIONS="$2" "$program"
    [ $? -eq 8 ] || exit 1
}
program=$1
for name in /dev/null /dev/full fifo sub %q "$(printf '%0300d' 0 | tr 0 x)" nowhere/x; do
    run "$name" "report=none:output=$name"
done
for name in /dev/full nowhere/x sub; do
    run "report $name" "output=/dev/null:report=$name"
done
echo >full # something to see that the directory can be written
