# profpass_instrument(TARGET [ALL] [LINES off|calls|all]
#                     [INCLUDE GLOB...] [EXCLUDE GLOB...] [LIST FILE])
#
# Compile a target's C and C++ sources with the plugin for the compiler in use.
# Marked functions are profiled; with ALL every function, with INCLUDE those
# whose name or file matches, never those of EXCLUDE. LINES says which lines of
# functions without a mark get probes; LIST names a file of patterns.
#
# A fatal error if there is no plugin for the compiler.

# Set out to the plugin's path for a language's compiler.
function(profpass_find_plugin language out)
    set(id "${CMAKE_${language}_COMPILER_ID}")
    set(version "${CMAKE_${language}_COMPILER_VERSION}")
    string(REGEX MATCH "^[0-9]+" major "${version}")
    if(id STREQUAL "Clang")
        set(plugin "${Profpass_LIBRARY_DIR}/libprofpass-${major}.so")
    elseif(id STREQUAL "GNU")
        set(plugin "${Profpass_LIBRARY_DIR}/profpass/gcc-${major}/profpass.so")
    else()
        set(plugin NOTFOUND)
    endif()
    if(NOT EXISTS "${plugin}")
        list(JOIN Profpass_PLUGINS ", " known)
        message(FATAL_ERROR
            "profpass_instrument: the ${language} compiler is ${id} ${version}, "
            "for which no plugin is installed in ${Profpass_LIBRARY_DIR}. "
            "There are plugins for: ${known}. Choose one of these, for example "
            "with -DCMAKE_${language}_COMPILER=.")
    endif()
    set(${out} "${plugin}" PARENT_SCOPE)
endfunction()

function(profpass_instrument target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "ALL" "LINES;LIST" "INCLUDE;EXCLUDE")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR
            "profpass_instrument: unknown arguments: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT TARGET ${target})
        message(FATAL_ERROR "profpass_instrument: there is no target ${target}")
    endif()

    set(prefix -fplugin-arg-profpass)
    set(options "")
    if(arg_ALL)
        list(APPEND options ${prefix}-all)
    endif()
    if(DEFINED arg_LINES)
        list(APPEND options ${prefix}-lines=${arg_LINES})
    endif()
    if(DEFINED arg_LIST)
        cmake_path(ABSOLUTE_PATH arg_LIST
            BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
        list(APPEND options ${prefix}-list=${arg_LIST})
    endif()
    foreach(glob IN LISTS arg_INCLUDE)
        list(APPEND options ${prefix}-include=${glob})
    endforeach()
    foreach(glob IN LISTS arg_EXCLUDE)
        list(APPEND options ${prefix}-exclude=${glob})
    endforeach()

    foreach(language IN ITEMS C CXX)
        if(CMAKE_${language}_COMPILER_LOADED)
            profpass_find_plugin(${language} plugin)
            set(flags "-fplugin=${plugin}" ${options})
            target_compile_options(${target} PRIVATE
                "$<$<COMPILE_LANGUAGE:${language}>:${flags}>")
        endif()
    endforeach()
endfunction()
