/* A model card of the Hugging Face Hub: YAML between two lines of dashes, with co2_eq_emissions in
 * grams, as a number or with keys below it. The body may have the hours and the device. */
#include <math.h>
#include <string.h>

#include "models/measured_build.h"

typedef struct {
    bool front, done; /* inside the YAML; behind it */
    bool inside;      /* below co2_eq_emissions */
    double grams;     /* NaN: none */
    double body_grams, hours, intensity, body_kilograms;
    char source[128], place[128], hardware[128];
} card;

static bool recognise(const char *head)
{
    return strncmp(head, "---\n", 4) == 0 && strstr(head, "\n---") != NULL &&
           (strstr(head, "co2_eq_emissions") != NULL || strstr(head, "Carbon Emitted") != NULL ||
            strstr(head, "CO2 Emissions (in grams)") != NULL);
}

/* Copies the value behind "key:" without its quotes; spaces in keys count as underscores. */
static bool read_key(const char *line, const char *key, char value[128])
{
    line += strspn(line, " -*\t");
    for (; *key != '\0'; key++, line++)
        if (*line != *key && !(*key == '_' && *line == ' '))
            return false;
    if (*line != ':')
        return false;
    line++;
    line += strspn(line, " \t\"'*");
    size_t length = strlen(line);
    while (length > 0 && strchr(" \t\"'*", line[length - 1]) != NULL)
        length--;
    size_t fits = ra_measured_fit(line, 127);
    length = length < fits ? length : fits;
    memcpy(value, line, length);
    value[length] = '\0';
    return true;
}

/* Whether a comma stands between groups of digits, as in "240,000". */
static bool groups(const char *value, const char *comma)
{
    static const char digits[] = "0123456789";

    return comma > value && strchr(digits, comma[-1]) != NULL && strspn(comma + 1, digits) == 3;
}

/* The number at the start of a value, and in *behind the first character that is not its. NaN:
 * none.
 */
static double number_of(const char *value, char *behind)
{
    char plain[128];
    const char *end;
    size_t n = 0;

    for (const char *p = value; *p != '\0'; p++)
        if (*p != ',' || !groups(value, p))
            plain[n++] = *p;
    plain[n] = '\0';
    double number = ra_text_parse_number(plain, &end);
    *behind = end[strspn(end, " ")];
    return end != plain && isfinite(number) ? number : NAN;
}

/* Reads the number of a value, behind which a remark in parentheses or a unit may stand that starts
 * with `unit`: the figure of any other is another figure. */
static void read_number(ra_measured_build *build, const char *value, char unit, double *out)
{
    char behind;
    double number = number_of(value, &behind);

    if (*value == '\0' || *value == '#')
        return;
    if (!isnan(number) && (behind == '\0' || behind == '(' || (behind | 32) == unit))
        *out = number;
    else
        ra_lines_report(&build->lines, RA_WARNING, NULL, "'%s' is not used: it must be a number%s",
                        value,
                        unit == 'g'   ? " of grams"
                        : unit == 'h' ? " of hours"
                                      : " in kg");
}

static void read_front(ra_measured_build *build, card *state, const char *line)
{
    char value[128];
    bool indented = *line == ' ' || *line == '\t' || *line == '-';

    if (!indented)
        state->inside = false;
    if (read_key(line, "co2_eq_emissions", value)) {
        state->inside = true;
        read_number(build, value, 'g', &state->grams);
        return;
    }
    if (!state->inside)
        return;
    if (read_key(line, "emissions", value))
        read_number(build, value, 'g', &state->grams);
    read_key(line, "source", state->source);
    read_key(line, "geographical_location", state->place);
    read_key(line, "hardware_used", state->hardware);
}

static void read_body(ra_measured_build *build, card *state, const char *line)
{
    char value[128];

    if (read_key(line, "CO2 Emissions (in grams)", value))
        read_number(build, value, 'g', &state->body_grams);
    if (read_key(line, "Hours used", value))
        read_number(build, value, 'h', &state->hours);
    if (read_key(line, "Carbon Efficiency (kg/kWh)", value))
        read_number(build, value, 'k', &state->intensity);
    if (read_key(line, "Carbon Emitted", value) ||
        read_key(line, "Carbon Emitted (kg eq. CO2)", value))
        read_number(build, value, 'k', &state->body_kilograms);
}

static void say(ra_measured_build *build, ra_severity severity, const char *text)
{
    ra_diag_report(build->diag, severity, &(ra_locus){.file = build->lines.name}, "%s", text);
}

/* Powers of one device with its host beyond these are no device's, in W. */
#define POWER_LOWEST  5
#define POWER_HIGHEST 2500

/* Hours times a power times an intensity are the emissions: the power that is left must be one. */
static void check_power(ra_measured_build *build, const card *state)
{
    double kilograms = state->body_kilograms > 0 ? state->body_kilograms : state->grams / 1000;
    double power = 1000 * kilograms / state->intensity / state->hours;

    if (!(power > 0) || !isfinite(power) || (power >= POWER_LOWEST && power <= POWER_HIGHEST))
        return;
    ra_diag_report(build->diag, RA_WARNING, &(ra_locus){.file = build->lines.name},
                   "its emissions, hours and intensity imply %.4g W for each hour: %s", power,
                   power > POWER_HIGHEST ? "are the hours those of one device of many?"
                                         : "are the emissions in another unit?");
}

static void check(ra_measured_build *build, const card *state)
{
    if (state->grams < 1 && (strstr(state->hardware, "8") != NULL || state->hours > 1))
        say(build, RA_WARNING,
            "less than 1 g for such a run: were kilograms written where grams are meant?");
    if (state->body_grams > 0 && fabs(state->body_grams / state->grams - 1) > 1e-6)
        say(build, RA_WARNING, "the text of the card has another figure than its co2_eq_emissions");
    if (state->body_kilograms > 0 && state->grams > 0 &&
        fabs(1000 * state->body_kilograms / state->grams - 1) > 0.1)
        say(build, RA_WARNING,
            "the carbon that the text of the card has emitted is not its co2_eq_emissions");
}

static void put_card(ra_measured_build *build, const card *state)
{
    build->out->rows = 1;
    ra_measured_set_maker(build, "%s", *state->source != '\0' ? state->source : "model card");
    if (state->grams >= 0)
        ra_measured_put(build, RA_MEASURE_EMISSIONS, state->grams / 1000, RA_REPORTED,
                        "co2_eq_emissions", "in grams, as model cards have it");
    else if (state->body_grams >= 0)
        ra_measured_put(build, RA_MEASURE_EMISSIONS, state->body_grams / 1000, RA_REPORTED,
                        "CO2 Emissions (in grams)", "of the text of the card");
    else if (state->body_kilograms >= 0)
        ra_measured_put(build, RA_MEASURE_EMISSIONS, state->body_kilograms, RA_REPORTED,
                        "Carbon Emitted", "of the text of the card, in kg");
    if (state->hours > 0)
        ra_measured_put(build, RA_MEASURE_DEVICE_HOURS, state->hours, RA_REPORTED, "Hours used",
                        NULL);
    if (state->intensity > 0)
        ra_measured_put(build, RA_MEASURE_GRID, state->intensity, RA_REPORTED, "Carbon Efficiency",
                        NULL);
}

static ra_status read_model_card(ra_measured_build *build)
{
    card state = {
        .grams = NAN, .body_grams = NAN, .hours = NAN, .intensity = NAN, .body_kilograms = NAN};

    while (ra_lines_next(&build->lines)) {
        const char *line = build->lines.line;
        if (strncmp(line, "---", 3) == 0 && !state.done) {
            state.done = state.front;
            state.front = true;
        } else if (!state.done) {
            read_front(build, &state, line);
        } else {
            read_body(build, &state, line);
        }
    }
    check(build, &state);
    check_power(build, &state);
    put_card(build, &state);
    return RA_OK;
}

const ra_measured_reader ra_read_model_card = {
    {"model-card", "README.md of a model on the Hugging Face Hub",
     "https://huggingface.co/docs/hub/model-cards-co2"},
    recognise,
    read_model_card,
};
