#include "audit/cli/from_log.h"

#include <math.h>
#include <string.h>

#include "models/measured.h"

/* Letters of a name that a claim can hold. */
#define MOST_NAME 200

/* A run that is being turned into assumptions. */
typedef struct {
    const ra_measured *log;
    ra_known *out;
} turning;

/* Adds an assumption. Given: the quantity that says how well it is known. Returned: where the
 * reason goes. */
static ra_text *add(turning *t, const char *id, double value, const ra_measurement *from)
{
    ra_known_item *item = &t->out->items[t->out->count++];

    *item = (ra_known_item){
        .id = id, .value = value, .half_width = from->half_width, .origin = from->origin};
    item->ask = from->origin == RA_DEFAULT || from->origin == RA_INFERRED;
    ra_text_format(&item->reason, "%s of %s", from->column, t->log->file);
    if (from->half_width > 0) {
        ra_text_format(&item->reason, "; %s", ra_sensor_text(from->sensor));
        ra_sensor_emit(from->sensor, from->half_width, &item->reason);
    }
    if (from->note != NULL)
        ra_text_format(&item->reason, "; %s", from->note);
    return &item->reason;
}

static const ra_measurement *find(const turning *t, ra_measure measure)
{
    return ra_measured_find(t->log, measure);
}

/* Devices and hours. Where only device-hours are known, or not how many devices there were, they
 * are taken as one, and the power is that of all of them. Returned: device-hours, or NaN. */
static double put_time(turning *t)
{
    const ra_measurement *hours = find(t, RA_MEASURE_HOURS), *devices = find(t, RA_MEASURE_DEVICES);
    const ra_measurement *both = find(t, RA_MEASURE_DEVICE_HOURS);
    const ra_measurement *time = both != NULL && (hours == NULL || devices == NULL) ? both : hours;

    if (time == NULL || !(time->value > 0))
        return NAN;
    if (time == hours && devices != NULL) {
        ra_text_append(add(t, "devices", devices->value, devices), ".");
        ra_text_append(add(t, "hours", hours->value, hours), ".");
        return devices->value * hours->value;
    }
    add(t, "devices", 1, time);
    ra_known_item *one = &t->out->items[t->out->count - 1];
    ra_text_free(&one->reason);
    ra_text_append(&one->reason, time == both
                                     ? "Taken as one: the hours are device-hours."
                                     : "Taken as one, since the log does not say how many there "
                                       "were: the power is that of all of them.");
    one->origin = RA_INFERRED;
    ra_text_append(add(t, "hours", time->value, time), ".");
    return time->value;
}

/* The power, and whether the overhead of the site is in it already. Energy of the site over the
 * PUE is that of the devices. */
static bool put_power(turning *t, double device_hours)
{
    const ra_measurement *it = find(t, RA_MEASURE_ENERGY_IT), *site = find(t, RA_MEASURE_ENERGY);
    const ra_measurement *power = find(t, RA_MEASURE_POWER), *pue = find(t, RA_MEASURE_PUE);
    const ra_measurement *energy = it != NULL ? it : site;
    bool divide = it == NULL && pue != NULL;

    /* The energy comes first: with the device-hours it is what the run used. */
    if (energy != NULL && device_hours > 0) {
        double devices = 1000 * energy->value / device_hours;
        ra_text_append(add(t, "device_power", divide ? devices / pue->value : devices, energy),
                       divide ? "; divided by the device-hours and the PUE."
                              : "; divided by the device-hours.");
        return it == NULL && pue == NULL;
    }
    if (power != NULL)
        ra_text_append(add(t, "device_power", power->value, power), ".");
    return false;
}

static bool is_known(const turning *t, const char *id)
{
    for (size_t i = 0; i < t->out->count; i++)
        if (strcmp(t->out->items[i].id, id) == 0)
            return true;
    return false;
}

static void put_pue(turning *t, bool inside)
{
    const ra_measurement *pue = find(t, RA_MEASURE_PUE);
    ra_known_item *item;

    if (pue != NULL) {
        ra_text_append(add(t, "pue", pue->value, pue), ".");
        return;
    }
    /* Emissions of a power that is known count no more than that power. A log that has one of both
     * says nothing of the site: that is left to be filled in. */
    if (!inside && (find(t, RA_MEASURE_EMISSIONS) == NULL || !is_known(t, "device_power")))
        return;
    item = &t->out->items[t->out->count++];
    *item = (ra_known_item){.id = "pue", .value = 1, .origin = RA_OMITTED, .ask = !inside};
    ra_text_append(&item->reason,
                   inside ? "The energy is that of the site: its overhead is in the power already."
                          : "The log counts no overhead of the site.");
}

static void turn(turning *t)
{
    const ra_measurement *grid = find(t, RA_MEASURE_GRID), *total = find(t, RA_MEASURE_EMISSIONS);
    bool inside = put_power(t, put_time(t));

    put_pue(t, inside);
    if (grid != NULL)
        ra_text_append(add(t, "grid", grid->value, grid), ".");
    const char *slash = strrchr(t->log->file, '/');
    bool fits = strlen(t->log->file) <= MOST_NAME || slash == NULL;
    ra_text_append(&t->out->file, fits ? t->log->file : slash + 1);
    ra_text_append(&t->out->maker, t->log->maker);
    ra_text_format(&t->out->locator, "%llu row%s", (unsigned long long)t->log->rows,
                   t->log->rows == 1 ? "" : "s");
    if (t->log->first > 0 && t->log->first == t->log->last)
        ra_text_format(&t->out->locator, ", line %llu", (unsigned long long)t->log->first);
    else if (t->log->first > 0)
        ra_text_format(&t->out->locator, ", lines %llu to %llu", (unsigned long long)t->log->first,
                       (unsigned long long)t->log->last);
    t->out->headline = total != NULL ? total->value : NAN;
    ra_text_format(&t->out->title, "A run as %s has it", t->log->maker);
}

ra_status ra_known_from_log(ra_known *out, const char *path, ra_diag *diag)
{
    ra_measured *log = NULL;
    ra_status status;

    *out = (ra_known){.headline = NAN};
    status = ra_measured_load(&log, path, diag);
    if (status == RA_OK) {
        turning t = {.log = log, .out = out};
        turn(&t);
        if (out->title.failed || out->file.failed || out->maker.failed || out->locator.failed)
            status = RA_NOMEM;
    }
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].reason.failed)
            status = RA_NOMEM;
    ra_measured_free(log);
    return status;
}

void ra_known_free(ra_known *known)
{
    for (size_t i = 0; i < known->count; i++)
        ra_text_free(&known->items[i].reason);
    ra_text_free(&known->title);
    ra_text_free(&known->file);
    ra_text_free(&known->maker);
    ra_text_free(&known->locator);
    *known = (ra_known){0};
}
