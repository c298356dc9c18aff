/* CodeCarbon's emissions.csv, in every generation of its header since 2020.
 *
 * Columns are found by name. Energies include the PUE where the file has one; powers do not. The
 * memory's share is modelled, not measured, and no column says how. */
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "models/measured_build.h"

/* Energies that are nearer than this are the same. */
#define SAME 0.02

/* Columns of the header; -1: it has none of that name. */
typedef struct {
    int duration, emissions, rate, energy, gpu_energy, pue, version, devices, water;
    int cpu_power, gpu_power, ram_power, run, time;
} columns;

/* What the rows add up to. */
typedef struct {
    ra_tally_sum duration, emissions, energy, gpu, water, pue;
    ra_tally_sum powered, by_power; /* energy of the rows with powers; power times duration, kWh */
    double devices;                 /* NaN: they differ between rows */
    uint64_t last_run;              /* hash of the row before, to find it written twice */
    double last_factor, last_energy;
} totals;

static bool recognise(const char *head)
{
    return ra_head_names(head, "emissions") && ra_head_names(head, "energy_consumed");
}

static columns find_columns(const ra_rows *rows)
{
    return (columns){
        .duration = ra_rows_find(rows, "duration"),
        .emissions = ra_rows_find(rows, "emissions"),
        .rate = ra_rows_find(rows, "emissions_rate"),
        .energy = ra_rows_find(rows, "energy_consumed"),
        .gpu_energy = ra_rows_find(rows, "gpu_energy"),
        .pue = ra_rows_find(rows, "pue"),
        .version = ra_rows_find(rows, "codecarbon_version"),
        .devices = ra_rows_find(rows, "gpu_count"),
        .water = ra_rows_find(rows, "water_consumed"),
        .cpu_power = ra_rows_find(rows, "cpu_power"),
        .gpu_power = ra_rows_find(rows, "gpu_power"),
        .ram_power = ra_rows_find(rows, "ram_power"),
        .run = ra_rows_find(rows, "run_id"),
        .time = ra_rows_find(rows, "timestamp"),
    };
}

static uint64_t hash_row(const ra_rows *rows, const columns *at)
{
    uint64_t hash = UINT64_C(1469598103934665603); /* FNV-1a [fnv] */
    const int keys[] = {at->time, at->run, at->duration, at->energy, at->emissions};

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        for (const char *p = ra_rows_text(rows, keys[i]); *p != '\0'; p++)
            hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    return hash;
}

/* The rate was in g/s in versions 2.1: rate times duration then is a thousand times the emissions.
 */
static void check_rate(ra_measured_build *build, ra_rows *rows, const columns *at, double emissions,
                       double duration)
{
    double rate;

    if (at->rate < 0 || ra_rows_number(build, rows, at->rate, &rate) != RA_FIELD_OK ||
        !(emissions > 0) || !(rate > 0) || !(duration > 0))
        return;
    double ratio = rate * duration / emissions;
    if (ratio > 900 && ratio < 1100)
        ra_lines_report(&build->lines, RA_NOTE, rows->fields[at->rate],
                        "the rate is in g/s here, as versions 2.1 wrote it; it is not used");
}

/* Energy against power times duration: power leaves out the PUE, so that the ratio is the PUE,
 * or 1. */
static void check_power(ra_measured_build *build, ra_rows *rows, const columns *at, double energy,
                        double duration, double pue, totals *sums)
{
    const int powers[] = {at->cpu_power, at->gpu_power, at->ram_power};
    double sum = 0, power;

    for (size_t i = 0; i < 3; i++)
        if (powers[i] >= 0 && ra_rows_number(build, rows, powers[i], &power) == RA_FIELD_OK)
            sum += power;
    if (!(sum > 0) || !(duration > 60) || !(energy > 0))
        return;
    double ratio = energy / (sum * duration / 3.6e6);
    ra_sum_add(&sums->powered, energy);
    ra_sum_add(&sums->by_power, sum * duration / 3.6e6);
    if (ratio / pue > 3 || ratio / pue < 1.0 / 3)
        ra_lines_report(&build->lines, RA_WARNING, rows->fields[at->energy],
                        "the energy is %.3g times power times duration%s", ratio,
                        ratio < 0.05 ? ": versions before 2.0 wrote energies far too low" : "");
}

/* One row. Returned: whether it counts. */
static bool read_row(ra_measured_build *build, ra_rows *rows, const columns *at, totals *sums)
{
    double duration = 0, emissions = 0, energy = 0, other, pue = 1;
    uint64_t run = hash_row(rows, at);

    ra_field_state states[3] = {ra_rows_number(build, rows, at->duration, &duration)};

    /* A field that is no number has refused the row already. */
    if (states[0] != RA_FIELD_BAD)
        states[1] = ra_rows_number(build, rows, at->energy, &energy);
    if (states[0] != RA_FIELD_BAD && states[1] != RA_FIELD_BAD)
        states[2] = ra_rows_number(build, rows, at->emissions, &emissions);
    for (int i = 0; i < 3; i++)
        if (states[i] == RA_FIELD_BAD)
            return false;
    bool there = states[0] == RA_FIELD_OK && states[1] == RA_FIELD_OK && states[2] == RA_FIELD_OK;
    if (!there || duration < 0 || energy < 0 || emissions < 0) {
        ra_measured_refuse(build, NULL,
                           "duration, energy and emissions must be there, and not negative");
        return false;
    }
    if (run == sums->last_run) {
        ra_measured_refuse(build, NULL, "the row before is written twice");
        return false;
    }
    sums->last_run = run;
    if (energy == sums->last_energy && energy > 0 && emissions / energy != sums->last_factor)
        ra_lines_report(&build->lines, RA_WARNING, rows->fields[at->emissions],
                        "the same energy as the row before, and another intensity of the grid");
    sums->last_energy = energy;
    sums->last_factor = energy > 0 ? emissions / energy : NAN;
    if (ra_rows_number(build, rows, at->pue, &other) == RA_FIELD_OK && other >= 1) {
        pue = other;
        ra_sum_add(&sums->pue, pue);
    }
    check_rate(build, rows, at, emissions, duration);
    check_power(build, rows, at, energy, duration, pue, sums);
    ra_sum_add(&sums->duration, duration);
    ra_sum_add(&sums->emissions, emissions);
    ra_sum_add(&sums->energy, energy);
    if (ra_rows_number(build, rows, at->gpu_energy, &other) == RA_FIELD_OK)
        ra_sum_add(&sums->gpu, other);
    if (ra_rows_number(build, rows, at->water, &other) == RA_FIELD_OK)
        ra_sum_add(&sums->water, other);
    if (ra_rows_number(build, rows, at->devices, &other) == RA_FIELD_OK)
        sums->devices = build->out->rows == 0 || other == sums->devices ? other : NAN;
    ra_measured_count(build);
    return true;
}

/* Energies have the PUE in them, but not in every version: that they are power times duration, and
 * not PUE times that, is the tell. */
static bool leaves_out_pue(ra_measured_build *build, const totals *sums, double pue)
{
    double ratio = ra_sum_total(&sums->powered) / ra_sum_total(&sums->by_power);

    if (!(pue > 1 + 2 * SAME) || !(fabs(ratio - 1) < SAME))
        return false;
    ra_diag_report(build->diag, RA_WARNING, &(ra_locus){.file = build->lines.name},
                   "its energies are power times duration: the PUE of %g is not in them", pue);
    return true;
}

/* What could not be appended to the file, since its header had changed, is moved beside it. */
static void note_sibling(ra_measured_build *build)
{
    ra_text path = {0};

    ra_text_format(&path, "%s.bak", build->lines.name);
    if (!path.failed && access(path.data, F_OK) == 0)
        ra_diag_report(build->diag, RA_NOTE, &(ra_locus){.file = build->lines.name},
                       "%s is beside it: it holds earlier rows, which are not in this file",
                       path.data);
    ra_text_free(&path);
}

static void put_totals(ra_measured_build *build, const totals *sums)
{
    double energy = ra_sum_total(&sums->energy), emissions = ra_sum_total(&sums->emissions);
    double pue = sums->pue.count > 0 ? ra_sum_mean(&sums->pue) : 1;
    double hours = ra_sum_total(&sums->duration) / 3600;
    const char *note = ra_sum_total(&sums->gpu) > 0
                           ? "the memory's share is modelled by the tracker"
                           : "no card was measured; the memory's share is modelled by the tracker";

    if (leaves_out_pue(build, sums, pue)) {
        pue = 1; /* it is in no figure of the file */
    } else if (pue > 1) {
        ra_measured_put_inferred(build, RA_MEASURE_ENERGY, energy, RA_SENSOR_TRACKER,
                                 "energy_consumed",
                                 "the PUE that was set for the tracker is in it");
        ra_measured_put(build, RA_MEASURE_PUE, pue, RA_DEFAULT, "pue", "set for the tracker");
    }
    ra_measured_put_sensor(build, RA_MEASURE_ENERGY_IT, energy / pue, RA_SENSOR_TRACKER,
                           "energy_consumed", note);
    ra_measured_put(build, RA_MEASURE_HOURS, hours, RA_MEASURED, "duration", NULL);
    ra_measured_put(build, RA_MEASURE_EMISSIONS, emissions, RA_INFERRED, "emissions",
                    "energy times the tracker's intensity of the grid");
    ra_measured_imply_grid(build, emissions, energy, "emissions / energy_consumed");
    if (ra_sum_total(&sums->water) > 0)
        ra_measured_put(build, RA_MEASURE_WATER, ra_sum_total(&sums->water), RA_INFERRED,
                        "water_consumed", NULL);
    if (sums->devices > 0) {
        ra_measured_put(build, RA_MEASURE_DEVICES, sums->devices, RA_MEASURED, "gpu_count", NULL);
        if (hours > 0)
            ra_measured_put_sensor(build, RA_MEASURE_POWER,
                                   1000 * energy / pue / hours / sums->devices, RA_SENSOR_TRACKER,
                                   "energy_consumed / duration / gpu_count",
                                   "with the share of the host");
    }
}

static ra_status read_codecarbon(ra_measured_build *build)
{
    ra_rows rows = {0};
    totals sums = {.devices = NAN, .last_energy = NAN};
    ra_status status = ra_rows_open(build, &rows, ',');

    if (status != RA_OK)
        return status;
    columns at = find_columns(&rows);
    if (at.duration < 0 || at.emissions < 0 || at.energy < 0) {
        ra_lines_report(&build->lines, RA_ERROR, NULL,
                        "the header needs 'duration', 'emissions' and 'energy_consumed'");
        return RA_INVALID;
    }
    while (ra_rows_next(build, &rows)) {
        if (read_row(build, &rows, &at, &sums) && build->out->maker == NULL)
            ra_measured_set_maker(build, "CodeCarbon%s%s", at.version >= 0 ? " " : "",
                                  ra_rows_text(&rows, at.version));
    }
    if (build->out->rows > 0)
        put_totals(build, &sums);
    note_sibling(build);
    return RA_OK;
}

const ra_measured_reader ra_read_codecarbon = {
    {"codecarbon", "emissions.csv of CodeCarbon", "https://mlco2.github.io/codecarbon/output.html"},
    recognise,
    read_codecarbon,
};
