#include "models/measured.h"

#include <math.h>
#include <string.h>

#include "models/alloc.h"
#include "models/measured_build.h"

#define MEMORY_LIMIT ((size_t)4 << 20)
#define HEAD_LIMIT   16384

struct ra_measured_own {
    ra_arena *arena;
};

static const struct {
    const char *name, *unit;
} measures[] = {
#define X(code, name, unit, text) {name, unit},
    RA_MEASURE_LIST(X)
#undef X
};

const char *ra_measure_name(ra_measure measure)
{
    return measures[measure].name;
}

const char *ra_measure_unit(ra_measure measure)
{
    return measures[measure].unit;
}

static const struct {
    const char *name;
    double share;
    bool judged;
    const char *text;
} sensors[RA_SENSORS] = {[RA_SENSOR_NONE] = {"none", 0, false, "not stated"},
#define X(code, name, share, judged, text) [code] = {name, share, judged, text},
                         RA_SENSOR_LIST(X)
#undef X
};

const char *ra_sensor_name(ra_sensor sensor)
{
    return sensors[sensor].name;
}

const char *ra_sensor_text(ra_sensor sensor)
{
    return sensors[sensor].text;
}

double ra_sensor_share(ra_sensor sensor)
{
    return sensors[sensor].share;
}

bool ra_sensor_judged(ra_sensor sensor)
{
    return sensors[sensor].judged;
}

void ra_sensor_emit(ra_sensor sensor, double half_width, ra_text *out)
{
    if (half_width > 0)
        ra_text_format(out, ", within %g %%%s", 100 * half_width,
                       ra_sensor_judged(sensor) ? " (a judgement)" : "");
}

/* The kinds of files, the surest to tell first. Adding one: a file measured_x.c and a row. */
static const ra_measured_reader *const readers[] = {
    &ra_read_nvidia_smi, &ra_read_codecarbon, &ra_read_eco2ai,           &ra_read_carbontracker,
    &ra_read_model_card, &ra_read_sacct,      &ra_read_green_algorithms, &ra_read_google,
    &ra_read_aws,        &ra_read_plain,
};
#define READERS (sizeof readers / sizeof readers[0])

const ra_measured_format *ra_measured_format_at(size_t i)
{
    return i < READERS ? &readers[i]->format : NULL;
}

/* The start of the file, in whole lines. */
static ra_status read_head(ra_measured_build *build, ra_text *head)
{
    while (head->length < HEAD_LIMIT && ra_lines_next(&build->lines)) {
        ra_text_append_bytes(head, build->lines.line, build->lines.length);
        ra_text_append(head, "\n");
    }
    ra_text_append(head, "");
    if (build->lines.status != RA_OK)
        return build->lines.status;
    return head->failed ? RA_NOMEM : ra_lines_rewind(&build->lines);
}

static const ra_measured_reader *find_reader(const char *head)
{
    for (size_t i = 0; head != NULL && i < READERS; i++)
        if (readers[i]->recognise(head))
            return readers[i];
    return NULL;
}

static ra_status unknown_kind(ra_measured_build *build)
{
    ra_locus at = {.file = build->lines.name};
    ra_text known = {0};

    for (size_t i = 0; i < READERS; i++)
        ra_text_format(&known, "%s%s", i > 0 ? ", " : "", readers[i]->format.name);
    ra_diag_report(
        build->diag, RA_ERROR, &at,
        "is of no known kind (%s); --map column=assumption reads any table with a header",
        known.failed ? "" : known.data);
    ra_text_free(&known);
    return RA_INVALID;
}

/* Takes over what was found. */
static ra_status finish(ra_measured_build *build)
{
    ra_measured *out = build->out;
    ra_locus at = {.file = build->lines.name};
    ra_measurement *items = ra_arena_alloc(build->arena, RA_MEASURES, sizeof *items);

    if (items == NULL || build->no_memory)
        return RA_NOMEM;
    for (int m = 0; m < RA_MEASURES; m++)
        if (build->has[m])
            items[out->count++] = build->items[m];
    out->items = items;
    if (out->count > 0)
        return RA_OK;
    ra_diag_report(build->diag, RA_ERROR, &at, "nothing of it can be used%s",
                   out->refused > 0 ? ": every row was refused" : "");
    return RA_INVALID;
}

/* What a file is whose kind nobody knows, and of which --map names columns. */
static const ra_measured_format any_table = {
    "table", "any table with a header, by --map COLUMN=ID", "docs/measuring.md"};

static ra_status read_file(ra_measured_build *build, bool any)
{
    ra_text head = {0};
    ra_status status = read_head(build, &head);
    const ra_measured_reader *reader = status == RA_OK ? find_reader(head.data) : NULL;

    ra_text_free(&head);
    if (status != RA_OK)
        return status;
    if (reader == NULL && any) {
        build->out->format = &any_table;
        return RA_OK;
    }
    if (reader == NULL)
        return unknown_kind(build);
    build->out->format = &reader->format;
    status = reader->read(build);
    if (status == RA_OK)
        status = build->lines.status;
    return status == RA_OK ? finish(build) : status;
}

static ra_status load(ra_measured **out, const char *path, bool any, ra_diag *diag)
{
    /* Not 0, which would close standard input where memory ends before the file is opened. */
    ra_measured_build build = {.diag = diag, .lines.descriptor = -1};
    ra_status status = RA_NOMEM;

    *out = NULL;
    build.out = ra_calloc(1, sizeof *build.out);
    if (build.out == NULL)
        return RA_NOMEM;
    build.out->own = ra_calloc(1, sizeof *build.out->own);
    build.arena = build.out->own != NULL ? ra_arena_new(MEMORY_LIMIT) : NULL;
    if (build.arena != NULL) {
        build.out->own->arena = build.arena;
        build.out->file = ra_measured_copy(&build, path);
        status = ra_lines_open(&build.lines, path, diag);
    }
    if (status == RA_OK)
        status = read_file(&build, any);
    ra_lines_close(&build.lines);
    if (status == RA_OK)
        *out = build.out;
    else
        ra_measured_free(build.out);
    return status;
}

ra_status ra_measured_load(ra_measured **out, const char *path, ra_diag *diag)
{
    return load(out, path, false, diag);
}

ra_status ra_measured_load_any(ra_measured **out, const char *path, ra_diag *diag)
{
    return load(out, path, true, diag);
}

void ra_measured_free(ra_measured *measured)
{
    if (measured == NULL)
        return;
    if (measured->own != NULL)
        ra_arena_free(measured->own->arena);
    ra_free(measured->own);
    ra_free(measured);
}

const ra_measurement *ra_measured_find(const ra_measured *measured, ra_measure measure)
{
    for (size_t i = 0; i < measured->count; i++)
        if (measured->items[i].measure == measure)
            return &measured->items[i];
    return NULL;
}
