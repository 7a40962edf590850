/* export.c - the list of machine formats */
#include "profpass/stats.h"

#define PROFPASS_EXPORT(name, suffix, summary) \
    profpass_write_fn profpass__export_##name;
#include "export.def"

static const profpass_exporter exporters[] = {
#define PROFPASS_EXPORT(name, suffix, summary) \
    {#name, suffix, summary, profpass__export_##name},
#include "export.def"
    {NULL, NULL, NULL, NULL},
};

const profpass_exporter *profpass_exporters(void)
{
    return exporters;
}
