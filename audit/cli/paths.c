/* Where the data is. */
#include "audit/cli/paths.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "models/alloc.h"

/* Appends <directory of the program>/../share/reaudit, or nothing where the system does not say
 * which file is running. */
static void append_beside_program(ra_text *path)
{
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program);

    if (length <= 0 || (size_t)length >= sizeof program)
        return;
    program[length] = '\0';
    /* The folder above that of the program, by its name rather than by "..". */
    for (int i = 0; i < 2; i++) {
        char *slash = strrchr(program, '/');
        if (slash == NULL)
            return;
        *slash = '\0';
    }
    ra_text_format(path, "%s/share/reaudit", program);
}

static bool holds_data(const ra_text *root)
{
    ra_text path = {0};
    struct stat info;
    bool found;

    ra_text_format(&path, "%s/datasets", root->data);
    found = !path.failed && stat(path.data, &info) == 0 && S_ISDIR(info.st_mode);
    ra_text_free(&path);
    return found;
}

const ra_place *ra_places_find(const ra_options *options, ra_place places[RA_PLACES])
{
    static const char *const origins[RA_PLACES] = {
        "--data", "$REAUDIT_DATA", "beside the program", "installed", "source tree",
    };
    const char *environment = getenv("REAUDIT_DATA");
    size_t i;

    for (i = 0; i < RA_PLACES; i++)
        places[i] = (ra_place){.origin = origins[i]};
    if (options->data != NULL)
        ra_text_append(&places[0].path, options->data);
    if (environment != NULL)
        ra_text_append(&places[1].path, environment);
    append_beside_program(&places[2].path);
    ra_text_append(&places[3].path, REAUDIT_INSTALL_DATA);
    ra_text_append(&places[4].path, REAUDIT_SOURCE_DATA);
    for (i = 0; i < RA_PLACES; i++) {
        if (places[i].path.length > 0 && (i < 2 || holds_data(&places[i].path))) {
            places[i].taken = true;
            return &places[i];
        }
    }
    return NULL;
}

void ra_places_free(ra_place places[RA_PLACES])
{
    size_t i;

    for (i = 0; i < RA_PLACES; i++)
        ra_text_free(&places[i].path);
}

ra_status ra_places_open(ra_data **out, const ra_options *options, ra_diag *diag)
{
    unsigned long failures = ra_alloc_failures();
    ra_place places[RA_PLACES];
    const ra_place *place = ra_places_find(options, places);
    ra_status status;

    *out = NULL;
    /* A place whose name could not be made would be passed over for the next one. */
    if (ra_alloc_failures() != failures) {
        status = RA_NOMEM;
    } else if (place == NULL) {
        ra_diag_report(diag, RA_ERROR, NULL,
                       "no data found; 'version --paths' prints where it was searched for, --data "
                       "names it");
        status = RA_IO;
    } else if (!holds_data(&place->path)) {
        ra_diag_report(diag, RA_ERROR, NULL, "%s '%s': no folder 'datasets' in it", place->origin,
                       place->path.data);
        status = RA_USAGE;
    } else {
        status = ra_data_open(out, place->path.data, diag);
    }
    ra_places_free(places);
    return status;
}

ra_status ra_places_open_whole(ra_data **out, const ra_options *options, ra_diag *diag)
{
    const ra_sources *sources;
    ra_status status = ra_places_open(out, options, diag);

    return status == RA_OK ? ra_data_sources(*out, &sources, diag) : status;
}

static bool is_file(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

/* Whether a word is the name of a file: no id has a slash or an extension. */
static bool is_path(const char *claim)
{
    const char *dot = strrchr(claim, '.');

    return strchr(claim, '/') != NULL || (dot != NULL && dot != claim && dot[1] != '\0');
}

ra_status ra_places_claim(char **path, const ra_data *data, const char *claim, ra_diag *diag)
{
    size_t size = strlen(claim) + 1;

    *path = NULL;
    if (!is_path(claim)) {
        ra_status status = ra_data_find_claim(data, claim, path, diag);
        if (status == RA_USAGE && is_file(claim))
            ra_diag_report(diag, RA_NOTE, NULL, "the file of that name is './%s'", claim);
        return status;
    }
    *path = ra_alloc(size);
    if (*path == NULL)
        return RA_NOMEM;
    memcpy(*path, claim, size);
    return RA_OK;
}

/* The claim in front of the last slash, where it is one: an id, or a file. */
static char *claim_before_row(const char *text)
{
    const char *slash = strrchr(text, '/'), *dot = strrchr(text, '.');
    size_t length = slash != NULL ? (size_t)(slash - text) : 0;
    bool file = dot != NULL && strcmp(dot, ".json") == 0;
    char *claim = length > 0 && slash[1] != '\0' && !file ? ra_alloc(length + 1) : NULL;

    if (claim == NULL)
        return NULL;
    memcpy(claim, text, length);
    claim[length] = '\0';
    if (strpbrk(claim, "/.") == NULL || is_file(claim))
        return claim;
    ra_free(claim);
    return NULL;
}

ra_status ra_address_find(ra_address *out, const ra_data *data, const char *text, ra_diag *diag)
{
    char *claim = is_file(text) ? NULL : claim_before_row(text);
    ra_status status = ra_places_claim(&out->path, data, claim != NULL ? claim : text, diag);

    out->row = claim != NULL ? strrchr(text, '/') + 1 : NULL;
    ra_free(claim);
    return status;
}

void ra_address_free(ra_address *address)
{
    ra_free(address->path);
    *address = (ra_address){0};
}

ra_status ra_address_load(ra_claim **out, ra_data *data, const char *text, const char *audit,
                          ra_diag *diag)
{
    ra_address address = {0};
    ra_status status = ra_address_find(&address, data, text, diag);
    const ra_variant variant = {address.row, audit};

    if (status == RA_OK)
        status = ra_claim_load_variant(out, data, address.path, &variant, diag);
    ra_address_free(&address);
    return status;
}
