# complete.bash SCRIPT PROFPASS - print what the completion script offers for
# some command lines, as readline would split them
source "$1"
tool=$2

try()
{
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _profpass "$tool"
    echo "$* => ${COMPREPLY[*]}"
}

try profpass re
try profpass report --c
try profpass report --color = a
try profpass export --format = js
try profpass help li
