/* LoadCheck.cpp - a plugin in the wrong compiler says so and fails
 *
 * Clang's classes differ between versions: a plugin of another one crashes at
 * best. All its symbols resolve nevertheless (tried with each pair of 14, 16
 * and 19), so this runs before anything of clang's is touched: the constructor
 * has the lowest priority number, and what it calls has been the same always.
 */
#include "LlvmCompat.h"

#include <cstdlib>
#include <string>

#include <dlfcn.h>
#include <unistd.h>

namespace clang {
/// "Debian clang version 14.0.6". Weak: a compiler without it is not asked.
__attribute__((weak)) std::string getClangFullVersion();
} // namespace clang

namespace {

unsigned majorOf(const std::string &Version)
{
    const char Word[] = "version ";
    const size_t At = Version.find(Word);
    if (At == std::string::npos)
        return 0;
    return unsigned(std::atoi(Version.c_str() + At + sizeof Word - 1));
}

__attribute__((constructor(101))) void checkCompiler()
{
    if (!clang::getClangFullVersion)
        return;
    const std::string Version = clang::getClangFullVersion();
    const unsigned Major = majorOf(Version);
    if (Major == 0 || Major == LLVM_VERSION_MAJOR)
        return;
    Dl_info Info;
    std::string Plugin = "libprofpass.so";
    if (dladdr(reinterpret_cast<void *>(checkCompiler), &Info))
        Plugin = Info.dli_fname;
    const size_t Slash = Plugin.rfind('/');
    const std::string Right =
        (Slash == std::string::npos ? "" : Plugin.substr(0, Slash + 1)) +
        "libprofpass-" + std::to_string(Major) + ".so";
    std::string Message = "profpass: " + Plugin + " is the plugin of clang " +
                          std::to_string(LLVM_VERSION_MAJOR) +
                          ", but this is " + Version + "; ";
    if (access(Right.c_str(), R_OK) == 0)
        Message += "use -fplugin=" + Right + "\n";
    else
        Message += "there is no " + Right + ": build profpass where clang " +
                   std::to_string(Major) + " and its headers (libclang-" +
                   std::to_string(Major) + "-dev) are installed\n";
    // No more than this runs here: clang is not ours to shut down.
    const ssize_t Written =
        write(STDERR_FILENO, Message.data(), Message.size());
    _exit(Written < 0 ? 2 : 1);
}

} // namespace
