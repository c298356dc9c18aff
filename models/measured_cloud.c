/* Exports of cloud providers: monthly totals per project and service, which the provider allocates
 * and does not meter. Location-based and market-based emissions are different quantities and stay
 * apart. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "models/measured_build.h"

/* What the rows add up to, in kg. */
typedef struct {
    ra_tally_sum location, market;
    char model[64]; /* version of the provider's model */
    bool models_differ;
    uint64_t fine; /* figures that are no multiple of 0.1 t */
} totals;

static void note_model(totals *sums, const char *model)
{
    size_t fits = ra_measured_fit(model, sizeof sums->model - 1);

    if (*model == '\0')
        return;
    if (*sums->model == '\0')
        strncat(sums->model, model, fits);
    if (strlen(sums->model) != fits || strncmp(sums->model, model, fits) != 0)
        sums->models_differ = true;
}

/* Figures that are all multiples of 0.1 t were rounded to it, as the console of AWS does: each may
 * be off by 0.05 t. */
static void put_rounding(ra_measured_build *build, const ra_tally_sum *sum)
{
    double share = 50 * (double)sum->count / ra_sum_total(sum);

    ra_measured_put(build, RA_MEASURE_EMISSIONS, ra_sum_total(sum), RA_REPORTED,
                    build->items[RA_MEASURE_EMISSIONS].column,
                    "allocated by the provider, not metered; rounded to 0.1 t");
    build->items[RA_MEASURE_EMISSIONS].sensor = RA_SENSOR_OTHER;
    build->items[RA_MEASURE_EMISSIONS].half_width = share < 1 ? share : 1;
}

static void put_totals(ra_measured_build *build, const totals *sums, const char *provider,
                       const char *location, const char *market)
{
    if (build->out->rows == 0)
        return;
    ra_measured_set_maker(build, "%s%s%s", provider, *sums->model != '\0' ? ", model " : "",
                          sums->model);
    if (sums->models_differ)
        ra_diag_report(
            build->diag, RA_WARNING, &(ra_locus){.file = build->lines.name},
            "rows of different versions of the provider's model: their sum mixes methods");
    if (sums->location.count > 0)
        ra_measured_put(build, RA_MEASURE_EMISSIONS, ra_sum_total(&sums->location), RA_REPORTED,
                        location, "allocated by the provider, not metered");
    if (sums->fine == 0 && ra_sum_total(&sums->location) > 0)
        put_rounding(build, &sums->location);
    if (sums->market.count > 0)
        ra_measured_put(build, RA_MEASURE_EMISSIONS_MARKET, ra_sum_total(&sums->market),
                        RA_REPORTED, market,
                        "market-based: not the emissions of the grid's electricity");
}

static const char *const google_location = "carbon_footprint_total_kgCO2e.location_based";
static const char *const google_market = "carbon_footprint_total_kgCO2e.market_based";

static bool recognise_google(const char *head)
{
    return ra_head_names(head, "carbon_footprint_total_kgCO2e");
}

/* Adds a row up; either figure may be missing (NaN). */
static void add_row(ra_measured_build *build, totals *sums, double location, double market)
{
    if (!isnan(location))
        ra_sum_add(&sums->location, location);
    if (!isnan(market))
        ra_sum_add(&sums->market, market);
    ra_measured_count(build);
}

/* Reads a figure of the object. Returned: false where it is neither a number nor missing, which
 * refuses the row. */
static bool read_json_number(ra_measured_build *build, const ra_value *total, const char *name,
                             double *out)
{
    const ra_value *value = ra_value_find(total, name);

    if (value == NULL || ra_value_kind(value) == RA_NULL)
        return true;
    if (ra_value_kind(value) == RA_NUMBER)
        *out = ra_value_number(value);
    else
        ra_measured_refuse(build, NULL, "'%s' is no number", name);
    return ra_value_kind(value) == RA_NUMBER;
}

/* A whole number of an export may stand there as a string. */
static void note_json_model(totals *sums, const ra_value *model)
{
    char version[32];

    if (model != NULL && ra_value_kind(model) == RA_STRING) {
        note_model(sums, ra_value_string(model));
    } else if (model != NULL && ra_value_kind(model) == RA_NUMBER) {
        snprintf(version, sizeof version, "%.0f", ra_value_number(model));
        note_model(sums, version);
    }
}

/* A line of JSON: {"usage_month": ..., "carbon_footprint_total_kgCO2e": {"location_based": 1.2}}.
 */
static void read_json_line(ra_measured_build *build, totals *sums)
{
    ra_json *json = NULL;
    const ra_value *total = NULL, *root;
    double location = NAN, market = NAN;

    if (ra_json_parse(&json, build->lines.name, build->lines.line, build->lines.length, NULL) !=
        RA_OK) {
        ra_measured_refuse(build, NULL, "this line is not JSON");
        return;
    }
    root = ra_json_root(json);
    if (ra_value_kind(root) == RA_OBJECT)
        total = ra_value_find(root, "carbon_footprint_total_kgCO2e");
    if (total == NULL || ra_value_kind(total) != RA_OBJECT) {
        ra_measured_refuse(build, NULL, "it has no 'carbon_footprint_total_kgCO2e'");
        ra_json_free(json);
        return;
    }
    if (read_json_number(build, total, "location_based", &location) &&
        read_json_number(build, total, "market_based", &market)) {
        note_json_model(sums, ra_value_find(root, "carbon_model_version"));
        add_row(build, sums, location, market);
    }
    ra_json_free(json);
}

static void read_google_row(ra_measured_build *build, ra_rows *rows, totals *sums, int location,
                            int market, int model)
{
    double kilograms[2] = {NAN, NAN};

    /* Both before either is added: a row that is refused counts nowhere. */
    if (ra_rows_number(build, rows, location, &kilograms[0]) == RA_FIELD_BAD ||
        ra_rows_number(build, rows, market, &kilograms[1]) == RA_FIELD_BAD)
        return;
    note_model(sums, ra_rows_text(rows, model));
    add_row(build, sums, kilograms[0], kilograms[1]);
}

static ra_status read_google(ra_measured_build *build)
{
    ra_rows rows = {0};
    totals sums = {.models_differ = false};
    ra_status status = RA_OK;

    if (!ra_lines_next(&build->lines))
        return RA_INVALID;
    if (*build->lines.line == '{') {
        do {
            if (*build->lines.line != '\0')
                read_json_line(build, &sums);
        } while (ra_lines_next(&build->lines));
    } else {
        status = ra_rows_header(build, &rows, ',');
        int location = ra_rows_find(&rows, google_location),
            market = ra_rows_find(&rows, google_market),
            model = ra_rows_find(&rows, "carbon_model_version");
        while (status == RA_OK && ra_rows_next(build, &rows))
            read_google_row(build, &rows, &sums, location, market, model);
    }
    sums.fine = 1; /* it writes all digits */
    put_totals(build, &sums, "Google Cloud Carbon Footprint", google_location, google_market);
    return status;
}

const ra_measured_reader ra_read_google = {
    {"google-cloud", "export of Google Cloud Carbon Footprint, CSV or JSON lines",
     "https://cloud.google.com/carbon-footprint/docs/data-schema"},
    recognise_google,
    read_google,
};

static bool recognise_aws(const char *head)
{
    return ra_head_names(head, "total_lbm_emissions_value") ||
           ra_head_names(head, "total_mbm_emissions_value");
}

/* Reads emissions with their unit. Returned: kg; NaN where there are none or the row was refused.
 */
static double read_emissions(ra_measured_build *build, ra_rows *rows, int value, int unit)
{
    double emissions;
    const char *name = ra_rows_text(rows, unit);

    if (ra_rows_number(build, rows, value, &emissions) != RA_FIELD_OK)
        return NAN;
    if (strcmp(name, "MTCO2e") == 0)
        return 1000 * emissions;
    if (strcmp(name, "kgCO2e") == 0)
        return emissions;
    ra_measured_refuse(build, name, "'%s' is no unit that is known: MTCO2e or kgCO2e", name);
    return NAN;
}

/* Whether kilograms are whole tenths of a tonne. */
static bool is_tenth(double kilograms)
{
    double tenths = kilograms / 100;

    return fabs(tenths - round(tenths)) < 1e-9 * (1 + fabs(tenths));
}

static ra_status read_aws(ra_measured_build *build)
{
    ra_rows rows = {0};
    totals sums = {.models_differ = false};
    ra_status status = ra_rows_open(build, &rows, ',');

    int location = ra_rows_find(&rows, "total_lbm_emissions_value"),
        location_unit = ra_rows_find(&rows, "total_lbm_emissions_unit"),
        market = ra_rows_find(&rows, "total_mbm_emissions_value"),
        market_unit = ra_rows_find(&rows, "total_mbm_emissions_unit"),
        model = ra_rows_find(&rows, "model_version");
    while (status == RA_OK && ra_rows_next(build, &rows)) {
        uint64_t refused = build->out->refused;
        double a = read_emissions(build, &rows, location, location_unit);
        double b = refused == build->out->refused
                       ? read_emissions(build, &rows, market, market_unit)
                       : NAN;
        if (refused < build->out->refused)
            continue;
        sums.fine += !isnan(a) && !is_tenth(a);
        note_model(&sums, ra_rows_text(&rows, model));
        add_row(build, &sums, a, b);
    }
    put_totals(build, &sums, "AWS Data Exports", "total_lbm_emissions_value",
               "total_mbm_emissions_value");
    return status;
}

const ra_measured_reader ra_read_aws = {
    {"aws", "carbon emissions of AWS Data Exports, CSV",
     "https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-carbon-emissions.html"},
    recognise_aws,
    read_aws,
};
