/* The CSV of the Green Algorithms calculator: one row, separated by semicolons. Powers are data
 * sheets' times a usage: nothing of it is measured but the run time. */
#include <math.h>
#include <string.h>

#include "models/measured_build.h"

static bool recognise(const char *head)
{
    return ra_head_names(head, "runTime_hour") && ra_head_names(head, "coreType");
}

/* Numbers of the row that are used, and what they are where they are missing. */
#define NUMBER_LIST(X)                                                                             \
    X(hours, "runTime_hour", 0)                                                                    \
    X(minutes, "runTime_min", 0)                                                                   \
    X(cards, "numberGPUs", 0)                                                                      \
    X(card_power, "tdpGPU", 0)                                                                     \
    X(card_usage, "usageGPU", 1)                                                                   \
    X(cores, "numberCPUs", 0)                                                                      \
    X(core_power, "tdpCPU", 0)                                                                     \
    X(core_usage, "usageCPU", 1)                                                                   \
    X(memory, "memory", 0)                                                                         \
    X(pue, "PUE", NAN)                                                                             \
    X(factor, "mult_factor", 1)                                                                    \
    X(intensity, "carbonIntensity", NAN)                                                           \
    X(grams, "carbonEmissions", NAN)                                                               \
    X(energy, "energy_needed", NAN)

typedef struct {
#define X(member, name, otherwise) double member;
    NUMBER_LIST(X)
#undef X
} numbers;

/* Reads a number, or what it is where it is missing. Returned: false where the field is something
 * else, or negative, which refuses the row. */
static bool read_number(ra_measured_build *build, ra_rows *rows, const char *name, double otherwise,
                        double *out)
{
    int column = ra_rows_find(rows, name);
    ra_field_state state = ra_rows_number(build, rows, column, out);

    if (state == RA_FIELD_NONE)
        *out = otherwise;
    if (state == RA_FIELD_OK && *out < 0)
        ra_measured_refuse(build, ra_rows_text(rows, column), "'%s' is negative", name);
    return state != RA_FIELD_BAD && !(*out < 0);
}

static bool read_numbers(ra_measured_build *build, ra_rows *rows, numbers *row)
{
    const struct {
        double *out;
        const char *name;
        double otherwise;
    } all[] = {
#define X(member, name, otherwise) {&row->member, name, otherwise},
        NUMBER_LIST(X)
#undef X
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (!read_number(build, rows, all[i].name, all[i].otherwise, all[i].out))
            return false;
    return true;
}

/* Power of the memory in W/GB, and how far figures of the calculator may be from their product:
 * they are written unrounded, but a person may have rounded them
 * (hardware/dram-memory-power-green-algorithms). */
#define MEMORY_POWER 0.3725
#define TOLERANCE    0.02

/* Energy against hours, cards or cores with their powers and usages, and PUE; the memory's power,
 * which the file lacks, lies between none and the calculator's. */
static void check_energy(ra_measured_build *build, const numbers *row, double hours)
{
    double cards = row->cards * row->card_power * row->card_usage;
    double cores = row->cores * row->core_power * row->core_usage;
    double memory = row->memory * MEMORY_POWER, energy = row->energy, pue = row->pue;
    double least = hours * (cards + cores) * pue / 1000;
    double most = hours * (cards + cores + memory) * pue / 1000;

    if (energy >= least * (1 - TOLERANCE) && energy <= most * (1 + TOLERANCE))
        return;
    /* The energy that comes nearest, had the PUE been counted once. */
    double once = energy > most ? energy / pue : energy * pue;
    double expected = once < least ? least : once > most ? most : once;
    ra_measured_compare(build, "energy", "hours x devices x power x usage x PUE", energy, expected,
                        TOLERANCE, pue);
}

static void put_energy(ra_measured_build *build, const numbers *row)
{
    ra_measured_put(build, RA_MEASURE_ENERGY, row->energy, RA_INFERRED, "energy_needed",
                    "from data sheets; the calculator's PUE is in it already");
    if (row->pue >= 1)
        ra_measured_put(build, RA_MEASURE_ENERGY_IT, row->energy / row->pue, RA_INFERRED,
                        "energy_needed / PUE", "from data sheets");
}

static void put_row(ra_measured_build *build, const numbers *row)
{
    double hours = (row->hours + row->minutes / 60) * row->factor, grams = row->grams;

    check_energy(build, row, hours);
    ra_measured_compare(build, "emissions", "energy x intensity", grams,
                        row->energy * row->intensity, TOLERANCE, row->pue);
    ra_measured_count(build);
    ra_measured_set_maker(build, "Green Algorithms");
    ra_measured_put(build, RA_MEASURE_HOURS, hours, RA_GIVEN, "runTime_hour, runTime_min",
                    row->factor != 1 ? "times the factor for repetitions" : NULL);
    if (row->cards > 0)
        ra_measured_put(build, RA_MEASURE_DEVICES, row->cards, RA_GIVEN, "numberGPUs", NULL);
    else if (row->cores > 0)
        ra_measured_put(build, RA_MEASURE_DEVICES, row->cores, RA_GIVEN, "numberCPUs", NULL);
    if (row->pue >= 1)
        ra_measured_put(build, RA_MEASURE_PUE, row->pue, RA_DEFAULT, "PUE", NULL);
    if (row->energy > 0)
        put_energy(build, row);
    if (grams > 0)
        ra_measured_put(build, RA_MEASURE_EMISSIONS, grams / 1000, RA_INFERRED, "carbonEmissions",
                        "in grams");
    if (row->intensity > 0)
        ra_measured_put(build, RA_MEASURE_GRID, row->intensity / 1000, RA_DEFAULT,
                        "carbonIntensity", NULL);
    else
        ra_measured_imply_grid(build, grams / 1000, row->energy, "carbonEmissions / energy_needed");
}

static ra_status read_green_algorithms(ra_measured_build *build)
{
    ra_rows rows = {0};
    numbers row;
    ra_status status = ra_rows_open(build, &rows, ';');

    while (status == RA_OK && ra_rows_next(build, &rows)) {
        if (build->out->rows > 0)
            ra_measured_refuse(build, NULL, "this file has one row; only the first counts");
        else if (read_numbers(build, &rows, &row))
            put_row(build, &row);
    }
    return status;
}

const ra_measured_reader ra_read_green_algorithms = {
    {"green-algorithms", "the CSV of the Green Algorithms calculator",
     "https://www.green-algorithms.org"},
    recognise,
    read_green_algorithms,
};
