/* Jobs of SLURM: sacct -P. Hours and devices, of the jobs that had a card where any had one; energy
 * only where ConsumedEnergyRaw says one, in joules, and 0 stands for "not measured". */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/measured_build.h"

/* Energies beyond this are the accounting's mark for "no value", which is near 2^64. */
#define MOST_JOULES 1e15

/* A second, in hours: times are written in whole ones. */
#define SECOND (1 / 3600.0)

static bool recognise(const char *head)
{
    return ra_head_names(head, "JobID") && ra_head_names(head, "Elapsed") &&
           ra_head_names(head, "|");
}

/* Devices of "billing=32,cpu=32,gres/gpu=1,mem=250G,node=1": the cards, or none. */
static double find_cards(const char *resources)
{
    const char *cards = strstr(resources, "gres/gpu=");

    return cards != NULL ? ra_text_parse_number(cards + strlen("gres/gpu="), NULL) : 0;
}

/* CPUTime is Elapsed times NCPUS: where it is not, one of them is not what its column says. */
static void check_cpu_time(ra_measured_build *build, const ra_rows *rows, double elapsed, int time,
                           int cpus)
{
    double given = ra_measured_hours(ra_rows_text(rows, time)), count;
    const char *text = ra_rows_text(rows, cpus), *unit = "";

    if (isnan(given) || !ra_field_number(text, &count, &unit) || *unit != '\0')
        return;
    if (fabs(given - elapsed * count) > SECOND * (1 + count))
        ra_lines_report(&build->lines, RA_WARNING, ra_rows_text(rows, time),
                        "CPUTime is not Elapsed times NCPUS, %.6g hours", elapsed * count);
}

/* What the jobs add up to, those without a card by themselves. */
typedef struct {
    ra_tally_sum hours, card_hours, other_hours, joules;
    uint64_t unmetered; /* jobs without a measured energy */
} totals;

static void put_totals(ra_measured_build *build, const totals *sums)
{
    const ra_locus at = {.file = build->lines.name};
    bool cards = sums->hours.count > 0;
    double hours = ra_sum_total(cards ? &sums->hours : &sums->other_hours);
    double device_hours = cards ? ra_sum_total(&sums->card_hours) : hours;

    ra_measured_set_maker(build, "SLURM");
    if (cards && sums->other_hours.count > 0)
        ra_diag_report(
            build->diag, RA_NOTE, &at, "%llu of %llu jobs had no card: their hours do not count",
            (unsigned long long)sums->other_hours.count, (unsigned long long)build->out->rows);
    ra_measured_put(build, RA_MEASURE_HOURS, hours, RA_MEASURED, "Elapsed",
                    cards ? "of all jobs with a card together" : "of all jobs together");
    ra_measured_put(build, RA_MEASURE_DEVICE_HOURS, device_hours, RA_MEASURED, "Elapsed, AllocTRES",
                    cards ? "cards that were allocated, used or not"
                          : "a job without a card is one");
    if (hours > 0)
        ra_measured_put(build, RA_MEASURE_DEVICES, device_hours / hours, RA_MEASURED, "AllocTRES",
                        "mean over the hours");
    if (sums->joules.count > 0 && sums->unmetered == 0)
        ra_measured_put(build, RA_MEASURE_ENERGY_IT, ra_sum_total(&sums->joules) / 3.6e6,
                        RA_MEASURED, "ConsumedEnergyRaw", "of the nodes");
    else if (sums->joules.count > 0)
        ra_diag_report(build->diag, RA_WARNING, &at,
                       "%llu of %llu jobs have no measured energy: it is not used",
                       (unsigned long long)sums->unmetered, (unsigned long long)build->out->rows);
}

static ra_status read_sacct(ra_measured_build *build)
{
    ra_rows rows = {0};
    totals sums = {0};
    ra_status status = ra_rows_open(build, &rows, '|');

    if (status != RA_OK)
        return status;
    int job = ra_rows_find(&rows, "JobID"), elapsed = ra_rows_find(&rows, "Elapsed"),
        resources = ra_rows_find(&rows, "AllocTRES"), state = ra_rows_find(&rows, "State"),
        energy = ra_rows_find(&rows, "ConsumedEnergyRaw"), time = ra_rows_find(&rows, "CPUTime"),
        cpus = ra_rows_find(&rows, "NCPUS");
    while (ra_rows_next(build, &rows)) {
        const char *text = ra_rows_text(&rows, elapsed);
        double duration = ra_measured_hours(text), cards, used;
        /* "123.batch" is a step of job 123 and counted with it. */
        if (strchr(ra_rows_text(&rows, job), '.') != NULL)
            continue;
        if (isnan(duration)) {
            ra_measured_refuse(build, text, "'%s' is no duration (days-hours:minutes:seconds)",
                               text);
            continue;
        }
        if (strncmp(ra_rows_text(&rows, state), "RUNNING", 7) == 0 ||
            strncmp(ra_rows_text(&rows, state), "PENDING", 7) == 0) {
            ra_measured_refuse(build, ra_rows_text(&rows, state), "the job had not ended");
            continue;
        }
        check_cpu_time(build, &rows, duration, time, cpus);
        cards = find_cards(ra_rows_text(&rows, resources));
        ra_sum_add(cards > 0 ? &sums.hours : &sums.other_hours, duration);
        if (cards > 0)
            ra_sum_add(&sums.card_hours, duration * cards);
        if (ra_rows_number(build, &rows, energy, &used) == RA_FIELD_OK && used > 0 &&
            used < MOST_JOULES)
            ra_sum_add(&sums.joules, used);
        else
            sums.unmetered++;
        ra_measured_count(build);
    }
    if (build->out->rows > 0)
        put_totals(build, &sums);
    return RA_OK;
}

const ra_measured_reader ra_read_sacct = {
    {"sacct", "jobs of SLURM, sacct -P", "https://slurm.schedmd.com/sacct.html"},
    recognise,
    read_sacct,
};
