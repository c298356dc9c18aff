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

/* Columns that are read, those that hold numbers first. */
typedef enum {
    DURATION,
    EMISSIONS,
    ENERGY,
    RATE,
    GPU_ENERGY,
    PUE,
    DEVICES,
    WATER,
    CPU_POWER,
    GPU_POWER,
    RAM_POWER,
    NUMBERS,
    VERSION = NUMBERS,
    RUN,
    TIME,
    COLUMNS
} column;

static const char *const names[COLUMNS] = {
    [DURATION] = "duration",   [EMISSIONS] = "emissions",   [ENERGY] = "energy_consumed",
    [RATE] = "emissions_rate", [GPU_ENERGY] = "gpu_energy", [PUE] = "pue",
    [DEVICES] = "gpu_count",   [WATER] = "water_consumed",  [CPU_POWER] = "cpu_power",
    [GPU_POWER] = "gpu_power", [RAM_POWER] = "ram_power",   [VERSION] = "codecarbon_version",
    [RUN] = "run_id",          [TIME] = "timestamp",
};

/* Where they are in the file; -1: it has none of that name. */
typedef struct {
    int at[COLUMNS];
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
    columns found;

    for (int i = 0; i < COLUMNS; i++)
        found.at[i] = ra_rows_find(rows, names[i]);
    return found;
}

static uint64_t hash_row(const ra_rows *rows, const columns *found)
{
    uint64_t hash = UINT64_C(1469598103934665603); /* FNV-1a [fnv] */
    const column keys[] = {TIME, RUN, DURATION, ENERGY, EMISSIONS};

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        for (const char *p = ra_rows_text(rows, found->at[keys[i]]); *p != '\0'; p++)
            hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    return hash;
}

/* Reads all numbers of a row, NaN for those that are missing. Returned: false where a field is
 * something else, which has refused the row. */
static bool read_numbers(ra_measured_build *build, ra_rows *rows, const columns *found,
                         double numbers[NUMBERS])
{
    for (int i = 0; i < NUMBERS; i++) {
        ra_field_state state = ra_rows_number(build, rows, found->at[i], &numbers[i]);
        if (state == RA_FIELD_BAD)
            return false;
        if (state == RA_FIELD_NONE)
            numbers[i] = NAN;
    }
    return true;
}

/* The rate was in g/s in versions 2.1: rate times duration then is a thousand times the emissions.
 */
static void check_rate(ra_measured_build *build, const char *field, const double numbers[NUMBERS])
{
    double ratio = numbers[RATE] * numbers[DURATION] / numbers[EMISSIONS];

    if (ratio > 900 && ratio < 1100)
        ra_lines_report(&build->lines, RA_NOTE, field,
                        "the rate is in g/s here, as versions 2.1 wrote it; it is not used");
}

/* Energy against power times duration: power leaves out the PUE, so that the ratio is the PUE,
 * or 1. */
static void check_power(ra_measured_build *build, const char *field, const double numbers[NUMBERS],
                        double pue, totals *sums)
{
    double power = 0, energy = numbers[ENERGY];

    for (int i = CPU_POWER; i <= RAM_POWER; i++)
        power += numbers[i] > 0 ? numbers[i] : 0;
    if (!(power > 0) || !(numbers[DURATION] > 60) || !(energy > 0))
        return;
    double expected = power * numbers[DURATION] / 3.6e6, ratio = energy / expected;
    ra_sum_add(&sums->powered, energy);
    ra_sum_add(&sums->by_power, expected);
    if (ratio / pue > 3 || ratio / pue < 1.0 / 3)
        ra_lines_report(&build->lines, RA_WARNING, field,
                        "the energy is %.3g times power times duration%s", ratio,
                        ratio < 0.05 ? ": versions before 2.0 wrote energies far too low" : "");
}

/* Another intensity of the grid than that of the row before, for the same energy. */
static void check_factor(ra_measured_build *build, const char *field, const double numbers[NUMBERS],
                         totals *sums)
{
    double energy = numbers[ENERGY], factor = energy > 0 ? numbers[EMISSIONS] / energy : NAN;

    if (energy > 0 && energy == sums->last_energy && factor != sums->last_factor)
        ra_lines_report(&build->lines, RA_WARNING, field,
                        "the same energy as the row before, and another intensity of the grid");
    sums->last_energy = energy;
    sums->last_factor = factor;
}

static void add_number(ra_tally_sum *sum, double number)
{
    if (!isnan(number))
        ra_sum_add(sum, number);
}

/* One row. Returned: whether it counts. */
static bool read_row(ra_measured_build *build, ra_rows *rows, const columns *found, totals *sums)
{
    double numbers[NUMBERS];
    uint64_t run = hash_row(rows, found);

    if (!read_numbers(build, rows, found, numbers))
        return false;
    if (!(numbers[DURATION] >= 0) || !(numbers[ENERGY] >= 0) || !(numbers[EMISSIONS] >= 0)) {
        ra_measured_refuse(build, NULL,
                           "duration, energy and emissions must be there, and not negative");
        return false;
    }
    if (run == sums->last_run) {
        ra_measured_refuse(build, NULL, "the row before is written twice");
        return false;
    }
    sums->last_run = run;
    double pue = numbers[PUE] >= 1 ? numbers[PUE] : 1;
    check_factor(build, ra_rows_text(rows, found->at[EMISSIONS]), numbers, sums);
    check_rate(build, ra_rows_text(rows, found->at[RATE]), numbers);
    check_power(build, ra_rows_text(rows, found->at[ENERGY]), numbers, pue, sums);
    add_number(&sums->pue, numbers[PUE] >= 1 ? pue : NAN);
    add_number(&sums->duration, numbers[DURATION]);
    add_number(&sums->emissions, numbers[EMISSIONS]);
    add_number(&sums->energy, numbers[ENERGY]);
    add_number(&sums->gpu, numbers[GPU_ENERGY]);
    add_number(&sums->water, numbers[WATER]);
    if (!isnan(numbers[DEVICES]))
        sums->devices =
            build->out->rows == 0 || numbers[DEVICES] == sums->devices ? numbers[DEVICES] : NAN;
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
    columns found = find_columns(&rows);
    if (found.at[DURATION] < 0 || found.at[EMISSIONS] < 0 || found.at[ENERGY] < 0) {
        ra_lines_report(&build->lines, RA_ERROR, NULL,
                        "the header needs 'duration', 'emissions' and 'energy_consumed'");
        return RA_INVALID;
    }
    while (ra_rows_next(build, &rows)) {
        if (read_row(build, &rows, &found, &sums) && build->out->maker == NULL)
            ra_measured_set_maker(build, "CodeCarbon%s%s", found.at[VERSION] >= 0 ? " " : "",
                                  ra_rows_text(&rows, found.at[VERSION]));
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
