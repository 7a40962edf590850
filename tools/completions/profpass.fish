# profpass.fish - completion for fish
#
# Commands and options are asked of profpass itself (profpass help COMMAND), so
# that there is no list here to be kept in step.

function __profpass_commands
    profpass --help 2>/dev/null |
        sed -n '/^Commands:/,/^$/s/^  \([a-z]*\)  *\(.*\)/\1\t\2/p'
end

# The sub-command of the line being typed.
function __profpass_command
    set -l typed (commandline -opc)
    test (count $typed) -ge 2; and echo $typed[2]
end

function __profpass_options
    set -l command (__profpass_command)
    for line in (profpass help $command 2>/dev/null |
            string match -r '^ {2,6}(?:-[a-zA-Z], )?--[a-z-]+(?:=\S+)?')
        set -l option (string match -r -- '--[a-z-]+' $line)
        set -l values (string match -r -- '=(\w+(?:\|\w+)+)' $line)[2]
        if test -n "$values"
            for value in (string split '|' $values)
                echo $option=$value
            end
        else if string match -q '*=*' -- $line
            echo $option=
        else
            echo $option
        end
    end
    if test "$command" = export
        for line in (profpass export --format=help)
            echo --format=(string split -f1 ' ' $line)
        end
    end
end

complete -c profpass -f
complete -c profpass -n 'test (count (commandline -opc)) -eq 1' \
    -a '(__profpass_commands)'
complete -c profpass -n 'contains help (__profpass_command)' \
    -a '(__profpass_commands)'
complete -c profpass -n 'contains run (__profpass_command)' \
    -a '(__fish_complete_subcommand --fcs-skip=2)'
complete -c profpass -n 'string match -qr "report|lines|heap|leaks|dump|info|export" (__profpass_command)' \
    -a '(__fish_complete_suffix .prof)'
complete -c profpass -n 'test (count (commandline -opc)) -ge 2' \
    -a '(__profpass_options)'
