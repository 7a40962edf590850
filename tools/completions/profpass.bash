# profpass.bash - completion for bash
#
# Commands and options are asked of profpass itself (profpass help COMMAND), so
# that there is no list here to be kept in step.

# Print the names of the commands.
_profpass_commands()
{
    "$1" --help 2>/dev/null |
        sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'
}

# Print the options of a help text, or the values of one of them.
_profpass_options()
{
    "$1" help "$2" 2>/dev/null |
        sed -n 's/^ \{2,6\}\(-[a-zA-Z], \)\{0,1\}--\([a-z-]*\)\(=\{0,1\}\).*/--\2\3/p'
}

_profpass_values()
{
    "$1" help "$2" 2>/dev/null |
        sed -n "s/^ \{2,6\}\(-[a-zA-Z], \)\{0,1\}$3=\([A-Za-z]*|[A-Za-z_|]*\).*/\2/p" |
        tr '|' '\n'
}

_profpass()
{
    local tool=$1 current=${COMP_WORDS[COMP_CWORD]}
    local previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} words
    COMPREPLY=()

    if ((COMP_CWORD == 1)); then
        words=$(_profpass_commands "$tool")
        COMPREPLY=($(compgen -W "$words --help --version" -- "$current"))
        return
    fi

    # readline splits --color=al into three words: --color = al
    local option=
    if [[ $current == = ]]; then
        option=$previous current=
    elif [[ $previous == = ]]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if [[ -n $option ]]; then
        words=$(_profpass_values "$tool" "$command" "$option")
        [[ $command/$option == export/--format ]] &&
            words=$("$tool" export --format=help | sed 's/ .*//')
        if [[ -n $words ]]; then
            COMPREPLY=($(compgen -W "$words" -- "$current"))
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi
        return
    fi

    if [[ $current == -* ]]; then
        words=$(_profpass_options "$tool" "$command")
        COMPREPLY=($(compgen -W "$words" -- "$current"))
        [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] &&
            compopt -o nospace 2>/dev/null
    elif [[ $command == help ]]; then
        words=$(_profpass_commands "$tool")
        COMPREPLY=($(compgen -W "$words" -- "$current"))
    elif [[ $command == run ]]; then
        COMPREPLY=($(compgen -c -f -- "$current"))
    else
        COMPREPLY=($(compgen -f -X '!*.prof*' -- "$current"))
    fi
}

complete -o filenames -F _profpass profpass
