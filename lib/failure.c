/* failure.c - statuses and their words, and the library's version */
#include "failure.h"

#include <stdarg.h>

const char *profpass_status_message(profpass_status status)
{
    switch (status) {
#define PROFPASS_STATUS(NAME, value, message) \
    case PROFPASS_##NAME:                     \
        return message;
#include "profpass/status.def"
    }
    return "unknown status";
}

const char *profpass_version(void)
{
    return PROFPASS_VERSION;
}

profpass_status profpass__fail(profpass_error *err, profpass_status status,
                               uint64_t offset, const char *format, ...)
{
    if (err == NULL)
        return status;
    err->status = status;
    err->offset = offset;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    return status;
}

profpass_status profpass__fail_memory(profpass_error *err)
{
    return profpass__fail(err, PROFPASS_ENOMEM, PROFPASS__NO_OFFSET,
                          "out of memory");
}
