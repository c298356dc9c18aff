/* A claim: one published estimate as a chain of assumptions, on two sides.
 *
 * A claim that was loaded is checked: every unit agrees, every name is bound, every figure has its
 * value. It is constant but for ra_claim_set, owns everything through one arena, and may be read by
 * many threads. docs/claim-format.md describes the file; claim.schema.json its shape.
 *
 * Sides. Every assumption has a figure on the published side, the audited side, or both. A derived
 * figure (`formula`) is evaluated on its own side alone. Steps then take, for every assumption, the
 * figure of the side that is *chosen* for it; the ladder is a series of choices.
 *
 * Units: every quantity has its own, the headline and all results the claim's. Errors: messages in
 * `diag`, at line and column of the file. Source: docs/claim-format.md, docs/method.md. */
#ifndef RA_CLAIM_H
#define RA_CLAIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "models/data.h"
#include "models/dist.h"
#include "models/expr.h"
#include "models/figure.h"
#include "models/json.h"
#include "models/source.h"
#include "models/status.h"
#include "models/unit.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Limits that a stranger's claim meets. */
#define RA_CLAIM_MAX_ASSUMPTIONS 500
#define RA_CLAIM_MAX_STEPS 200
#define RA_CLAIM_MAX_WHERE 32
#define RA_CLAIM_MAX_GROUPS 64

/* A text that begins with this is a place that a new claim leaves to be filled in. */
#define RA_CLAIM_BLANK "FILL IN"

/* The estimate as it was printed, or as it was corrected. */
typedef enum { RA_PUBLISHED, RA_AUDITED, RA_SIDES } ra_side;

/* How a figure arose. X(code, name in the file, text) */
#define RA_ORIGIN_LIST(X)                                                      \
    X(RA_GIVEN, "given", "given by the authors")                               \
    X(RA_REPORTED, "reported", "reported by the operator")                     \
    X(RA_MEASURED, "measured", "measured")                                     \
    X(RA_DEFAULT, "default", "default of a tool or table")                     \
    X(RA_INFERRED, "inferred", "inferred from other figures")                  \
    X(RA_JUDGEMENT, "judgement", "judgement")                                  \
    X(RA_OMITTED, "omitted", "left out of the estimate")

typedef enum {
#define X(code, name, text) code,
    RA_ORIGIN_LIST(X)
#undef X
    RA_ORIGINS
} ra_origin; /* key "status" of a figure */

/* How a figure was checked. */
#define RA_EVIDENCE_LIST(X)                                                    \
    X(RA_PRIMARY, "primary", "read in the primary source")                     \
    X(RA_SECONDARY, "secondary", "read in a reproduction of the source")       \
    X(RA_DERIVED, "derived", "computed from figures that were read")           \
    X(RA_RECALLED, "recalled", "unverified: recalled, not read")

typedef enum {
#define X(code, name, text) code,
    RA_EVIDENCE_LIST(X)
#undef X
    RA_EVIDENCES
} ra_evidence;

/* Given: an `origin`. Returned: its name in the file. */
const char *ra_origin_name(ra_origin origin);

/* Given: an `origin`. Returned: it in words. */
const char *ra_origin_text(ra_origin origin);

/* Given: an `evidence`. Returned: its name in the file. */
const char *ra_evidence_name(ra_evidence evidence);

/* Given: an `evidence`. Returned: it in words. */
const char *ra_evidence_text(ra_evidence evidence);

/* What an assumption is, where the tool must know it: the regions of the tables have their own
 * figures for these. */
#define RA_ROLE_LIST(X)                                                        \
    X(RA_ROLE_GRID, "grid", "carbon intensity of the electricity")             \
    X(RA_ROLE_PUE, "pue", "power usage effectiveness")

typedef enum {
    RA_ROLE_NONE,
#define X(code, name, text) code,
    RA_ROLE_LIST(X)
#undef X
    RA_ROLES
} ra_role;

/* Where a figure can be read. */
typedef struct {
    const ra_source *source; /* borrowed from the data; NULL: none */
    const char *locator;     /* "Table 3, row NAS"; NULL: none */
    ra_evidence evidence;
    bool inherited;          /* from the claim's or the audit's source */
} ra_citation;

/* How a figure's value came about. */
typedef enum {
    RA_FIGURE_NONE,    /* this side has none */
    RA_FIGURE_PRINTED, /* the digits of `printed` */
    RA_FIGURE_EXACT,   /* `value` alone */
    RA_FIGURE_FORMULA, /* derived */
    RA_FIGURE_SOLVED,  /* back-solved so that the chain closes on the headline */
    RA_FIGURE_LAW      /* only a distribution; the value is its median */
} ra_figure_kind;

/* A figure of one side. */
typedef struct {
    ra_figure_kind kind;
    const ra_value *at;        /* its JSON object, for messages */
    const char *printed;       /* NULL: no printed text */
    double value;              /* in `unit`; always set where kind is not NONE */
    double low, high;          /* rounding interval in `unit`; equal to value where exact */
    int digits;                /* significant digits of `printed`; 0: exact */
    const ra_unit *unit;       /* as the figure is given */
    double factor;             /* `unit` to the unit of the quantity it belongs to; of a headline's,
                                  corrected or repeated figure: to the unit of the claim */
    const ra_dist *dist;       /* in `unit`; NULL: no uncertainty of its own. A derived figure that
                                  has one draws from it, not from its formula */
    const char *draw;          /* name of its random stream; set where dist is */
    ra_origin origin;
    ra_citation citation;
    const char *reason;        /* NULL: none */
    const char *table;         /* "pue/google-georgia-2018"; NULL: not from a table */
    ra_grid_basis basis;       /* of a grid's intensity, where the file or its row says so */
    bool inherited;            /* audited value taken over from the published side */
} ra_figure;

/* What has a name and a value. */
typedef enum { RA_ASSUMPTION, RA_LOCAL, RA_STEP } ra_quantity_kind;

/* Anything with a name and a value: an assumption, a step of the chain, or a local figure (an entry
 * of `where`, which lives on one side of one assumption; the same name on the other side is another
 * quantity with the same id). All values are in `unit`, which for an
 * assumption is the unit of its published figure (of the audited one where that is the only one).
 *
 * formula[side]: for a step, its formula on that side (both the same unless it has an
 * audited_formula); for an assumption or local, the formula of a derived figure, whose value is in
 * the quantity's unit. NULL: the figure's value times its factor (a step without a formula on the
 * published side: its printed figure). The names of a formula are bound:
 * bind[side][i] is the index of the quantity that names[i] means. */
typedef struct {
    ra_quantity_kind kind;
    const char *id;      /* a local's is "<assumption>.<name>" */
    const char *label;
    const char *note;    /* NULL: none */
    const ra_unit *unit;
    int group;           /* index, or -1 */
    ra_role role;        /* assumption: written, or told from its table, unit or id */
    uint32_t owner;      /* local: index of its assumption */
    ra_side owner_side;  /* local: the side it is on */
    ra_figure figure[RA_SIDES]; /* step: what the paper (published) printed for it, to be checked;
                                   audited: kind NONE, but reason and citation of audited_formula */
    const ra_expr *formula[RA_SIDES];
    const uint32_t *bind[RA_SIDES];
    bool changed;        /* its choice of side matters: it is a rung of the ladder */
    bool measured;       /* step: a measurement is its audited side, as the assumption that its
                            audited formula names; assumption: it is that one */
    bool retired;        /* only what a measurement replaced needs it: its audited figure, or
                            formula, is off, and the published one counts wherever it is read */
    uint32_t retired_by; /* of what is retired: the measured step */
    const ra_value *at;  /* its JSON object */
} ra_quantity;

/* Corrections with one cause. */
typedef struct {
    const char *id;
    const char *label;
    bool boundary;           /* widens the boundary rather than mends an error */
    const char *printed;     /* factor as a source printed it; NULL: none */
    double value, low, high; /* of it */
} ra_group;

/* Who printed the headline again. */
typedef struct {
    ra_citation citation;
    const char *headline; /* NULL: the same */
    ra_figure figure;     /* kind NONE: no figure given */
    bool differs;         /* it is another number than the headline, beyond the rounding of both */
} ra_repeat;

/* One of several results of a claim (a row of its table), or one of several audits of it. */
typedef struct {
    const char *id;
    const char *label;    /* its id where it has none */
    ra_citation citation; /* of an audit */
    const char *reason;   /* of an audit; NULL: none */
} ra_claim_part;

/* Two assumptions that carry uncertainty on the same side and are not independent. */
typedef enum { RA_PEARSON, RA_SPEARMAN, RA_NORMAL_SCORES, RA_COVARIANCE } ra_correlation_kind;

/* A correlation as the claim states it. */
typedef struct {
    uint32_t between[2]; /* indices of quantities */
    ra_correlation_kind kind;
    double rho;
    const ra_value *at;
} ra_correlation;

/* What of a headline is compared: it, or what it leaves of the whole. */
typedef enum { RA_COMPARE_VALUE, RA_COMPARE_REMAINDER } ra_compare;
/* Whether a headline is a bound. */
typedef enum { RA_BOUND_NONE, RA_BOUND_AT_MOST, RA_BOUND_AT_LEAST } ra_bound;

/* A claim that was read and checked. */
typedef struct ra_claim {
    const char *id;                /* of a row its address, "llama2-2023/7b" */
    const char *base;              /* the id alone */
    const char *title, *headline, *date, *version, *topic; /* NULL where absent */
    const char *file;              /* as the user named it */
    ra_citation citation;          /* of the estimate */
    const ra_unit *unit;           /* of the headline and of all results */
    double result_factor;          /* values of the result's step, times this, are in `unit` */
    ra_figure stated;              /* the headline's figure; kind NONE: none is stated */
    bool stated_interval;          /* "10 to 50": interval_low, interval_high in `unit` */
    double interval_low, interval_high; /* with the rounding of its ends */
    const char *interval_text;     /* "10 to 50"; NULL: none */
    ra_bound bound;
    ra_compare compare;
    ra_figure corrected;           /* the total that the correcting source printed, or NONE */
    uint32_t result;               /* index of the step that is the headline */

    const ra_quantity *quantities; /* assumptions, then locals, then steps */
    uint32_t quantity_count;
    uint32_t assumption_count;
    uint32_t local_count;
    uint32_t step_count;
    const uint32_t *order;         /* quantities sorted so that every formula comes after what it
                                      needs, whatever the choice of sides */
    const uint32_t *changed;       /* rungs of the ladder in the claim's order: quantities */
    uint32_t changed_count;
    bool solved;                   /* a published value was solved for: consistency is "implied" */

    const ra_group *groups;
    uint32_t group_count;
    const ra_claim_part *rows;     /* results of one table on shared assumptions */
    uint32_t row_count;
    int row;                       /* that this is; -1: the claim's own headline */
    bool own_headline;             /* the claim states one beside its rows */
    const ra_claim_part *audits;   /* by further authors */
    uint32_t audit_count;
    int audit;                     /* that this is; -1: the claim's own */
    ra_claim_part auditor;         /* of this audit: its source and reason; no id of its own */
    const ra_repeat *repeated;
    uint32_t repeat_count;
    const ra_correlation *correlations;
    uint32_t correlation_count;
    char sha256[65];               /* of the claim and of all chains and table rows it uses */
    ra_units *units;               /* its unit system */
    struct ra_claim_private *own;  /* arena and documents */
} ra_claim;

/* Reads and checks a claim. Given: the `data`, the `path` of a file. Returned: RA_OK with *out,
 * which the caller frees with ra_claim_free and which borrows from `data`; RA_INVALID or RA_IO
 * with messages; RA_NOMEM. Warnings do not fail. */
ra_status ra_claim_load(ra_claim **out, ra_data *data, const char *path, ra_diag *diag);

/* Given: a `claim`, or NULL. */
void ra_claim_free(ra_claim *claim);

/* Which result of a claim is made. */
typedef struct {
    const char *row;   /* id of a row; NULL: the claim's own headline, or its first row where it has
                          none */
    const char *audit; /* id of the audit of further authors; NULL: the claim's own */
} ra_variant;

/* The same for one row or audit. Given: `data` and `path` as for ra_claim_load; the `variant`.
 * Returned: *out as there; also RA_USAGE for an unknown one, with a message that names the
 * nearest. */
ra_status ra_claim_load_variant(ra_claim **out, ra_data *data, const char *path,
                                const ra_variant *variant, ra_diag *diag);

/* Lists the results of a claim file without checking it. Given: its `path`. Returned: RA_OK with
 * the ids of its *rows, NULL behind the last, freed with ra_free, the first of which is "" where
 * the claim states a headline of its own; that alone for a claim without rows, or one that cannot
 * be read. RA_NOMEM. */
ra_status ra_claim_list_rows(const char *path, char ***rows);

/* Notes every repetition of the headline that has another figure, at its place in the file. Given:
 * the `claim`. */
void ra_claim_report_repeats(const ra_claim *claim, ra_diag *diag);

/* Given: the `claim`. Returned: its title, or its id where it has none; borrowed. */
const char *ra_claim_title(const ra_claim *claim);

/* Appends the name of the claim's files: its id, ".row" and "@audit". Given: the `claim`; `out`,
 * which takes it. */
void ra_claim_stem(const ra_claim *claim, ra_text *out);

/* Reads and checks a claim from memory. Given: the `data`; the `name` that stands for a path in
 * messages; `length` bytes of `text`. Returned: RA_OK with *out, as ra_claim_load; RA_INVALID,
 * RA_NOMEM. */
ra_status ra_claim_parse(ra_claim **out, ra_data *data, const char *name, const char *text,
                         size_t length, ra_diag *diag);

/* Changes the audited side. Given: the `claim`; the `id` of an assumption; `text`: a number in the
 * published unit ("0.5"), a number with a unit ("0.4 kg/kWh"), a JSON distribution, or a row of a
 * table ("pue/uptime-2018"), with a JSON distribution about its value behind it where it is not to
 * have its own. A number is exact afterwards; a distribution's median becomes the point estimate,
 * and where it names no centre of its own, the audited value is it. Derived figures, ladder and
 * hash follow, and what was borrowed from the claim before is invalid. Returned: RA_OK; RA_USAGE
 * for an unknown id (the nearest is named) or a bad value, or RA_NOMEM: the claim is then as
 * before. */
ra_status ra_claim_set(ra_claim *claim, const char *id, const char *text, ra_diag *diag);

/* The same for a figure that a file gives.
 *
 * `id` may also be that of a step: its audited side then is not computed but measured. The claim
 * has one assumption more, "<id>_measured", with a figure on the audited side alone, and the step's
 * audited formula is its name; so the measurement is a rung of the ladder, a switch, an input with
 * a law like any other. What nothing else on the audited side needs is retired.
 *
 * Given: `claim`, `id` and `text` as for ra_claim_set; the figure's `origin`; a `reason`, which is
 * copied. Returned: as there, RA_OK, RA_USAGE or RA_NOMEM. */
ra_status ra_claim_measure(ra_claim *claim, const char *id, const char *text, ra_origin origin,
                           const char *reason, ra_diag *diag);

/* Given: a `claim`, the `id` of a quantity. Returned: its index, or UINT32_MAX. */
uint32_t ra_claim_find(const ra_claim *claim, const char *id);

/* Evaluates the chain at the point estimates. Given: the `claim`; choice[quantity], the side that
 * steps read of each assumption, and the formula of each step (NULL: all published). Returned: the
 * result in the claim's unit; the value of every step and the chosen value of every assumption
 * that it needs in values[quantity], in their units (NaN for all others, locals among them). An
 * assumption without a figure on the chosen side takes that of the other. */
double ra_claim_eval(const ra_claim *claim, const uint8_t *choice, double *values);

/* Given: a `claim`. Returned: the data that it was read with, borrowed. */
ra_data *ra_claim_data(const ra_claim *claim);

/* Given: a `claim`, a `quantity` by its index, a `side`. Returned: whether that side evaluates it.
 */
bool ra_claim_uses(const ra_claim *claim, uint32_t quantity, ra_side side);

/* Appends the id of a quantity as a symbol for a cell or variable: dots become underscores. Given:
 * the `quantity`; `out`, which takes it. */
void ra_quantity_symbol(const ra_quantity *quantity, ra_text *out);

#ifdef __cplusplus
}
#endif
#endif
