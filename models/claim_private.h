/* What the parts of the claim reader share.
 *
 * A claim is made in passes, each of which goes on after errors so that one mistake does not hide
 * the next; what an error makes meaningless is marked bad, and nothing more is said about it:
 *
 *     claim_read.c      texts, counts, groups, the audit's own source
 *     claim_list.c      the quantities: assumptions, locals, steps; their ids, labels, units
 *     claim_sides.c     the figures of both sides, one by one (claim_figure.c): digits and unit
 *                       (claim_amount.c), source and status (claim_cite.c)
 *     claim_role.c      which of them are the grid and the PUE
 *     claim_headline.c  the published, corrected and repeated totals
 *     claim_bind.c      formulas: names to quantities, units
 *     claim_open.c      what the chain asks for and the claim does not give
 *     claim_order.c     the order of evaluation, or the cycle; what each side uses
 *     claim_measured.c  steps that were measured: what then is off
 *     claim_value.c     values of both sides, derived and solved ones, laws (claim_solve.c)
 *     claim_check.c     what is missing, unused or doubtful; what has changed
 *     claim_correlation.c  which of them depend on each other
 *     claim_rows.c      the rows and audits that are not made
 *
 * A claim with rows or further audits is made for one of each (claim_variant.c), which every pass
 * asks for the objects that count. */
#ifndef RA_CLAIM_PRIVATE_H
#define RA_CLAIM_PRIVATE_H

#include "models/arena.h"
#include "models/chain.h"
#include "models/claim.h"
#include "models/sha256.h"

/* Limits that are not part of the public contract. */
#define RA_CLAIM_MEMORY ((size_t)128 << 20)
/* Nodes of all formulas: they bound the memory, and the time of a solution. */
#define RA_CLAIM_ALL_NODES        300000
#define RA_CLAIM_MAX_LOCALS       2000
#define RA_CLAIM_MAX_ROWS         200
#define RA_CLAIM_MAX_CORRELATIONS 200
#define RA_CLAIM_MAX_LABEL        200
#define RA_CLAIM_MAX_TEXT         2000

/* Nodes of a formula with the conversions that the unit check adds. */
#define RA_CLAIM_MAX_NODES (2 * RA_EXPR_MAX_NODES + 1)

#define RA_NOWHERE UINT32_MAX

/* A figure as it stands in the files, before it has a value. */
typedef struct {
    const ra_value *own;      /* its object; NULL: none */
    const ra_value *row;      /* object of the table's row behind it; NULL: none */
    const ra_value *formula;  /* text of a derived figure; NULL: not derived */
    const ra_value *law;      /* object of its distribution; NULL: none */
    const ra_value *law_unit; /* member of the law with the unit of its numbers; NULL: none */
    uint32_t local_first;     /* the entries of its `where` */
    uint32_t local_count;
    bool kept; /* takes its value over from the published side */
    bool bad;  /* reported: nothing is said about what follows from it */
} ra_reading;

/* A change of the audited side: a number (with the text of its unit, or ""), a distribution, or a
 * row of a table with or without a distribution of its own. */
typedef struct {
    char *id;
    char *text;       /* as given */
    double value;     /* the number, or the value that the law is about */
    const char *unit; /* in `text`, or "" */
    ra_json *law;     /* NULL: a number, or the row's law */
    char *row;        /* path of a row; NULL: none */
    ra_origin origin;
    char *reason;      /* NULL: set by hand */
    ra_json *measured; /* of a step: the object of the assumption that holds the measurement, with
                          the step's audited formula; NULL: an assumption is changed */
} ra_override;

/* What a quantity is besides what the public claim says. */
typedef struct {
    const ra_value *own;  /* its object in the claim; NULL: it is only in the chain */
    const ra_value *base; /* its object in the chain; NULL: it is only in the claim */
    ra_reading reading[RA_SIDES];
    const ra_value *formula[RA_SIDES]; /* text of a step's formulas */
    const ra_expr *named[RA_SIDES];    /* of a step: its formulas as parsed, names not bound */
    bool bad;                          /* without a usable id or unit */
    bool bad_formula[RA_SIDES];        /* of a step */
    bool uses[RA_SIDES];               /* the side evaluates it, or reads its figure */
    bool evaluated[RA_SIDES]; /* its figure of this side is used, whichever side reads it */
    bool no_number;           /* its formula gives none: reported */
    bool read_by_step;        /* an evaluated step reads it: which side it has matters */
    const ra_override *measured; /* that a step has, and the assumption added for it; NULL: none */
    const ra_value *replaced;    /* text of the audited formula that a measurement replaced */
    const ra_expr *replaced_formula;
    const uint32_t *replaced_bind;
} ra_item;

typedef struct ra_file_source ra_file_source;

typedef struct ra_claim_private {
    ra_arena *arena;
    ra_data *data;
    ra_json *json;
    ra_chain *chain;
    ra_override *overrides;
    size_t override_count;
    char *row, *audit; /* that were asked for; NULL: none */
    ra_file_source *files; /* that are sources */
    const ra_item *items;
} ra_claim_private;

typedef struct {
    const char *id;
    uint32_t index;
} ra_claim_name;

/* What a figure may have at its place. */
typedef struct {
    ra_side side;
    const char *const *keys;      /* that it may have */
    const ra_value *base;         /* assumption of the chain, for its unit; NULL: none */
    const ra_unit *unit;          /* where it names none; NULL: it must */
    const ra_citation *inherited; /* where it has no source; NULL: none */
    const char *draw;             /* name of its random stream unless it names one */
    bool may_keep;                /* there is a published figure whose value it can take over */
    bool derives, solves;         /* it may have a formula; it may be solved for */
    bool plain;                   /* digits and unit, neither table nor law */
} ra_figure_rules;

/* A claim in the making. */
typedef struct {
    ra_claim *claim;
    ra_claim_private *own;
    ra_arena *arena;
    ra_data *data;
    ra_diag *diag;
    ra_sha256 *sum;
    const ra_value *root;
    const ra_sources *sources; /* NULL until a figure names one */
    ra_status sources_status;  /* RA_OK, or how they could not be read: reported */
    ra_quantity *quantities;
    ra_item *items;
    ra_claim_name *names; /* assumptions and steps, sorted by id */
    uint32_t name_count;
    const ra_value *row;   /* object of the row that is made; NULL: none */
    const ra_value *other; /* object of the audit by further authors; NULL: the claim's own */
    ra_citation audit;     /* default of audited figures */
    const char *audit_reason;
    bool audit_grounds;        /* the audit has a source or a reason for all its figures */
    bool audit_sourced;        /* it has a source */
    const ra_value *published; /* the headline's object */
    uint32_t solved;           /* quantity that is solved for, or RA_NOWHERE */
    double *values[RA_SIDES];  /* of every quantity in its unit; NaN: not known */
    ra_correlation *correlations;
    size_t nodes;    /* of all formulas so far */
    size_t errors;   /* in `diag` when the claim was begun */
    bool incomplete; /* a list of names could not be read: unknown ones may be in it */
    bool cyclic;
    bool unknown_variant; /* the row or the audit that was asked for is not there */
    bool no_memory;
} ra_build;

/* Memory of the claim; NULL, and remembered, where there is none. */
void *claim_alloc(ra_build *b, size_t count, size_t size);
char *claim_format(ra_build *b, const char *format, ...) RA_PRINTF(2, 3);

/* claim_read.c */
void claim_read_head(ra_build *b);
const char *claim_read_text(ra_build *b, const ra_value *object, const char *key, bool required,
                            size_t limit);
int claim_find_group(ra_build *b, const ra_value *object);
bool claim_is_object(ra_build *b, const ra_value *value);
void claim_report_unknown(ra_build *b, const ra_value *at, const char *what, const char *name,
                          const char *nearest);

/* claim_names.c */
bool claim_check_name(ra_build *b, const ra_value *text);
void claim_index_names(ra_build *b);
void claim_check_symbols(ra_build *b);
uint32_t claim_find_name(const ra_build *b, const char *id);
uint32_t claim_find_local(const ra_build *b, uint32_t owner, ra_side side, const char *name);
const char *claim_nearest_name(ra_build *b, const char *id);

/* claim_blank.c: reports the places that are still to be filled in, and says whether there are any.
 */
bool claim_has_blanks(const ra_build *b);

/* claim_list.c */
void claim_list_quantities(ra_build *b);

/* claim_cite.c */
void claim_read_citation(ra_build *b, const ra_value *own, const ra_value *row,
                         const ra_citation *inherited, ra_citation *out);
void claim_read_origin(ra_build *b, const ra_value *own, const ra_value *row, ra_origin usual,
                       ra_origin *out);

/* claim_file.c: the source that a file of the author's own is; NULL where the object is bad. */
const ra_source *claim_file_source(ra_build *b, const ra_value *object);
void claim_free_files(ra_claim_private *own);

/* claim_amount.c */
bool claim_read_amount(ra_build *b, const ra_value *object, ra_figure *figure);
const ra_unit *claim_read_unit(ra_build *b, const ra_value *object, const char *key);
const char *claim_nearest_unit(ra_build *b, const char *unit, const ra_unit *to);
bool claim_convert(ra_build *b, const ra_value *at, const ra_figure *figure, const ra_unit *to,
                   double *factor);

/* claim_figure.c: reads the figure whose object stands in the reading. */
void claim_read_figure(ra_build *b, const ra_figure_rules *rules, ra_figure *figure,
                       ra_reading *reading);

/* claim_role.c: the role that is written, and those that follow from tables, units and ids. */
void claim_read_role(ra_build *b, uint32_t index);
void claim_find_roles(ra_build *b);

/* Warns of grids on different bases: the published and the audited one, or two of one side. */
void claim_check_bases(ra_build *b);

/* claim_sides.c */
void claim_read_figures(ra_build *b);
bool claim_read_plain(ra_build *b, const ra_value *object, const char *const *keys,
                      const ra_unit *unit, const ra_citation *inherited, ra_figure *out);
void claim_check_alternative(ra_build *b, const ra_value *object, uint32_t index, ra_side side);

/* claim_variant.c */
void claim_choose(ra_build *b);
const ra_value *claim_find_by_id(const ra_value *array, const char *id);
const ra_value *claim_find_side(const ra_build *b, const ra_value *assumption, ra_side side);
bool claim_is_of_row(const ra_build *b, const char *id, ra_side side);
const ra_value *claim_find_method(const ra_build *b, const ra_value *step);
const ra_value *claim_find_printed(const ra_build *b, const ra_value *step, bool derived);
const ra_value *claim_find_total(const ra_build *b, const char *key);

/* claim_headline.c */
void claim_read_headline(ra_build *b);
void claim_read_totals(ra_build *b);

/* claim_open.c: the assumption of the chain that has this name, or NULL; reports those that the
 * claim leaves open although its headline needs them. */
const ra_value *claim_find_open(const ra_build *b, const char *name);
void claim_check_open(ra_build *b);

/* claim_bind.c, claim_order.c */
void claim_bind(ra_build *b);
void claim_sort(ra_build *b);
void claim_use(ra_build *b);

/* claim_measured.c: the object of a measured step's assumption, the assumptions that are added, the
 * formula of the step, and what is then retired. */
ra_status claim_measured_object(const ra_claim *claim, ra_override *change, ra_diag *diag);
uint32_t claim_count_measured(const ra_build *b);
void claim_list_measured(ra_build *b, uint32_t first);
void claim_measure_step(ra_build *b, uint32_t step);
void claim_retire(ra_build *b);

/* claim_value.c, claim_solve.c */
void claim_find_values(ra_build *b);
const ra_dist *claim_read_law(ra_build *b, const ra_reading *reading, const ra_figure *figure);
double claim_value_of(const ra_build *b, uint32_t index, ra_side side);
bool claim_evaluate(ra_build *b, uint32_t index, ra_side side);
void claim_solve(ra_build *b);

/* claim_check.c, claim_correlation.c, claim_rows.c */
void claim_check(ra_build *b);
void claim_read_correlations(ra_build *b);
void claim_read_rows(ra_build *b);
void claim_read_audits(ra_build *b);

/* claim.c: frees changes, and makes the claim anew with these changes, which it takes over; it
 * stays as it is where that fails. */
void claim_free_overrides(ra_override *overrides, size_t count);
ra_status claim_remake(ra_claim *claim, ra_override *overrides, size_t count, ra_diag *diag);

#endif
