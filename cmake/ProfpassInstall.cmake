# What `cmake --install` puts where.
#
#   PREFIX/bin/                          profpass
#   PREFIX/include/profpass/             the contracts
#   PREFIX/lib/                          libprofstats.a libprofrt.{so,a,wrap}
#                                        libprofpass-N.so libprofpass.so
#                                        profpass.so profpass/gcc-N/profpass.so
#   PREFIX/lib/cmake/Profpass/           find_package(Profpass)
#   PREFIX/lib/pkgconfig/profpass.pc
#   PREFIX/share/man/man{1,7}/           profpass.1 profpass-run.1 …
#   PREFIX/share/doc/profpass/           file-format.md …
#   PREFIX/share/…                       completions of bash, zsh, fish
#
# Plugins stand beside libprofrt.so, or below: that is where they tell programs
# to look for it. Everything is found from where it stands, so a PREFIX may be
# moved.
include(CMakePackageConfigHelpers)

install(TARGETS profpass RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/profpass
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# ---- for other builds -------------------------------------------------------

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/Profpass)
set(PROFPASS_PLUGINS "")
set(PROFPASS_PC_PLUGINS "")
foreach(major IN LISTS PROFPASS_LLVM_VERSIONS)
    list(APPEND PROFPASS_PLUGINS "clang ${major}")
    string(APPEND PROFPASS_PC_PLUGINS
        "plugin_clang_${major}=\${libdir}/libprofpass-${major}.so\n")
endforeach()
foreach(major IN LISTS PROFPASS_GCC_VERSIONS)
    list(APPEND PROFPASS_PLUGINS "gcc ${major}")
    string(APPEND PROFPASS_PC_PLUGINS
        "plugin_gcc_${major}=\${libdir}/profpass/gcc-${major}/profpass.so\n")
endforeach()
configure_package_config_file(
    ${CMAKE_CURRENT_LIST_DIR}/ProfpassConfig.cmake.in
    ${PROJECT_BINARY_DIR}/ProfpassConfig.cmake
    INSTALL_DESTINATION ${package_dir}
    PATH_VARS CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_INCLUDEDIR
              CMAKE_INSTALL_BINDIR
    NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(
    ${PROJECT_BINARY_DIR}/ProfpassConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES
    ${PROJECT_BINARY_DIR}/ProfpassConfig.cmake
    ${PROJECT_BINARY_DIR}/ProfpassConfigVersion.cmake
    ${CMAKE_CURRENT_LIST_DIR}/ProfpassInstrument.cmake
    DESTINATION ${package_dir})

# The way from the .pc file's directory to the prefix.
file(RELATIVE_PATH PROFPASS_PC_TO_PREFIX
    ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" PROFPASS_PC_TO_PREFIX "${PROFPASS_PC_TO_PREFIX}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/profpass.pc.in
    ${PROJECT_BINARY_DIR}/profpass.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/profpass.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# ---- for people -------------------------------------------------------------

file(GLOB man1 ${PROJECT_SOURCE_DIR}/docs/man/*.1)
file(GLOB man3 ${PROJECT_SOURCE_DIR}/docs/man/*.3)
file(GLOB man7 ${PROJECT_SOURCE_DIR}/docs/man/*.7)
install(FILES ${man1} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${man3} DESTINATION ${CMAKE_INSTALL_MANDIR}/man3)
install(FILES ${man7} DESTINATION ${CMAKE_INSTALL_MANDIR}/man7)

file(GLOB documents ${PROJECT_SOURCE_DIR}/docs/*.md)
install(FILES ${documents} ${PROJECT_SOURCE_DIR}/LICENSE
    DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(completions ${PROJECT_SOURCE_DIR}/tools/completions)
install(FILES ${completions}/profpass.bash RENAME profpass
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${completions}/_profpass
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${completions}/profpass.fish
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# ---- for the system's GCC ---------------------------------------------------

# Installed where the system's GCCs are, the plugin is in their plugin
# directories, too: there `gcc -fplugin=profpass` looks for it.
set(gcc_directories "")
foreach(major IN LISTS PROFPASS_GCC_VERSIONS)
    list(APPEND gcc_directories ${PROFPASS_GCC_${major}_PLUGINS})
endforeach()
install(CODE "
    if(CMAKE_INSTALL_PREFIX MATCHES \"^/usr(/local)?/?$\")
        foreach(directory IN ITEMS ${gcc_directories})
            file(RELATIVE_PATH plugin \"\${directory}\"
                \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/profpass.so\")
            file(MAKE_DIRECTORY \"\$ENV{DESTDIR}\${directory}\")
            file(CREATE_LINK \"\${plugin}\"
                \"\$ENV{DESTDIR}\${directory}/profpass.so\" SYMBOLIC)
            message(STATUS \"Linking: \$ENV{DESTDIR}\${directory}/profpass.so\")
        endforeach()
    endif()")
