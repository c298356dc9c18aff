/* Logs of nvidia-smi --query-gpu=... --format=csv: power integrated over time for each card. */
#include <math.h>
#include <string.h>

#include "models/measured_build.h"

/* A gap is so many times the mean interval, once there are so many. */
#define GAP_TIMES 20
#define GAP_ROWS  5

/* Cards of one log. */
#define MOST_CARDS 64

/* A card: its last reading, and the energy so far by the trapezoid rule
 *     E = sum_i (P[i] + P[i-1]) / 2 * (t[i] - t[i-1]). */
typedef struct {
    char name[64];
    double time, power;
    ra_tally_sum energy, covered; /* J; s between two readings */
    bool open;                    /* there is a reading from which the next goes on */
} card;

typedef struct {
    int time, index, power;
    card cards[MOST_CARDS];
    size_t count;
} integral;

/* "2026/09/23 20:00:00.000, 0, 80 %, 100 W": written with noheader. The cell with its unit tells
 * the power; without units nothing would. */
static bool starts_with_row(const char *head)
{
    size_t length = strcspn(head, "\n"), time = strcspn(head, ",\n");
    char stamp[40] = "";

    if (time >= sizeof stamp || strspn(head, "0123456789") != 4 || head[4] != '/')
        return false;
    memcpy(stamp, head, time);
    if (isnan(ra_measured_time(stamp)))
        return false;
    for (size_t i = time; i + 2 < length + 1; i++)
        if (head[i] == ' ' && head[i + 1] == 'W' &&
            (head[i + 2] == ',' || i + 2 >= length || head[i + 2] == '\r'))
            return true;
    return false;
}

static bool recognise(const char *head)
{
    return ra_head_names(head, "power.draw") || starts_with_row(head);
}

static card *find_card(integral *sum, const char *name)
{
    for (size_t i = 0; i < sum->count; i++)
        if (strcmp(sum->cards[i].name, name) == 0)
            return &sum->cards[i];
    if (sum->count == MOST_CARDS)
        return NULL;
    card *fresh = &sum->cards[sum->count++];
    *fresh = (card){.time = NAN};
    strncat(fresh->name, name, sizeof fresh->name - 1);
    return fresh;
}

static bool read_power(ra_measured_build *build, ra_rows *rows, int column, double *power)
{
    const char *field = ra_rows_text(rows, column), *unit = "";

    if (!ra_field_number(field, power, &unit) || (*unit != '\0' && strcmp(unit, "W") != 0) ||
        *power < 0) {
        ra_measured_refuse(build, field, "'%s' is no power in W", field);
        return false;
    }
    return true;
}

/* Where a logger stopped and went on, the energy between is a straight line between two readings.
 */
static void check_gap(ra_measured_build *build, const char *stamp, const card *at, double seconds)
{
    double usual = ra_sum_mean(&at->covered);

    if (at->covered.count >= GAP_ROWS && seconds > GAP_TIMES * usual)
        ra_lines_report(&build->lines, RA_WARNING, stamp,
                        "nothing was read for %.4g s, where a reading came every %.4g s: the power "
                        "between is a guess",
                        seconds, usual);
}

static void read_row(ra_measured_build *build, ra_rows *rows, integral *sum)
{
    const char *stamp = ra_rows_text(rows, sum->time);
    const char *name = ra_rows_text(rows, sum->index);
    double time = ra_measured_time(stamp), power;

    if (isnan(time)) {
        ra_measured_refuse(build, stamp, "'%s' is no time", stamp);
        return;
    }
    if (strlen(name) >= sizeof sum->cards[0].name) {
        ra_measured_refuse(build, name, "no card has a name of so many bytes");
        return;
    }
    card *at = find_card(sum, name);
    if (at == NULL) {
        ra_measured_refuse(build, name, "more than %d cards", MOST_CARDS);
        return;
    }
    /* A reading that is missing leaves a gap: nothing is assumed for it. */
    if (ra_field_missing(ra_rows_text(rows, sum->power))) {
        at->open = false;
        ra_measured_refuse(build, ra_rows_text(rows, sum->power), "no power was read");
        return;
    }
    if (!read_power(build, rows, sum->power, &power))
        return;
    if (time < at->time) {
        ra_measured_refuse(build, stamp, "earlier than the row before of this card");
        return;
    }
    if (at->open) {
        check_gap(build, stamp, at, time - at->time);
        ra_sum_add(&at->energy, 0.5 * (power + at->power) * (time - at->time));
        ra_sum_add(&at->covered, time - at->time);
    }
    at->time = time;
    at->power = power;
    at->open = true;
    ra_measured_count(build);
}

static void put_totals(ra_measured_build *build, const integral *sum)
{
    double joules = 0, seconds = 0, longest = 0;
    size_t cards = 0;

    for (size_t i = 0; i < sum->count; i++) {
        double span = ra_sum_total(&sum->cards[i].covered);
        if (!(span > 0)) {
            ra_diag_report(build->diag, RA_WARNING, &(ra_locus){.file = build->lines.name},
                           "card '%s' has no two readings in a row and is left out",
                           sum->cards[i].name);
            continue;
        }
        joules += ra_sum_total(&sum->cards[i].energy);
        seconds += span;
        longest = span > longest ? span : longest;
        cards++;
    }
    if (cards == 0)
        return;
    ra_measured_set_maker(build, "nvidia-smi");
    ra_measured_put_sensor(build, RA_MEASURE_ENERGY_IT, joules / 3.6e6, RA_SENSOR_CARD,
                           "power.draw", "of the cards alone, without their hosts");
    ra_measured_put_sensor(build, RA_MEASURE_POWER, joules / seconds, RA_SENSOR_CARD, "power.draw",
                           "of a card alone, without its host");
    ra_measured_put(build, RA_MEASURE_DEVICES, (double)cards, RA_MEASURED, "index", NULL);
    ra_measured_put(build, RA_MEASURE_HOURS, longest / 3600, RA_MEASURED, "timestamp", NULL);
    ra_measured_put(build, RA_MEASURE_DEVICE_HOURS, seconds / 3600, RA_MEASURED, "timestamp", NULL);
}

/* Finds the columns by the header. */
static void find_columns(const ra_rows *rows, integral *sum)
{
    sum->time = ra_rows_find(rows, "timestamp");
    sum->power = ra_rows_find_start(rows, "power.draw");
    sum->index = ra_rows_find(rows, "index");
    for (const char *const *other = (const char *const[]){"uuid", "gpu_uuid", "pci.bus_id", NULL};
         sum->index < 0 && *other != NULL; other++)
        sum->index = ra_rows_find(rows, *other);
}

/* Whether a cell names a card: its number, its UUID or its bus. */
static bool names_card(const char *cell)
{
    size_t digits = strspn(cell, "0123456789");

    return (digits > 0 && cell[digits] == '\0') || strncmp(cell, "GPU-", 4) == 0 ||
           strchr(cell, ':') != NULL;
}

/* Finds the columns of a file without a header by the cells of its first row. */
static ra_status guess_columns(ra_measured_build *build, const ra_rows *rows, integral *sum)
{
    const char *unit;
    double number;
    int powers = 0;

    sum->time = 0;
    sum->power = sum->index = -1;
    for (int i = 1; i < (int)rows->count; i++) {
        if (ra_field_number(rows->names[i], &number, &unit) && strcmp(unit, "W") == 0) {
            sum->power = i;
            powers++;
        } else if (sum->index < 0 && names_card(rows->names[i])) {
            sum->index = i;
        }
    }
    if (powers > 1) {
        ra_lines_report(&build->lines, RA_ERROR, NULL,
                        "%d columns are powers, and no header says which is power.draw", powers);
        return RA_INVALID;
    }
    ra_lines_report(&build->lines, RA_NOTE, NULL,
                    "the file has no header: its columns are told by their cells");
    return ra_lines_rewind(&build->lines);
}

static ra_status read_nvidia_smi(ra_measured_build *build)
{
    ra_rows rows = {0};
    ra_status status = ra_rows_open(build, &rows, ',');

    if (status != RA_OK)
        return status;
    integral *sum = ra_arena_alloc(build->arena, 1, sizeof *sum);
    if (sum == NULL)
        return RA_NOMEM;
    if (rows.count > 0 && !isnan(ra_measured_time(rows.names[0])))
        status = guess_columns(build, &rows, sum);
    else
        find_columns(&rows, sum);
    if (status != RA_OK)
        return status;
    if (sum->time < 0 || sum->power < 0) {
        ra_lines_report(&build->lines, RA_ERROR, NULL,
                        "without a column '%s' power cannot be added up to energy",
                        sum->time < 0 ? "timestamp" : "power.draw");
        return RA_INVALID;
    }
    while (ra_rows_next(build, &rows)) {
        /* A log that was appended to has its header again. */
        if (strcmp(ra_rows_text(&rows, sum->time), "timestamp") != 0)
            read_row(build, &rows, sum);
    }
    put_totals(build, sum);
    return RA_OK;
}

const ra_measured_reader ra_read_nvidia_smi = {
    {"nvidia-smi", "logs of nvidia-smi --query-gpu=timestamp,index,power.draw --format=csv",
     "https://docs.nvidia.com/deploy/nvidia-smi/index.html"},
    recognise,
    read_nvidia_smi,
};
