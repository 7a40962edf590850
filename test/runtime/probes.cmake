# probes.cmake - programs that call the probes by hand, without a plugin; run.py
# says how a source tells what to expect
set(PROFPASS_RUNTIME_TESTS
    calls_fold
    copies_merge
    deep_recursion
    descriptors_closed
    errno_kept
    fork_anew
    handler_on_own_stack
    left_without_a_word
    limit_file_size
    limit_files
    limit_memory
    lines_settle
    many_callees
    signal_storm
    stderr_gone
    threads_asleep_at_exit
    threads_come_and_go
    too_deep
)

foreach(name IN LISTS PROFPASS_RUNTIME_TESTS)
    add_executable(runtime_${name} ${name}.c)
    target_link_libraries(runtime_${name}
        PRIVATE profpass_contracts profrt_shared Threads::Threads)
    target_compile_options(runtime_${name} PRIVATE -O0)
    profpass_warnings(runtime_${name})
    add_test(NAME runtime.${name}
        COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/run.py
            $<TARGET_FILE:runtime_${name}>
            ${CMAKE_CURRENT_SOURCE_DIR}/${name}.c $<TARGET_FILE:profpass>)
    set_tests_properties(runtime.${name} PROPERTIES LABELS runtime TIMEOUT 300)
endforeach()
