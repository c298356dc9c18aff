#include "audit/slip.h"

#include <math.h>
#include <string.h>

#include "audit/box_chain.h"
#include "audit/digits.h"
#include "audit/root.h"

#define SLACK      1e-12 /* relative: computed numbers and edges are rounded themselves */
#define MORE       4     /* digits beyond the printed ones that a value may need */
#define NEGLIGIBLE 1e-12 /* relative change of the result: the input does not matter */

/* A search: one printed input is moved, all others stay. */
typedef struct {
    ra_arena *arena;
    const ra_check *check;
    double low, high; /* accepted, with their slack */
    ra_box_chain chain;
    uint32_t leaf; /* that is moved */
} search;

static const ra_figure *figure_of(const search *s)
{
    return &s->chain.target->claim->quantities[s->leaf / 2].figure[s->leaf % 2];
}

/* The checked figure less what is stated, for a value of the moved input in its own unit. */
static double miss(double x, void *context)
{
    search *s = context;

    s->chain.leaf[s->leaf] = x * figure_of(s)->factor;
    return ra_box_chain_eval(&s->chain, NULL) - s->check->stated;
}

static bool accepted(const search *s, double value)
{
    return s->low <= value && value <= s->high;
}

static bool reproduces(search *s, double x)
{
    return accepted(s, miss(x, s) + s->check->stated);
}

/* How far a value is from the printed one. */
static double distance(double printed, double value)
{
    return fabs(value / printed - 1);
}

static ra_status set_value(search *s, ra_slip *slip, const ra_digits *digits, const char *printed)
{
    ra_text text = {0};

    slip->value = ra_digits_value(digits);
    ra_digits_emit(digits, printed != NULL && strchr(printed, ',') != NULL, &text);
    slip->text = text.failed ? NULL : ra_arena_text(s->arena, text.data, text.length);
    ra_text_free(&text);
    return slip->text != NULL ? RA_OK : RA_NOMEM;
}

/* The nearest of all slips of a hand in the input that reproduces the figure. */
static bool find_hand(search *s, ra_slip *slip, const ra_digits *printed, ra_digits *best)
{
    ra_digits other;
    bool more = true, found = false;

    for (uint32_t i = 0; more; i++) {
        ra_slip_kind kind = ra_digits_slip(printed, i, &other, &more);
        double x = ra_digits_value(&other);
        bool nearer = kind != RA_SLIP_NONE &&
                      (!found || distance(slip->printed, x) <
                                     distance(slip->printed, ra_digits_value(best)));
        if (nearer && reproduces(s, x)) {
            *best = other;
            slip->kind = kind;
            found = true;
        }
    }
    return found;
}

/* The number with the fewest digits beside the root that reproduces the figure. */
static bool find_short(search *s, double root, int exponent, ra_digits *best)
{
    for (int more = 0; more <= MORE; more++) {
        if (ra_digits_round(root, exponent - more, best) && reproduces(s, ra_digits_value(best))) {
            return true;
        }
    }
    return false;
}

/* Asks one input. Of a figure that reproduces within rounding only the numbers count that round to
 * what was printed. */
static ra_status ask(search *s, ra_slip *slip)
{
    const ra_figure *figure = figure_of(s);
    bool hint = s->check->consistency == RA_REPRODUCES_ROUNDED;
    double point = s->chain.leaf[s->leaf];
    ra_digits printed, best = {0};
    ra_status status = RA_OK;

    *slip = (ra_slip){.quantity = s->leaf / 2,
                      .side = (ra_side)(s->leaf % 2),
                      .printed = figure->value,
                      .exact = NAN,
                      .value = NAN};
    if (ra_digits_read(figure->value, figure->low, figure->high, &printed)) {
        status = ra_root_find(&slip->exact, miss, s, figure->value);
        bool found = status == RA_OK && !hint && find_hand(s, slip, &printed, &best);
        if (!found && status == RA_OK && !isnan(slip->exact)) {
            found = find_short(s, slip->exact, printed.exponent, &best);
        }
        double value = found ? ra_digits_value(&best) : 0;
        if (found && (!hint || (figure->low <= value && value <= figure->high))) {
            slip->kind = hint ? RA_SLIP_ROUNDED : slip->kind;
            status = set_value(s, slip, &best, figure->printed);
        }
    }
    s->chain.leaf[s->leaf] = point;
    return status;
}

/* Whether the checked figure is a slip of a hand in what its inputs give. */
static ra_status ask_itself(search *s, ra_slip *slip, double factor, bool *found)
{
    const ra_check *check = s->check;
    ra_digits printed, right, other;
    bool more = true;

    *slip = (ra_slip){.quantity = UINT32_MAX,
                      .printed = check->stated / factor,
                      .exact = check->recomputed / factor,
                      .value = NAN};
    *found = false;
    if (!ra_digits_read(slip->printed, check->stated_low / factor, check->stated_high / factor,
                        &printed)) {
        return RA_OK;
    }
    for (uint32_t i = 0; more && !*found; i++) {
        slip->kind = ra_digits_slip(&printed, i, &other, &more);
        *found = slip->kind != RA_SLIP_NONE &&
                 ra_digits_round(slip->exact, other.exponent, &right) &&
                 right.mantissa == other.mantissa && right.negative == other.negative;
    }
    return *found ? set_value(s, slip, &other, check->printed) : RA_OK;
}

/* Whether a comes before b. */
static bool precedes(const ra_slip *a, const ra_slip *b)
{
    bool a_found = !isnan(a->value), b_found = !isnan(b->value);
    bool a_hand = a->kind != RA_SLIP_NONE, b_hand = b->kind != RA_SLIP_NONE;

    if (a_found != b_found || !a_found) {
        return a_found && !b_found;
    }
    if (a_hand != b_hand) {
        return a_hand;
    }
    return distance(a->printed, a->value) < distance(b->printed, b->value);
}

/* Inserts a slip in its place among `count`; equals keep their order. */
static void insert(ra_slip *slips, uint32_t count, const ra_slip *slip)
{
    uint32_t place = count;

    for (; place > 0 && precedes(slip, &slips[place - 1]); place--) {
        slips[place] = slips[place - 1];
    }
    slips[place] = *slip;
}

/* Whether the moved input has anything to do with the figure. */
static bool matters(search *s)
{
    double low, high, point = s->chain.leaf[s->leaf];

    if (!ra_box_chain_rounding(&s->chain, s->leaf, &low, &high)) {
        return false;
    }
    double value = ra_box_chain_eval(&s->chain, NULL), least = NEGLIGIBLE * fabs(value);
    s->chain.leaf[s->leaf] = low;
    bool moves = fabs(ra_box_chain_eval(&s->chain, NULL) - value) > least;
    s->chain.leaf[s->leaf] = high;
    moves = moves || fabs(ra_box_chain_eval(&s->chain, NULL) - value) > least;
    s->chain.leaf[s->leaf] = point;
    return moves;
}

static ra_status ask_all(search *s, ra_slip *slips, uint32_t *count, double factor)
{
    ra_slip slip;
    bool found = false;
    ra_status status = RA_OK;

    if (s->check->consistency == RA_DOES_NOT_FOLLOW) {
        status = ask_itself(s, &slip, factor, &found);
    }
    if (found) {
        insert(slips, (*count)++, &slip);
    }
    for (s->leaf = 0; s->leaf < s->chain.leaf_count && status == RA_OK; s->leaf++) {
        if (matters(s)) {
            status = ask(s, &slip);
            insert(slips, (*count)++, &slip);
        }
    }
    return status;
}

ra_status ra_slip_find(ra_arena *arena, ra_check *check, const ra_box_target *target,
                       const ra_slip_wanted *wanted)
{
    double slack = SLACK * fabs(check->stated);
    search s = {.arena = arena,
                .check = check,
                .low = wanted->low - slack,
                .high = wanted->high + slack};

    if (check->consistency != RA_DOES_NOT_FOLLOW && check->consistency != RA_REPRODUCES_ROUNDED) {
        return RA_OK;
    }
    ra_status status = ra_box_chain_open(&s.chain, target);
    ra_slip *slips = NULL;
    if (status == RA_OK) {
        slips = ra_arena_alloc(arena, (size_t)s.chain.leaf_count + 1, sizeof *slips);
        status = slips != NULL ? ask_all(&s, slips, &check->slip_count, wanted->factor) : RA_NOMEM;
        check->slips = slips;
    }
    ra_box_chain_free(&s.chain);
    return status;
}
