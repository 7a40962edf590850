# profpass_warnings(TARGET) - the project's warnings, never exported to users
function(profpass_warnings target)
    set(common -Wall -Wextra -Wshadow -Wundef -Wvla)
    set(c -Wpedantic -Wconversion -Wsign-conversion -Wstrict-prototypes
        -Wmissing-prototypes -Wcast-qual -Wformat=2 -Wnull-dereference)
    target_compile_options(${target} PRIVATE ${common}
        "$<$<COMPILE_LANGUAGE:C>:${c}>"
        "$<$<BOOL:${PROFPASS_WERROR}>:-Werror>")
endfunction()
