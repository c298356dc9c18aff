/* What the readers of measured files share. */
#include "models/measured_build.h"

#include <math.h>
#include <string.h>
#include <strings.h>

const char *ra_measured_copy(ra_measured_build *build, const char *text)
{
    const char *copy = text != NULL ? ra_arena_text(build->arena, text, strlen(text)) : NULL;

    build->no_memory = build->no_memory || (text != NULL && copy == NULL);
    return copy;
}

void ra_measured_put(ra_measured_build *build, ra_measure measure, double value, ra_origin origin,
                     const char *column, const char *note)
{
    build->has[measure] = true;
    build->items[measure] = (ra_measurement){.measure = measure,
                                             .value = value,
                                             .origin = origin,
                                             .column = ra_measured_copy(build, column),
                                             .note = ra_measured_copy(build, note)};
}

void ra_measured_put_sensor(ra_measured_build *build, ra_measure measure, double value,
                            ra_sensor sensor, const char *column, const char *note)
{
    ra_measured_put(build, measure, value, RA_MEASURED, column, note);
    build->items[measure].sensor = sensor;
    build->items[measure].half_width = ra_sensor_share(sensor);
}

void ra_measured_put_inferred(ra_measured_build *build, ra_measure measure, double value,
                              ra_sensor sensor, const char *column, const char *note)
{
    ra_measured_put_sensor(build, measure, value, sensor, column, note);
    build->items[measure].origin = RA_INFERRED;
}

void ra_measured_count(ra_measured_build *build)
{
    ra_measured *out = build->out;

    out->rows++;
    out->last = build->lines.number;
    if (out->first == 0)
        out->first = out->last;
}

void ra_measured_imply_grid(ra_measured_build *build, double emissions, double energy,
                            const char *column)
{
    ra_locus at = {.file = build->lines.name};
    double grid = emissions / energy;

    if (!(energy > 0) || !(emissions >= 0) || !isfinite(grid))
        return;
    ra_measured_put(build, RA_MEASURE_GRID, grid, RA_INFERRED, column,
                    "emissions over energy, as the file implies");
    if (grid >= RA_GRID_LOWEST && grid <= RA_GRID_HIGHEST)
        return;
    ra_diag_report(build->diag, RA_WARNING, &at,
                   "its emissions and energy imply %g gCO2e/kWh, which is no grid's: %s",
                   1000 * grid,
                   grid > RA_GRID_HIGHEST ? "are the emissions in g, or the energy in MWh?"
                                          : "are the emissions in t, or the energy in Wh?");
}

void ra_measured_compare(ra_measured_build *build, const char *what, const char *made, double value,
                         double expected, double tolerance, double pue)
{
    ra_locus at = {.file = build->lines.name};
    double ratio = value / expected;
    const char *why = "";

    if (!(value > 0) || !(expected > 0) || fabs(ratio - 1) <= tolerance)
        return;
    if (pue > 1 && fabs(ratio / pue - 1) <= tolerance)
        why = ": the PUE is counted twice";
    else if (pue > 1 && fabs(ratio * pue - 1) <= tolerance)
        why = ": the PUE is left out";
    else if (fabs(ratio / 1000 - 1) <= tolerance || fabs(ratio * 1000 - 1) <= tolerance)
        why = ": one of them is in a unit a thousand times the other's";
    ra_diag_report(build->diag, RA_WARNING, &at, "the figure of its %s is %.4g times %s%s", what,
                   ratio, made, why);
}

void ra_measured_refuse(ra_measured_build *build, const char *field, const char *format, ...)
{
    ra_text text = {0};
    va_list args;

    va_start(args, format);
    ra_text_format_list(&text, format, args);
    va_end(args);
    build->out->refused++;
    ra_lines_report(&build->lines, RA_WARNING, field, "row refused: %s",
                    text.failed ? "" : text.data);
    ra_text_free(&text);
}

void ra_measured_set_maker(ra_measured_build *build, const char *format, ...)
{
    ra_text text = {0};
    va_list args;

    va_start(args, format);
    ra_text_format_list(&text, format, args);
    va_end(args);
    build->no_memory = build->no_memory || text.failed;
    build->out->maker = ra_measured_copy(build, text.data);
    ra_text_free(&text);
}

size_t ra_measured_fit(const char *text, size_t room)
{
    size_t length = strnlen(text, room + 1);

    if (length <= room)
        return length;
    for (length = room; length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80;)
        length--;
    return length;
}

/* Neumaier's compensated summation [higham2002, 4.3]. */
void ra_sum_add(ra_tally_sum *sum, double value)
{
    double total = sum->sum + value;

    sum->rest +=
        fabs(sum->sum) >= fabs(value) ? (sum->sum - total) + value : (value - total) + sum->sum;
    sum->sum = total;
    sum->count++;
}

double ra_sum_total(const ra_tally_sum *sum)
{
    return sum->sum + sum->rest;
}

double ra_sum_mean(const ra_tally_sum *sum)
{
    return sum->count > 0 ? ra_sum_total(sum) / (double)sum->count : NAN;
}

bool ra_head_names(const char *head, const char *name)
{
    const char *end = strchr(head, '\n'), *at = strstr(head, name);

    return end != NULL && at != NULL && at < end;
}

ra_status ra_rows_header(ra_measured_build *build, ra_rows *rows, char delimiter)
{
    size_t count = ra_lines_split(&build->lines, delimiter, rows->fields);

    rows->delimiter = delimiter;
    if (count == 0 || count > RA_FIELD_LIMIT) {
        ra_lines_report(&build->lines, RA_ERROR, NULL,
                        count == 0 ? "a quote of the header is not closed"
                                   : "the header has more than 256 columns");
        return RA_INVALID;
    }
    rows->width = count;
    for (size_t i = 0; i < count; i++) {
        rows->names[i] = ra_measured_copy(build, rows->fields[i]);
        if (rows->names[i] == NULL)
            return RA_NOMEM;
        if (*rows->names[i] != '\0')
            rows->count = i + 1;
    }
    return RA_OK;
}

ra_status ra_rows_open(ra_measured_build *build, ra_rows *rows, char delimiter)
{
    return ra_lines_next(&build->lines) ? ra_rows_header(build, rows, delimiter) : RA_INVALID;
}

/* Whether two names are the same but for case and white space. */
static bool same_name(const char *a, const char *b)
{
    for (;; a++, b++) {
        a += strspn(a, " \t");
        b += strspn(b, " \t");
        if (*a == '\0' || *b == '\0')
            return *a == *b;
        if (strncasecmp(a, b, 1) != 0)
            return false;
    }
}

int ra_rows_find(const ra_rows *rows, const char *name)
{
    for (size_t i = 0; i < rows->count; i++)
        if (same_name(rows->names[i], name))
            return (int)i;
    return -1;
}

int ra_rows_find_start(const ra_rows *rows, const char *start)
{
    for (size_t i = 0; i < rows->count; i++)
        if (strncmp(rows->names[i], start, strlen(start)) == 0)
            return (int)i;
    return -1;
}

bool ra_rows_next(ra_measured_build *build, ra_rows *rows)
{
    while (ra_lines_next(&build->lines)) {
        if (build->lines.line[strspn(build->lines.line, " \t")] == '\0')
            continue;
        rows->got = ra_lines_split(&build->lines, rows->delimiter, rows->fields);
        if (rows->got >= rows->count && rows->got <= rows->width)
            return true;
        if (rows->got == 0)
            ra_measured_refuse(build, NULL, "a quote is not closed");
        else if (rows->got > RA_FIELD_LIMIT)
            ra_measured_refuse(build, NULL, "it has more than %d fields", RA_FIELD_LIMIT);
        else
            ra_measured_refuse(build, NULL,
                               "it has %zu fields, the header %zu: values may have shifted into "
                               "other columns",
                               rows->got, rows->count);
    }
    return false;
}

const char *ra_rows_text(const ra_rows *rows, int column)
{
    return column >= 0 && (size_t)column < rows->got ? rows->fields[column] : "";
}

ra_field_state ra_rows_number(ra_measured_build *build, ra_rows *rows, int column, double *out)
{
    const char *field = ra_rows_text(rows, column), *unit = "";

    if (ra_field_missing(field))
        return RA_FIELD_NONE;
    if (ra_field_number(field, out, &unit) && *unit == '\0')
        return RA_FIELD_OK;
    ra_measured_refuse(build, field, "'%s' of column '%s' is no number", field,
                       rows->names[column]);
    return RA_FIELD_BAD;
}

/* Days from 1970-01-01 of a date of the Gregorian calendar from the year 1 on, by counting eras of
 * 400 years that start in March. */
static double days_of(int year, int month, int day)
{
    int y = year - (month <= 2);
    int era = y / 400;
    int of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return 146097.0 * era + 365.0 * of_era + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* Reads a whole number of at most `most` digits. Returned: what follows it, or NULL. */
static const char *read_whole(const char *text, int most, int *out)
{
    const char *p = text;

    *out = 0;
    for (; p < text + most && *p >= '0' && *p <= '9'; p++)
        *out = 10 * *out + (*p - '0');
    return p > text ? p : NULL;
}

/* Reads "20:00:00.000" behind a date, to its end: half of a day ("PM") or a zone would be missed.
 * Returned: seconds, or NaN. */
static double read_clock(const char *text)
{
    int hour, minute, second;
    double fraction = 0, digit = 0.1;
    const char *p = read_whole(text, 2, &hour);

    p = p != NULL && *p == ':' ? read_whole(p + 1, 2, &minute) : NULL;
    p = p != NULL && *p == ':' ? read_whole(p + 1, 2, &second) : NULL;
    if (p == NULL || hour > 24 || minute > 59 || second > 60)
        return NAN;
    if (*p == '.')
        for (p++; *p >= '0' && *p <= '9'; p++, digit /= 10)
            fraction += digit * (*p - '0');
    if (*p != '\0')
        return NAN;
    return 3600.0 * hour + 60.0 * minute + second + fraction;
}

double ra_measured_time(const char *text)
{
    int year, month, day;
    const char *p = read_whole(text, 4, &year);
    char mark = p != NULL ? *p : '\0';

    p = mark == '-' || mark == '/' ? read_whole(p + 1, 2, &month) : NULL;
    p = p != NULL && *p == mark ? read_whole(p + 1, 2, &day) : NULL;
    if (p == NULL || year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
        return NAN;
    double seconds = 86400 * days_of(year, month, day);
    if (*p == '\0')
        return seconds;
    return *p == ' ' || *p == 'T' ? seconds + read_clock(p + 1) : NAN;
}

double ra_measured_hours(const char *text)
{
    double parts[3] = {0}, days = 0;
    const char *dash = strchr(text, '-'), *end;
    int count = 0;

    if (dash != NULL) {
        days = ra_text_parse_number(text, &end);
        if (end != dash)
            return NAN;
        text = dash + 1;
    }
    for (;;) {
        if (count == 3 || strspn(text, "0123456789.") == 0)
            return NAN;
        parts[count++] = ra_text_parse_number(text, &end);
        if (*end != ':')
            break;
        text = end + 1;
    }
    if (*end != '\0' || count < 2)
        return NAN;
    double seconds = 0;
    for (int i = 0; i < count; i++)
        seconds = 60 * seconds + parts[i];
    return 24 * days + seconds / 3600;
}
