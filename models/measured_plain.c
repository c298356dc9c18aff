/* A plain table: the name of a quantity, its value, its unit there or in a third column, and in a
 * fourth what measured it or how far it may be off. And any column of any table, for --map. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "models/measured_build.h"

/* Units that a plain file may use for each quantity, and their size in the measure's unit. */
static const struct {
    ra_measure measure;
    const char *unit;
    double size;
} units[] = {
    {RA_MEASURE_ENERGY, "kWh", 1},
    {RA_MEASURE_ENERGY, "Wh", 1e-3},
    {RA_MEASURE_ENERGY, "MWh", 1e3},
    {RA_MEASURE_ENERGY, "GWh", 1e6},
    {RA_MEASURE_ENERGY, "J", 1 / 3.6e6},
    {RA_MEASURE_ENERGY, "MJ", 1 / 3.6},
    {RA_MEASURE_POWER, "W", 1},
    {RA_MEASURE_POWER, "kW", 1e3},
    {RA_MEASURE_HOURS, "hour", 1},
    {RA_MEASURE_HOURS, "hours", 1},
    {RA_MEASURE_HOURS, "h", 1},
    {RA_MEASURE_HOURS, "s", 1 / 3600.0},
    {RA_MEASURE_HOURS, "min", 1 / 60.0},
    {RA_MEASURE_HOURS, "day", 24},
    {RA_MEASURE_HOURS, "days", 24},
    {RA_MEASURE_GRID, "kgCO2e/kWh", 1},
    {RA_MEASURE_GRID, "gCO2e/kWh", 1e-3},
    {RA_MEASURE_GRID, "kg/kWh", 1},
    {RA_MEASURE_GRID, "g/kWh", 1e-3},
    {RA_MEASURE_EMISSIONS, "kgCO2e", 1},
    {RA_MEASURE_EMISSIONS, "gCO2e", 1e-3},
    {RA_MEASURE_EMISSIONS, "tCO2e", 1e3},
    {RA_MEASURE_EMISSIONS, "kg", 1},
    {RA_MEASURE_EMISSIONS, "g", 1e-3},
    {RA_MEASURE_EMISSIONS, "t", 1e3},
    {RA_MEASURE_WATER, "L", 1},
    {RA_MEASURE_WATER, "mL", 1e-3},
    {RA_MEASURE_WATER, "m3", 1e3},
};

/* Measures that share the units of another. */
static ra_measure unit_class(ra_measure measure)
{
    switch (measure) {
    case RA_MEASURE_ENERGY_IT:
        return RA_MEASURE_ENERGY;
    case RA_MEASURE_DEVICE_HOURS:
        return RA_MEASURE_HOURS;
    case RA_MEASURE_EMISSIONS_MARKET:
        return RA_MEASURE_EMISSIONS;
    default:
        return measure;
    }
}

static int find_measure(const char *name, size_t length)
{
    for (int m = 0; m < RA_MEASURES; m++) {
        const char *known = ra_measure_name((ra_measure)m);
        if (strlen(known) == length && strncasecmp(known, name, length) == 0)
            return m;
    }
    return -1;
}

/* Returns the size of a unit, or NaN. No unit is the measure's own only where that is a number. */
static double unit_size(ra_measure measure, const char *unit)
{
    if (*unit == '\0' || strcmp(unit, "1") == 0)
        return strcmp(ra_measure_unit(measure), "1") == 0 ? 1 : NAN;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (units[i].measure == unit_class(measure) && strcmp(units[i].unit, unit) == 0)
            return units[i].size;
    return NAN;
}

static char find_delimiter(const char *line)
{
    for (const char *p = ",;\t|"; *p != '\0'; p++)
        if (strchr(line, *p) != NULL)
            return *p;
    return ',';
}

/* The first line that is no remark names a quantity, or is a header and the second does. */
static bool recognise(const char *head)
{
    for (int line = 0; line < 2 && *head != '\0';) {
        if (*head == '#' || *head == '\n') {
            head += strcspn(head, "\n");
            head += *head == '\n';
            continue;
        }
        line++;
        size_t length = strcspn(head, ",;\t|\n");
        while (length > 0 && head[length - 1] == ' ')
            length--;
        if (find_measure(head, length) >= 0)
            return true;
        head += strcspn(head, "\n");
        head += *head == '\n';
    }
    return false;
}

/* "meter-b" or "2 %". Returned: false where it is neither; the row is refused. */
static bool read_sensor(ra_measured_build *build, const char *text, ra_sensor *sensor,
                        double *half_width)
{
    const char *unit = "";
    ra_text names = {0};

    for (int s = RA_SENSOR_NONE + 1; s < RA_SENSOR_OTHER; s++) {
        ra_text_format(&names, "%s%s", names.length > 0 ? ", " : "", ra_sensor_name((ra_sensor)s));
        if (strcasecmp(ra_sensor_name((ra_sensor)s), text) == 0) {
            *sensor = (ra_sensor)s;
            *half_width = ra_sensor_share(*sensor);
            ra_text_free(&names);
            return true;
        }
    }
    *sensor = RA_SENSOR_OTHER;
    bool share = ra_field_number(text, half_width, &unit) && strcmp(unit, "%") == 0 &&
                 *half_width > 0 && *half_width < 100;
    *half_width /= 100;
    if (!share)
        ra_measured_refuse(build, text, "'%s' is neither a share, as '2 %%', nor a sensor (%s)",
                           text, names.failed ? "" : names.data);
    ra_text_free(&names);
    return share;
}

static void read_row(ra_measured_build *build, char *const *fields, size_t count)
{
    const char *name = fields[0], *unit = "";
    int measure = find_measure(name, strlen(name));
    double value, half_width = 0;
    ra_sensor sensor = RA_SENSOR_NONE;

    if (measure < 0) {
        if (build->out->rows > 0 || build->out->refused > 0)
            ra_measured_refuse(build, name, "'%s' is no quantity that can be measured", name);
        return;
    }
    if (count < 2 || !ra_field_number(fields[1], &value, &unit) || value < 0) {
        ra_measured_refuse(build, count > 1 ? fields[1] : NULL,
                           "'%s' needs a number that is not negative", name);
        return;
    }
    if (count > 2 && *fields[2] != '\0')
        unit = fields[2];
    double size = unit_size((ra_measure)measure, unit);
    if (isnan(size)) {
        ra_measured_refuse(build, unit,
                           "'%s' is in %s, or another unit of its kind; this is %s%s%s", name,
                           ra_measure_unit((ra_measure)measure), *unit != '\0' ? "'" : "",
                           *unit != '\0' ? unit : "without one", *unit != '\0' ? "'" : "");
        return;
    }
    if (build->has[measure]) {
        ra_measured_refuse(build, name, "'%s' stands here twice", name);
        return;
    }
    if (count > 3 && *fields[3] != '\0' && !read_sensor(build, fields[3], &sensor, &half_width))
        return;
    ra_measured_put(build, (ra_measure)measure, value * size, RA_MEASURED, name, NULL);
    build->items[measure].sensor = sensor;
    build->items[measure].half_width = half_width;
    ra_measured_count(build);
}

static ra_status read_plain(ra_measured_build *build)
{
    char *fields[RA_FIELD_LIMIT];

    while (ra_lines_next(&build->lines)) {
        size_t count;
        const char *line = build->lines.line + strspn(build->lines.line, " \t");
        if (*line == '\0' || *line == '#')
            continue;
        count = ra_lines_split(&build->lines, find_delimiter(build->lines.line), fields);
        if (count == 0 || count > RA_FIELD_LIMIT)
            ra_measured_refuse(build, NULL, "it cannot be taken apart into fields");
        else
            read_row(build, fields, count);
    }
    if (build->out->rows > 0)
        ra_measured_set_maker(build, "plain table");
    return RA_OK;
}

const ra_measured_reader ra_read_plain = {
    {"plain", "a table of quantity, value and unit", "docs/measuring.md"},
    recognise,
    read_plain,
};

static ra_status no_column(ra_measured_build *build, const ra_rows *rows, const char *name)
{
    const char *nearest = ra_text_nearest(name, rows->names, rows->count);

    ra_lines_report(&build->lines, RA_ERROR, NULL, "no column '%s'%s%s%s", name,
                    nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                    nearest != NULL ? "'?" : "");
    return RA_INVALID;
}

/* Adds a cell up. All have the unit of the first, since the column has one mean. */
static void read_cell(ra_measured_build *build, const char *field, ra_tally_sum *sum, char unit[32])
{
    const char *own = "";
    double value;

    if (ra_field_missing(field))
        return;
    if (!ra_field_number(field, &value, &own)) {
        ra_measured_refuse(build, field, "'%s' is no number", field);
        return;
    }
    if (sum->count == 0)
        strncat(unit, own, 31);
    if (strncmp(own, unit, 31) != 0) {
        ra_measured_refuse(build, field, "'%s' is in another unit than the cells above", field);
        return;
    }
    ra_sum_add(sum, value);
    ra_measured_count(build);
}

static ra_status read_column(ra_measured_build *build, ra_measured_column *out, const char *name)
{
    ra_rows rows = {0};
    ra_tally_sum sum = {0};
    char unit[32] = "";
    ra_status status;

    if (!ra_lines_next(&build->lines)) {
        if (build->lines.status != RA_OK)
            return build->lines.status;
        ra_lines_report(&build->lines, RA_ERROR, NULL, "the file is empty: no header, no column");
        return RA_INVALID;
    }
    status = ra_rows_header(build, &rows, find_delimiter(build->lines.line));
    if (status != RA_OK)
        return status;
    int column = ra_rows_find(&rows, name);
    if (column < 0)
        return no_column(build, &rows, name);
    while (ra_rows_next(build, &rows))
        read_cell(build, ra_rows_text(&rows, column), &sum, unit);
    *out = (ra_measured_column){sum.count, ra_sum_total(&sum), ra_sum_mean(&sum),
                                build->out->first, build->out->last};
    if (sum.count > 0 || build->lines.status != RA_OK)
        return build->lines.status;
    ra_diag_report(build->diag, RA_ERROR, &(ra_locus){.file = build->lines.name},
                   "column '%s' has no number", name);
    return RA_INVALID;
}

ra_status ra_measured_read_column(ra_measured_column *out, const char *path, const char *name,
                                  ra_diag *diag)
{
    ra_measured result = {0};
    ra_measured_build build = {.diag = diag, .out = &result, .lines.descriptor = -1};
    ra_status status = RA_NOMEM;

    build.arena = ra_arena_new((size_t)1 << 20);
    if (build.arena != NULL)
        status = ra_lines_open(&build.lines, path, diag);
    if (status == RA_OK)
        status = read_column(&build, out, name);
    ra_lines_close(&build.lines);
    ra_arena_free(build.arena);
    return status;
}
