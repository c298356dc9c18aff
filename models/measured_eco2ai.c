/* The CSV file of eco2AI. Its column "power_consumption" is an energy. */
#include <math.h>
#include <string.h>

#include "models/measured_build.h"

static bool recognise(const char *head)
{
    return ra_head_names(head, "power_consumption(") && ra_head_names(head, "CO2_emissions(");
}

/* A run writes a row per epoch, each with the sums since its start; runs follow one another under
 * other ids. Only the last row of an id counts. */
typedef struct {
    char id[128];
    double duration, energy, emissions;
} open_run;

static void close_run(open_run *run, ra_tally_sum sums[3])
{
    if (*run->id != '\0') {
        ra_sum_add(&sums[0], run->duration);
        ra_sum_add(&sums[1], run->energy);
        ra_sum_add(&sums[2], run->emissions);
    }
    *run->id = '\0';
}

static ra_status read_eco2ai(ra_measured_build *build)
{
    ra_rows rows = {0};
    ra_tally_sum sums[3] = {{0}};
    open_run run = {.id = ""};
    ra_status status = ra_rows_open(build, &rows, ',');

    if (status != RA_OK)
        return status;
    int id = ra_rows_find(&rows, "id"), duration = ra_rows_find_start(&rows, "duration("),
        energy = ra_rows_find_start(&rows, "power_consumption("),
        emissions = ra_rows_find_start(&rows, "CO2_emissions(");
    while (ra_rows_next(build, &rows)) {
        const char *name = ra_rows_text(&rows, id);
        open_run next = {.id = ""};
        strncat(next.id, *name != '\0' ? name : "run", sizeof next.id - 1);
        uint64_t refused = build->out->refused;
        bool good = ra_rows_number(build, &rows, duration, &next.duration) == RA_FIELD_OK &&
                    ra_rows_number(build, &rows, energy, &next.energy) == RA_FIELD_OK &&
                    ra_rows_number(build, &rows, emissions, &next.emissions) == RA_FIELD_OK;
        if (refused < build->out->refused)
            continue;
        if (!good || next.duration < 0 || next.energy < 0 || next.emissions < 0) {
            ra_measured_refuse(build, NULL,
                               "duration, energy and emissions must be numbers, and not negative");
            continue;
        }
        if (strcmp(next.id, run.id) != 0)
            close_run(&run, sums);
        run = next;
        ra_measured_count(build);
    }
    close_run(&run, sums);
    if (build->out->rows == 0)
        return RA_OK;
    ra_measured_set_maker(build, "eco2AI");
    ra_measured_put_sensor(build, RA_MEASURE_ENERGY_IT, ra_sum_total(&sums[1]), RA_SENSOR_TRACKER,
                           "power_consumption", "an energy, whatever the column is called");
    ra_measured_put(build, RA_MEASURE_HOURS, ra_sum_total(&sums[0]) / 3600, RA_MEASURED, "duration",
                    NULL);
    ra_measured_put(build, RA_MEASURE_EMISSIONS, ra_sum_total(&sums[2]), RA_INFERRED,
                    "CO2_emissions", "energy times the tracker's intensity of the grid");
    ra_measured_imply_grid(build, ra_sum_total(&sums[2]), ra_sum_total(&sums[1]),
                           "CO2_emissions / power_consumption");
    return RA_OK;
}

const ra_measured_reader ra_read_eco2ai = {
    {"eco2ai", "the CSV file of eco2AI", "https://github.com/sb-ai-lab/Eco2AI"},
    recognise,
    read_eco2ai,
};
