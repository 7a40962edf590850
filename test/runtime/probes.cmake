# probes.cmake - programs that call the probes by hand, without a plugin; run.py
# says how a source tells what to expect
set(PROFPASS_RUNTIME_TESTS
    api_hammer
    calls_fold
    copies_merge
    deep_recursion
    descriptors_closed
    errno_kept
    fork_among_threads
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

# profpass_probe_test(NAME [SOURCE]) - run.py with the program runtime_NAME of
# NAME.c, or SOURCE
function(profpass_probe_test name)
    set(source ${name}.c ${ARGN})
    list(GET source -1 source)
    profpass_warnings(runtime_${name})
    add_test(NAME runtime.${name}
        COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/run.py
            $<TARGET_FILE:runtime_${name}>
            ${CMAKE_CURRENT_SOURCE_DIR}/${source} $<TARGET_FILE:profpass>)
    set_tests_properties(runtime.${name} PROPERTIES LABELS runtime TIMEOUT 300)
endfunction()

foreach(name IN LISTS PROFPASS_RUNTIME_TESTS)
    add_executable(runtime_${name} ${name}.c)
    target_link_libraries(runtime_${name}
        PRIVATE profpass_contracts profrt_shared Threads::Threads)
    target_compile_options(runtime_${name} PRIVATE -O0)
    profpass_probe_test(${name})
endforeach()

# The runtime with a small budget: its tree stands before the archive's.
set(runtime_dir ${PROJECT_SOURCE_DIR}/runtime)
add_executable(runtime_context_budget context_budget.c ${runtime_dir}/rt_cct.c)
target_include_directories(runtime_context_budget PRIVATE ${runtime_dir})
target_compile_definitions(runtime_context_budget PRIVATE RT_NODE_BUDGET=10)
target_link_libraries(runtime_context_budget
    PRIVATE profpass_contracts profrt_static Threads::Threads ${CMAKE_DL_LIBS})
profpass_probe_test(context_budget)

# The runtime with the thread sanitizer, to whom malloc belongs.
include(CheckCSourceCompiles)
set(CMAKE_REQUIRED_FLAGS -fsanitize=thread)
check_c_source_compiles("int main(void) { return 0; }" PROFPASS_HAS_TSAN)
unset(CMAKE_REQUIRED_FLAGS)
if(PROFPASS_HAS_TSAN)
    file(GLOB sources CONFIGURE_DEPENDS ${runtime_dir}/rt_*.c)
    list(FILTER sources EXCLUDE REGEX "rt_(static|interpose)\\.c$")
    add_library(profrt_sanitized OBJECT ${sources}
        ${PROJECT_SOURCE_DIR}/lib/glob.c)
    target_include_directories(profrt_sanitized PRIVATE ${runtime_dir})
    target_compile_options(profrt_sanitized PUBLIC -fsanitize=thread)
    target_link_options(profrt_sanitized PUBLIC -fsanitize=thread)
    target_link_libraries(profrt_sanitized
        PUBLIC profpass_contracts Threads::Threads ${CMAKE_DL_LIBS})
    add_executable(runtime_race race.c)
    target_link_libraries(runtime_race PRIVATE profrt_sanitized)
    profpass_probe_test(race)
    add_executable(runtime_api_race api_hammer.c)
    target_link_libraries(runtime_api_race PRIVATE profrt_sanitized)
    profpass_probe_test(api_race api_hammer.c)
endif()
