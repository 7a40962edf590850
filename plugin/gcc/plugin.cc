/* plugin.cc - the way into GCC: version, options, callbacks
 *
 *     attributes      the mark becomes known
 *     pragmas         __PROFPASS__ is defined, the earliest moment it can be
 *     each function   statements.cc, when it has been read
 *                     line_marks.cc, while it becomes GIMPLE
 *                     wrap.cc, before it is lowered
 *     the whole unit  instrument.cc, before the first pass over all functions
 */
#include "attribute.h"
#include "instrument.h"
#include "line_marks.h"
#include "profpass/abi.h"
#include "records.h"
#include "session.h"
#include "wrap.h"

#include "cpplib.h"
#include "plugin-version.h"

#include <dlfcn.h>

using namespace profpass;

// GCC loads nothing else. It is true of the sources; a plugin that was built is
// one work with GCC, under its licence.
extern "C" {
__attribute__((visibility("default"))) int plugin_is_GPL_compatible;
__attribute__((visibility("default"))) int
plugin_init(plugin_name_args *plugin, plugin_gcc_version *version);
}

/// The preprocessor: of C's front ends, and of no others.
extern cpp_reader *parse_in __attribute__((weak));
extern void cpp_define(cpp_reader *, const char *) __attribute__((weak));
extern cpp_callbacks *cpp_get_callbacks(cpp_reader *) __attribute__((weak));

session &session::get()
{
    static session only;
    return only;
}

std::string profpass::absolute_path(const std::string &file)
{
    if (file.empty())
        return "";
    const std::string whole =
        IS_ABSOLUTE_PATH(file.c_str()) ? file : getpwd() + ("/" + file);
    std::string result;
    for (size_t at = 0; at < whole.size();) {
        const size_t end = std::min(whole.find('/', at), whole.size());
        const std::string part = whole.substr(at, end - at);
        if (part == "..")
            result.erase(std::min(result.rfind('/'), result.size()));
        else if (!part.empty() && part != ".")
            result += "/" + part;
        at = end + 1;
    }
    return result.empty() ? "/" : result;
}

namespace {

/// Up to which directory above the plugin's the runtime may be.
enum { levels_above = 2 };

/// The plugin's own file, links resolved.
std::string plugin_path()
{
    static const char here = 0; // what is exported may be another plugin's
    Dl_info info;
    if (!dladdr(&here, &info))
        return "";
    char *real = lrealpath(info.dli_fname);
    const std::string path = real;
    free(real);
    return path;
}

/// The runtime beside the plugin or above it; where it should be if it is not.
std::string find_runtime(const std::string &plugin)
{
    std::string path, directory = plugin;
    for (int level = 0; level <= levels_above; ++level) {
        directory.erase(std::min(directory.rfind('/'), directory.size()));
        path = directory + "/" PROFPASS_RUNTIME_FILE;
        if (access(path.c_str(), R_OK) == 0)
            break;
    }
    return path;
}

/// GCC's structures differ between builds: only the very one fits.
bool is_right_gcc(const std::string &plugin, const plugin_gcc_version *running)
{
    const plugin_gcc_version &built = gcc_version;
    if (strcmp(built.basever, running->basever) == 0 &&
        strcmp(built.datestamp, running->datestamp) == 0 &&
        strcmp(built.devphase, running->devphase) == 0 &&
        strcmp(built.revision, running->revision) == 0)
        return true;
    error("profpass: %s is the plugin of gcc %s (%s), but this is gcc %s (%s); "
          "build profpass again where this gcc and its headers "
          "(gcc-%d-plugin-dev) are installed",
          plugin.c_str(), built.basever, built.datestamp, running->basever,
          running->datestamp, atoi(running->basever));
    return false;
}

/// Reads the command line itself: what GCC hands over lacks as many characters
/// at the end of a value as there are '=' in it.
bool apply_options(const plugin_name_args *plugin, policy *rules)
{
    const std::string ours = std::string(plugin->base_name) + "-";
    bool fine = true;
    for (unsigned i = 0; i < save_decoded_options_count; ++i) {
        const cl_decoded_option &given = save_decoded_options[i];
        if (given.opt_index != OPT_fplugin_arg_ ||
            strncmp(given.arg, ours.c_str(), ours.size()) != 0)
            continue;
        const char *text = given.arg + ours.size();
        policy_error why;
        if (policy_option(rules, text, &why))
            continue;
        error("-fplugin-arg-profpass-%s: %s", text, why.message);
        fine = false;
    }
    return fine;
}

void on_attributes(void *, void *)
{
    register_attribute();
}

void on_pragmas(void *, void *)
{
    // -g3 notes where each macro is defined. Nothing has been read yet: this is
    // nowhere, and gcc would look it up nevertheless.
    cpp_callbacks *callbacks = cpp_get_callbacks(parse_in);
    const auto note = callbacks->define;
    callbacks->define = NULL;
    cpp_define(parse_in, "__PROFPASS__");
    callbacks->define = note;
}

void on_function_read(void *function, void *)
{
    if (!seen_error())
        note_statements(session::get(), static_cast<tree>(function));
}

void on_unit(void *, void *)
{
    instrument_unit(session::get());
}

} // namespace

int plugin_init(plugin_name_args *plugin, plugin_gcc_version *version)
{
    const std::string path = plugin_path();
    if (!is_right_gcc(path, version))
        return 1;
    if (!&parse_in)
        return 0; // the linker's part of GCC: the functions have their probes
    session &s = session::get();
    if (!apply_options(plugin, s.rules.get()))
        return 1;
    const char *asked = policy_runtime(s.rules.get());
    s.runtime_path = asked ? asked : find_runtime(path);
    s.producer = std::string("gcc ") + version->basever;
    s.c_plus_plus = strstr(lang_hooks.name, "C++") != nullptr;

    const char *name = plugin->base_name;
    register_callback(name, PLUGIN_ATTRIBUTES, on_attributes, nullptr);
    register_callback(name, PLUGIN_PRAGMAS, on_pragmas, nullptr);
    register_callback(name, PLUGIN_REGISTER_GGC_ROOTS, nullptr,
                      const_cast<ggc_root_tab *>(kept_roots));
    register_callback(name, PLUGIN_PRE_GENERICIZE, on_function_read, nullptr);
    begin_line_marks();
    register_callback(name, PLUGIN_ALL_IPA_PASSES_START, on_unit, nullptr);
    register_wrap_pass(name);
    return 0;
}
