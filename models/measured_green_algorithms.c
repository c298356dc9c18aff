/* The CSV of the Green Algorithms calculator: one row, separated by semicolons. Powers are data
 * sheets' times a usage: nothing of it is measured but the run time. */
#include <math.h>
#include <string.h>

#include "models/measured_build.h"

static bool recognise(const char *head)
{
    return ra_head_names(head, "runTime_hour") && ra_head_names(head, "coreType");
}

static double number_or(ra_measured_build *build, ra_rows *rows, const char *name, double otherwise)
{
    double value;
    int column = ra_rows_find(rows, name);

    return column >= 0 && ra_rows_number(build, rows, column, &value) == RA_FIELD_OK ? value
                                                                                     : otherwise;
}

/* Power of the memory in W/GB, and how far figures of the calculator may be from their product:
 * they are written unrounded, but a person may have rounded them
 * (hardware/dram-memory-power-green-algorithms). */
#define MEMORY_POWER 0.3725
#define TOLERANCE    0.02

/* Energy against hours, cards or cores with their powers and usages, and PUE; the memory's power,
 * which the file lacks, lies between none and the calculator's. */
static void check_energy(ra_measured_build *build, ra_rows *rows, double hours, double energy,
                         double pue)
{
    double cards = number_or(build, rows, "numberGPUs", 0) * number_or(build, rows, "tdpGPU", 0) *
                   number_or(build, rows, "usageGPU", 1);
    double cores = number_or(build, rows, "numberCPUs", 0) * number_or(build, rows, "tdpCPU", 0) *
                   number_or(build, rows, "usageCPU", 1);
    double memory = number_or(build, rows, "memory", 0) * MEMORY_POWER;
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

static void put_row(ra_measured_build *build, ra_rows *rows)
{
    double hours =
        number_or(build, rows, "runTime_hour", 0) + number_or(build, rows, "runTime_min", 0) / 60;
    double cards = number_or(build, rows, "numberGPUs", 0);
    double cores = number_or(build, rows, "numberCPUs", 0);
    double pue = number_or(build, rows, "PUE", NAN);
    double factor = number_or(build, rows, "mult_factor", 1);
    double energy = number_or(build, rows, "energy_needed", NAN);
    double grams = number_or(build, rows, "carbonEmissions", NAN);
    double intensity = number_or(build, rows, "carbonIntensity", NAN);

    check_energy(build, rows, hours * factor, energy, pue);
    ra_measured_compare(build, "emissions", "energy x intensity", grams, energy * intensity,
                        TOLERANCE, pue);
    ra_measured_count(build);
    ra_measured_set_maker(build, "Green Algorithms");
    ra_measured_put(build, RA_MEASURE_HOURS, hours * factor, RA_GIVEN, "runTime_hour, runTime_min",
                    factor != 1 ? "times the factor for repetitions" : NULL);
    if (cards > 0 || cores > 0)
        ra_measured_put(build, RA_MEASURE_DEVICES, cards > 0 ? cards : cores, RA_GIVEN,
                        cards > 0 ? "numberGPUs" : "numberCPUs", NULL);
    if (pue >= 1)
        ra_measured_put(build, RA_MEASURE_PUE, pue, RA_DEFAULT, "PUE", NULL);
    if (energy > 0) {
        ra_measured_put(build, RA_MEASURE_ENERGY, energy, RA_INFERRED, "energy_needed",
                        "from data sheets; the calculator's PUE is in it already");
        if (pue >= 1)
            ra_measured_put(build, RA_MEASURE_ENERGY_IT, energy / pue, RA_INFERRED,
                            "energy_needed / PUE", "from data sheets");
    }
    if (grams > 0)
        ra_measured_put(build, RA_MEASURE_EMISSIONS, grams / 1000, RA_INFERRED, "carbonEmissions",
                        "in grams");
    if (intensity > 0)
        ra_measured_put(build, RA_MEASURE_GRID, intensity / 1000, RA_DEFAULT, "carbonIntensity",
                        NULL);
    else if (grams > 0 && energy > 0)
        ra_measured_imply_grid(build, grams / 1000, energy, "carbonEmissions / energy_needed");
}

static ra_status read_green_algorithms(ra_measured_build *build)
{
    ra_rows rows = {0};
    ra_status status = ra_rows_open(build, &rows, ';');

    while (status == RA_OK && ra_rows_next(build, &rows)) {
        if (build->out->rows > 0)
            ra_measured_refuse(build, NULL, "this file has one row; only the first counts");
        else
            put_row(build, &rows);
    }
    return status;
}

const ra_measured_reader ra_read_green_algorithms = {
    {"green-algorithms", "the CSV of the Green Algorithms calculator",
     "https://www.green-algorithms.org"},
    recognise,
    read_green_algorithms,
};
