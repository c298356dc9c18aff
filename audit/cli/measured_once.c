#include "audit/cli/measured_once.h"

#include <string.h>

static ra_status check_files(const ra_text_list *files, ra_diag *diag)
{
    ra_status status = RA_OK;

    for (size_t i = 0; i < files->count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(files->items[k], files->items[i]) == 0) {
                ra_diag_report(diag, RA_ERROR, NULL, "--measured '%s' is given twice",
                               files->items[i]);
                status = RA_USAGE;
            }
    return status;
}

static const char *id_of(const char *map)
{
    return strrchr(map, '=') + 1;
}

static ra_status check_maps(const ra_text_list *maps, ra_diag *diag)
{
    ra_status status = RA_OK;

    for (size_t i = 0; i < maps->count; i++)
        for (size_t k = 0; k < i; k++) {
            const char *id = id_of(maps->items[i]);
            if (strcmp(id_of(maps->items[k]), id) != 0 || strcmp(id, RA_MAP_LEFT_OUT) == 0)
                continue;
            ra_diag_report(diag, RA_ERROR, NULL, "--map gives '%s' twice: '%s' and '%s'", id,
                           maps->items[k], maps->items[i]);
            status = RA_USAGE;
        }
    return status;
}

ra_status ra_measured_once(const ra_options *options, ra_diag *diag)
{
    ra_status files = check_files(&options->measured, diag);
    ra_status maps = check_maps(&options->maps, diag);

    return files != RA_OK ? files : maps;
}
