# Find every compiler that can have a plugin.
#
# Of LLVM: sets PROFPASS_LLVM_VERSIONS (majors, ascending), and for each major N
#   PROFPASS_LLVM_N_INCLUDE   directory of its headers
#   PROFPASS_LLVM_N_BIN       directory of its programs
#   PROFPASS_LLVM_N_CLANG     its clang
# and PROFPASS_LLVM_DEFAULT, the major of the `clang` on PATH ("" if none of
# these). A plugin resolves LLVM's symbols from the compiler that loads it: the
# headers are all it needs.
#
# Of GCC: sets PROFPASS_GCC_VERSIONS (majors, ascending), and for each major N
#   PROFPASS_GCC_N_CC         its gcc
#   PROFPASS_GCC_N_CXX        its g++
#   PROFPASS_GCC_N_PLUGINS    directory of its plugins, headers in include/

# The oldest and the newest major that plugin/clang/LlvmCompat.h knows.
set(PROFPASS_LLVM_OLDEST 14)
set(PROFPASS_LLVM_NEWEST 19)

set(PROFPASS_LLVM_VERSIONS "")
foreach(major RANGE ${PROFPASS_LLVM_OLDEST} ${PROFPASS_LLVM_NEWEST})
    find_program(PROFPASS_LLVM_${major}_CONFIG NAMES llvm-config-${major}
        HINTS /usr/lib/llvm-${major}/bin)
    find_program(PROFPASS_LLVM_${major}_CLANG NAMES clang-${major}
        HINTS /usr/lib/llvm-${major}/bin)
    mark_as_advanced(PROFPASS_LLVM_${major}_CONFIG PROFPASS_LLVM_${major}_CLANG)
    if(NOT PROFPASS_LLVM_${major}_CONFIG OR NOT PROFPASS_LLVM_${major}_CLANG)
        continue()
    endif()
    execute_process(
        COMMAND ${PROFPASS_LLVM_${major}_CONFIG} --includedir --bindir
        OUTPUT_VARIABLE answer OUTPUT_STRIP_TRAILING_WHITESPACE)
    string(REPLACE "\n" ";" answer "${answer}")
    list(GET answer 0 include)
    list(GET answer 1 bin)
    if(NOT EXISTS ${include}/clang/Frontend/FrontendAction.h)
        message(STATUS "clang ${major}: no plugin, libclang-${major}-dev is missing")
        continue()
    endif()
    set(PROFPASS_LLVM_${major}_INCLUDE ${include})
    set(PROFPASS_LLVM_${major}_BIN ${bin})
    list(APPEND PROFPASS_LLVM_VERSIONS ${major})
endforeach()

set(PROFPASS_LLVM_DEFAULT "")
find_program(PROFPASS_CLANG NAMES clang)
mark_as_advanced(PROFPASS_CLANG)
if(PROFPASS_CLANG)
    execute_process(COMMAND ${PROFPASS_CLANG} -dumpversion
        OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
    string(REGEX MATCH "^[0-9]+" major "${version}")
    if(major IN_LIST PROFPASS_LLVM_VERSIONS)
        set(PROFPASS_LLVM_DEFAULT ${major})
    endif()
endif()
message(STATUS "clang plugins for: ${PROFPASS_LLVM_VERSIONS}"
    " (clang on PATH: ${PROFPASS_LLVM_DEFAULT})")

# The oldest and the newest major that plugin/gcc/gcc_compat.h knows.
set(PROFPASS_GCC_OLDEST 11)
set(PROFPASS_GCC_NEWEST 15)

set(PROFPASS_GCC_VERSIONS "")
foreach(major RANGE ${PROFPASS_GCC_OLDEST} ${PROFPASS_GCC_NEWEST})
    find_program(PROFPASS_GCC_${major}_CC NAMES gcc-${major})
    find_program(PROFPASS_GCC_${major}_CXX NAMES g++-${major})
    mark_as_advanced(PROFPASS_GCC_${major}_CC PROFPASS_GCC_${major}_CXX)
    if(NOT PROFPASS_GCC_${major}_CC OR NOT PROFPASS_GCC_${major}_CXX)
        continue()
    endif()
    execute_process(
        COMMAND ${PROFPASS_GCC_${major}_CC} -print-file-name=plugin
        OUTPUT_VARIABLE plugins OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT EXISTS ${plugins}/include/gcc-plugin.h)
        message(STATUS
            "gcc ${major}: no plugin, gcc-${major}-plugin-dev is missing")
        continue()
    endif()
    file(REAL_PATH ${plugins} PROFPASS_GCC_${major}_PLUGINS)
    list(APPEND PROFPASS_GCC_VERSIONS ${major})
endforeach()
message(STATUS "gcc plugins for: ${PROFPASS_GCC_VERSIONS}")
