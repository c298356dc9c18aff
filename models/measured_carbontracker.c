/* The two logs of carbontracker: epochs with their powers, which leave the PUE out, and blocks of
 * consumption, which include it. The actual consumption is preferred to the predicted one and to
 * what the epochs add up to. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/measured_build.h"

/* "consumption for 3 epoch(s):", of which the lines below are read. */
typedef struct {
    bool actual; /* the block that is open is an actual one */
    bool has;    /* there was an actual one */
    double epochs;
    double hours, energy, grams; /* NaN until they are read */
} consumption;

typedef struct {
    double pue;       /* that the consumption includes; NaN: not said */
    double intensity; /* g/kWh that a line says; NaN: none */
    bool intensity_default;
    bool interrupted;
    ra_tally_sum hours, watt_hours;
    double epoch_hours; /* of the epoch whose power comes next */
    consumption block;
} log_state;

static bool recognise(const char *head)
{
    return strstr(head, "carbontracker version") != NULL ||
           strstr(head, "CarbonTracker:") != NULL || strstr(head, "consumption for ") != NULL;
}

/* Returns what follows `start` in the line, or NULL. */
static const char *behind(const char *line, const char *start)
{
    const char *at = strstr(line, start);

    return at != NULL ? at + strlen(start) : NULL;
}

/* The sum of the numbers of "[136.86 120.1]", "0.0195", "[None]", "None". NaN: none. */
static double read_powers(const char *text)
{
    double sum = NAN;

    while (*text != '\0') {
        const char *end;
        if (strspn(text, "-0123456789.") == 0) {
            text++;
            continue;
        }
        double value = ra_text_parse_number(text, &end);
        if (end == text)
            return sum;
        sum = isnan(sum) ? value : sum + value;
        text = end;
    }
    return sum;
}

static void read_epoch(log_state *state, const char *line)
{
    const char *rest = behind(line, "Duration: ");

    if (rest != NULL) {
        double hours = ra_measured_hours(rest + strspn(rest, " "));
        state->epoch_hours = hours;
        if (!isnan(hours))
            ra_sum_add(&state->hours, hours);
    }
    rest = behind(line, "Average power usage (W) for ");
    rest = rest != NULL ? strchr(rest, ':') : NULL;
    if (rest != NULL && !isnan(read_powers(rest)) && state->epoch_hours > 0)
        ra_sum_add(&state->watt_hours, read_powers(rest) * state->epoch_hours);
}

/* Reads a line of a block. Energy is in kWh; CO2eq in g, or kg where the line says so. */
static void read_block(log_state *state, const char *line)
{
    consumption *block = &state->block;
    const char *rest;

    if ((rest = behind(line, "Actual consumption for ")) != NULL) {
        *block =
            (consumption){.actual = true, .has = true, .hours = NAN, .energy = NAN, .grams = NAN};
        block->epochs = ra_text_parse_number(rest, NULL);
    } else if (strstr(line, "Predicted consumption for ") != NULL) {
        block->actual = false;
    }
    if (!block->actual)
        return;
    if (isnan(block->hours) && (rest = behind(line, "Time:")) != NULL)
        block->hours = ra_measured_hours(rest + strspn(rest, " \t"));
    if (isnan(block->energy) && (rest = behind(line, "Energy:")) != NULL)
        block->energy = ra_text_parse_number(rest + strspn(rest, " \t"), NULL);
    if (isnan(block->grams) && (rest = behind(line, "CO2eq:")) != NULL) {
        const char *unit;
        block->grams = ra_text_parse_number(rest + strspn(rest, " \t"), &unit);
        if (strncmp(unit + strspn(unit, " "), "kg", 2) == 0)
            block->grams *= 1000;
    }
}

static void read_line(ra_measured_build *build, log_state *state)
{
    const char *line = build->lines.line, *rest;

    if ((rest = behind(line, "PUE coefficient of ")) != NULL)
        state->pue = ra_text_parse_number(rest, NULL);
    if ((rest = behind(line, "carbontracker version ")) != NULL)
        ra_measured_set_maker(build, "carbontracker %s", rest);
    if ((rest = behind(line, "carbon intensity during training was ")) != NULL)
        state->intensity = ra_text_parse_number(rest, NULL);
    if (strstr(line, "Defaulted") != NULL || strstr(line, "Failed to retrieve") != NULL ||
        strstr(line, "default average carbon intensity") != NULL)
        state->intensity_default = true;
    if (strstr(line, "Training was interrupted") != NULL)
        state->interrupted = true;
    read_epoch(state, line);
    read_block(state, line);
}

static bool is_default(double grams)
{
    /* Averages that the program takes where it cannot ask, in g/kWh. */
    static const double defaults[] = {295, 294.21, 475, 481};

    for (size_t i = 0; i < sizeof defaults / sizeof defaults[0]; i++)
        if (fabs(grams - defaults[i]) < 0.01)
            return true;
    return false;
}

static void put_epochs(ra_measured_build *build, const log_state *state)
{
    double hours = ra_sum_total(&state->hours);

    if (state->watt_hours.count == 0 || !(hours > 0))
        return;
    ra_measured_put_sensor(build, RA_MEASURE_ENERGY_IT, ra_sum_total(&state->watt_hours) / 1000,
                           RA_SENSOR_TRACKER, "Average power usage",
                           "of the epochs that were watched, without the PUE");
    ra_measured_put(build, RA_MEASURE_HOURS, hours, RA_MEASURED, "Duration",
                    "of the epochs that were watched");
    build->out->rows = state->hours.count;
}

static void put_block(ra_measured_build *build, const log_state *state)
{
    const consumption *block = &state->block;
    double pue = state->pue >= 1 ? state->pue : NAN;

    if (!block->has || isnan(block->energy))
        return;
    build->out->rows = block->epochs >= 1 ? (uint64_t)block->epochs : 1;
    ra_measured_put_inferred(build, RA_MEASURE_ENERGY, block->energy, RA_SENSOR_TRACKER,
                             "Actual consumption, Energy",
                             isnan(pue) ? "with a PUE of the tracker's that the log does not say"
                                        : "the tracker's PUE is in it");
    if (!isnan(pue)) {
        ra_measured_put(build, RA_MEASURE_PUE, pue, RA_DEFAULT, "PUE coefficient",
                        "an average of surveys that the tracker takes");
        ra_measured_put_sensor(build, RA_MEASURE_ENERGY_IT, block->energy / pue, RA_SENSOR_TRACKER,
                               "Actual consumption, Energy / PUE", NULL);
    }
    if (block->hours > 0)
        ra_measured_put(build, RA_MEASURE_HOURS, block->hours, RA_MEASURED,
                        "Actual consumption, Time", NULL);
    if (block->grams >= 0) {
        ra_measured_put(build, RA_MEASURE_EMISSIONS, block->grams / 1000, RA_INFERRED,
                        "Actual consumption, CO2eq", "energy times an intensity of the grid");
        ra_measured_imply_grid(build, block->grams / 1000, block->energy, "CO2eq / Energy");
    }
}

/* Emissions against energy and the intensity that the log says; the energy of the block against
 * that of its epochs, where all were watched, in which the PUE counts once. Both are rounded as
 * they are printed, and powers are averages: hence a tenth for energies. */
static void check(ra_measured_build *build, const log_state *state)
{
    const consumption *block = &state->block;
    double pue = state->pue >= 1 ? state->pue : NAN;

    if (!block->has)
        return;
    if (state->intensity > 0)
        ra_measured_compare(build, "CO2eq", "energy x the intensity that it says", block->grams,
                            block->energy * state->intensity, 0.01, pue);
    if (state->watt_hours.count > 0 && (double)state->hours.count == block->epochs && !isnan(pue))
        ra_measured_compare(build, "energy", "the power of its epochs x their time x PUE",
                            block->energy, pue * ra_sum_total(&state->watt_hours) / 1000, 0.1, pue);
}

static void put_intensity(ra_measured_build *build, const log_state *state)
{
    double grams = state->intensity > 0          ? state->intensity
                   : build->has[RA_MEASURE_GRID] ? 1000 * build->items[RA_MEASURE_GRID].value
                                                 : NAN;
    bool standard = state->intensity_default || is_default(grams);

    if (isnan(grams))
        return;
    ra_measured_put(build, RA_MEASURE_GRID, grams / 1000,
                    standard               ? RA_DEFAULT
                    : state->intensity > 0 ? RA_REPORTED
                                           : RA_INFERRED,
                    "carbon intensity",
                    standard ? "an average that the tracker takes where it cannot ask" : NULL);
}

static ra_status read_carbontracker(ra_measured_build *build)
{
    log_state state = {.pue = NAN, .intensity = NAN, .epoch_hours = NAN};

    while (ra_lines_next(&build->lines))
        read_line(build, &state);
    if (build->out->maker == NULL)
        ra_measured_set_maker(build, "carbontracker");
    check(build, &state);
    put_epochs(build, &state);
    put_block(build, &state);
    put_intensity(build, &state);
    if (state.interrupted)
        ra_diag_report(build->diag, RA_WARNING, &(ra_locus){.file = build->lines.name},
                       "the training was interrupted: the figures are of a part of it");
    return RA_OK;
}

const ra_measured_reader ra_read_carbontracker = {
    {"carbontracker", "the logs of carbontracker", "https://github.com/lfwa/carbontracker"},
    recognise,
    read_carbontracker,
};
