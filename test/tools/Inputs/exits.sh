#!/bin/sh
# exits.sh STATUS COMMAND... - succeed if the command ends with that status
want=$1
shift
"$@"
got=$?
[ "$got" = "$want" ] && exit 0
echo "exit status $got, not $want: $*" >&2
exit 1
