#!/bin/sh
# levels.sh DIR CC FLAGS LOG_C -- COMPILER SOURCES FLAGS - one program at every
# level; prints the log, fails if two levels differ
set -e
dir=$1
shift
rm -rf "$dir"
mkdir -p "$dir"
build="$1"
shift
while [ "$1" != -- ]; do
    build="$build $1"
    shift
done
shift
$build -c -o "$dir/log.o"
for level in 0 1 2 3 s; do
    "$@" "-O$level" "$dir/log.o" -o "$dir/a.$level"
    status=0
    "$dir/a.$level" >"$dir/log.$level" || status=$?
    echo "status $status" >>"$dir/log.$level"
    diff "$dir/log.0" "$dir/log.$level" >&2 || {
        echo "-O$level differs from -O0" >&2
        exit 1
    }
done
cat "$dir/log.0"
