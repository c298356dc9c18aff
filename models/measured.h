/* Measured runs: what trackers, schedulers, meters and providers write about a run, read into the
 * quantities that a chain assumes.
 *
 * A file is recognised by its content. Rows are read one at a time, in bounded memory; one that
 * cannot be trusted is refused with its place and the reason, and counted. What the file implies
 * but does not say (the intensity of the grid) is derived and marked so. */
#ifndef RA_MEASURED_H
#define RA_MEASURED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/claim.h"
#include "models/diag.h"
#include "models/text.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What can be measured. X(code, name, unit, text) */
#define RA_MEASURE_LIST(X)                                                                         \
    X(RA_MEASURE_ENERGY, "energy", "kWh", "energy of the site, its overhead included")             \
    X(RA_MEASURE_ENERGY_IT, "energy_it", "kWh", "energy of the devices and their hosts")           \
    X(RA_MEASURE_POWER, "power", "W", "average power of one device")                               \
    X(RA_MEASURE_HOURS, "hours", "hour", "duration")                                               \
    X(RA_MEASURE_DEVICES, "devices", "1", "devices in use")                                        \
    X(RA_MEASURE_DEVICE_HOURS, "device_hours", "hour", "device-hours")                             \
    X(RA_MEASURE_PUE, "pue", "1", "power usage effectiveness")                                     \
    X(RA_MEASURE_GRID, "grid", "kgCO2e/kWh", "carbon intensity of the electricity")                \
    X(RA_MEASURE_EMISSIONS, "emissions", "kgCO2e", "emissions, location-based")                    \
    X(RA_MEASURE_EMISSIONS_MARKET, "emissions_market", "kgCO2e", "emissions, market-based")        \
    X(RA_MEASURE_WATER, "water", "L", "water")

typedef enum {
#define X(code, name, unit, text) code,
    RA_MEASURE_LIST(X)
#undef X
        RA_MEASURES
} ra_measure;

const char *ra_measure_name(ra_measure measure);
const char *ra_measure_unit(ra_measure measure);

/* What measured an energy or a power, and how far a reading may be from the truth, as a share of the
 * reading: X(code, name, share, judged, text).
 *
 * nvidia-smi is within 5 % of a meter [yang2024]. Of what trackers read (RAPL, NVML, their own
 * models) no figure for all of them was found: there the 5 % is a judgement. Meters for billing may
 * be off by no more than their class says, at 5 to 30 degrees and balanced load [mid2014, annex V,
 * table 2]. */
#define RA_SENSOR_LIST(X)                                                                          \
    X(RA_SENSOR_CARD, "nvidia-smi", 0.05, false, "the card's sensor, read by nvidia-smi")          \
    X(RA_SENSOR_TRACKER, "tracker", 0.05, true, "what the tracker reads or models")                \
    X(RA_SENSOR_METER_A, "meter-a", 0.035, false, "a billing meter of class A")                    \
    X(RA_SENSOR_METER_B, "meter-b", 0.02, false, "a billing meter of class B")                     \
    X(RA_SENSOR_METER_C, "meter-c", 0.01, false, "a billing meter of class C")                     \
    X(RA_SENSOR_OTHER, "other", 0, false, "as the file states it")

typedef enum {
    RA_SENSOR_NONE, /* none is stated */
#define X(code, name, share, judged, text) code,
    RA_SENSOR_LIST(X)
#undef X
        RA_SENSORS
} ra_sensor;

const char *ra_sensor_name(ra_sensor sensor); /* "none" */
const char *ra_sensor_text(ra_sensor sensor); /* "not stated" */
double ra_sensor_share(ra_sensor sensor);     /* 0 */
bool ra_sensor_judged(ra_sensor sensor);      /* the share is a judgement */

/* Appends ", within 5 % (a judgement)" and the like; nothing where no width is stated. */
void ra_sensor_emit(ra_sensor sensor, double half_width, ra_text *out);

/* One quantity of a run. */
typedef struct {
    ra_measure measure;
    double value;      /* in the measure's unit */
    double half_width; /* relative: the value lies within (1 -/+ half_width) value; 0: not stated */
    ra_sensor sensor;  /* that the half-width is of */
    ra_origin origin;  /* measured; reported by a provider; default of a tool; inferred */
    const char *column; /* what of the file it comes from; never NULL */
    const char *note;   /* what a reader must know of it; NULL: nothing */
} ra_measurement;

/* A kind of file. */
typedef struct {
    const char *name;    /* "codecarbon" */
    const char *summary; /* for lists */
    const char *guide;   /* where its fields are described */
} ra_measured_format;

/* A run that was read. */
typedef struct ra_measured {
    const char *file; /* as the user named it */
    const ra_measured_format *format;
    const char *maker; /* program and version that wrote it, or model of the provider; NULL of any
                        * table alone (ra_measured_load_any) */
    uint64_t rows;     /* that count */
    uint64_t refused;  /* that do not */
    uint64_t first, last; /* lines of the first and the last row that counts; 0: none does */
    const ra_measurement *items;
    size_t count;
    struct ra_measured_own *own;
} ra_measured;

/* Reads a file. Returned: RA_OK with *out, freed with ra_measured_free, and warnings for rows that
 * were refused and figures that look wrong; RA_INVALID with messages where no row can be trusted or
 * the file is of no known kind; RA_IO or RA_NOMEM. */
ra_status ra_measured_load(ra_measured **out, const char *path, ra_diag *diag);

/* The same for a file whose columns are named one by one: one of no known kind is a table without
 * quantities of its own. */
ra_status ra_measured_load_any(ra_measured **out, const char *path, ra_diag *diag);
void ra_measured_free(ra_measured *measured);

/* Returns the quantity of a kind; NULL: the file has none. */
const ra_measurement *ra_measured_find(const ra_measured *measured, ra_measure measure);

const ra_measured_format *ra_measured_format_at(size_t i); /* NULL behind the last */

/* Reads one column of a delimited file with a header. Given: its name as in the header. Returned:
 * RA_OK with the number of its cells that hold a number, their sum and mean; RA_INVALID with a
 * message that names the nearest column, or that a cell holds something else. */
typedef struct {
    uint64_t count;
    double sum, mean;
    uint64_t first, last; /* lines of the first and the last of these cells */
} ra_measured_column;
ra_status ra_measured_read_column(ra_measured_column *out, const char *path, const char *name,
                                  ra_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
