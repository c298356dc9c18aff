/* Formulas that are too long for a cell, split over cells of the sheet Parts.
 *
 * The nodes of a formula stand in postorder, and so does what a node needs in front of it: a part is
 * a prefix of the nodes, and where it was cut off a name stands in its place. The order of the
 * operations stays what it was. */
#include <string.h>

#include "models/alloc.h"
#include "reports/workbook_parts.h"

#define PART_CHARACTERS 3900 /* two of them fit into one cell, with the switch between them */
#define NUMBER_MOST     24
#define AROUND_MOST     12 /* operator and brackets, or a function's name */

enum { NAME, FORMULA };
enum { FIRST_ROW = RA_HEAD_ROW + 1 };

typedef struct {
    ra_names *names;
    const ra_expr *whole;
    ra_node *nodes;    /* as whole->nodes, with names where parts were cut off */
    size_t *length;    /* about what a node takes */
    ra_text *parts;    /* addresses of the parts */
    size_t part_count;
    const char *label;
} splitter;

static const char *part_namer(void *context, uint32_t name)
{
    splitter *s = context;
    if (name >= s->whole->name_count)
        return s->parts[name - s->whole->name_count].data;
    return ra_book_namer(s->names, name);
}

/* The value of a part, from the original nodes. */
static double part_value(const splitter *s, uint32_t node)
{
    ra_expr part = *s->whole;
    double *values = s->names->book->scratch;
    part.count = node + 1;
    for (uint32_t i = 0; i < part.name_count; i++)
        values[i] = s->names->values[s->names->bind[i]];
    return ra_expr_eval(&part, values, values + part.name_count);
}

/* Writes a node into a cell of its own and lets a name stand for it. */
static void cut(splitter *s, uint32_t node)
{
    ra_book *book = s->names->book_mutable;
    ra_sheet *sheet = &book->sheet[RA_SHEET_PARTS];
    lxw_row_t row = FIRST_ROW + book->part_count++;
    ra_expr part = *s->whole;
    ra_text formula = {0}, label = {0}, *address = &s->parts[s->part_count];
    part.nodes = s->nodes;
    part.count = node + 1;
    s->names->outside = true;
    ra_expr_emit(&part, RA_DIALECT_EXCEL, part_namer, s, &formula);
    s->names->outside = false;
    ra_text_format(&label, "%s: part %zu", s->label, s->part_count + 1);
    ra_text_append(address, "Parts!");
    ra_cell_emit(address, row, true, FORMULA, true);
    book->nomem |= formula.failed || label.failed || address->failed;
    ra_cell_text(sheet, row, NAME, RA_STYLE_MUTED, label.data);
    ra_cell_formula(sheet, row, FORMULA, RA_STYLE_FORMULA, formula.data, part_value(s, node), -6);
    s->nodes[node].op = RA_OP_NAME;
    s->nodes[node].index = s->whole->name_count + (uint32_t)s->part_count++;
    s->length[node] = address->length;
    ra_text_free(&formula);
    ra_text_free(&label);
}

static size_t leaf_length(splitter *s, const ra_node *node)
{
    return node->op == RA_OP_NAME ? strlen(part_namer(s, node->index)) : NUMBER_MOST;
}

/* What a node takes; where that is too much, its longest arguments are cut off. */
static void measure(splitter *s, uint32_t i)
{
    const ra_node *node = &s->nodes[i];
    int arity = ra_op_at(node->op)->arity;
    if (arity == 0) {
        s->length[i] = leaf_length(s, node);
        return;
    }
    for (;;) {
        size_t sum = AROUND_MOST + (node->op == RA_OP_CONVERT ? NUMBER_MOST : 0);
        uint32_t longest = node->arg[0];
        for (int k = 0; k < arity; k++) {
            sum += s->length[node->arg[k]];
            if (s->length[node->arg[k]] > s->length[longest])
                longest = node->arg[k];
        }
        s->length[i] = sum;
        if (sum <= PART_CHARACTERS || ra_op_at(s->nodes[longest].op)->arity == 0)
            return;
        cut(s, longest);
    }
}

static void split(splitter *s, ra_text *out)
{
    ra_expr rest = *s->whole;
    for (uint32_t i = 0; i < s->whole->count; i++)
        measure(s, i);
    rest.nodes = s->nodes;
    ra_expr_emit(&rest, RA_DIALECT_EXCEL, part_namer, s, out);
}

void ra_parts_emit(ra_names *names, const ra_expr *formula, const char *label, ra_text *out)
{
    splitter s = {.names = names, .whole = formula, .label = label};
    size_t start = out->length;
    ra_expr_emit(formula, RA_DIALECT_EXCEL, ra_book_namer, names, out);
    if (out->length - start <= PART_CHARACTERS || !names->values || !names->book_mutable ||
        !ra_book_has(names->book, RA_SHEET_PARTS))
        return;
    s.nodes = ra_alloc(formula->count * sizeof *s.nodes);
    s.length = ra_calloc(formula->count, sizeof *s.length);
    s.parts = ra_calloc(formula->count, sizeof *s.parts);
    if (s.nodes && s.length && s.parts) {
        memcpy(s.nodes, formula->nodes, formula->count * sizeof *s.nodes);
        out->length = start;
        split(&s, out);
    } else {
        out->failed = true;
    }
    for (size_t i = 0; s.parts && i < s.part_count; i++)
        ra_text_free(&s.parts[i]);
    ra_free(s.nodes);
    ra_free(s.length);
    ra_free(s.parts);
}

/* A formula is measured with its longest names. */
static bool is_long(const ra_book *book, uint32_t q, ra_side side)
{
    ra_names names = {.book = book, .side = (int)side};
    ra_text text = {0};
    ra_book_emit(&names, q, side, &text);
    bool too_long = text.length > PART_CHARACTERS;
    ra_text_free(&text);
    ra_text_free(&names.text);
    return too_long;
}

static bool wanted(const ra_book *book)
{
    for (uint32_t q = 0; q < book->claim->quantity_count; q++)
        for (int side = 0; side < RA_SIDES; side++)
            if (book->content[side][q] == RA_CONTENT_FORMULA && is_long(book, q, (ra_side)side))
                return true;
    return false;
}

static void write_sheet(ra_book *book, ra_sheet *sheet)
{
    static const char *const heads[] = {"Part of", "Value", NULL};
    (void)book;
    ra_cell_banner(sheet, NAME, "Parts of long formulas",
                   "A cell holds 8,192 characters; what is longer is put together from these.");
    ra_cell_heads(sheet, RA_HEAD_ROW, NAME, heads);
    ra_sheet_fit(sheet, NAME, NAME, 40, 60);
    ra_sheet_fit(sheet, FORMULA, FORMULA, 18, 30);
    worksheet_freeze_panes(sheet->file, FIRST_ROW, FORMULA);
}

const ra_sheet_type ra_sheet_parts = {
    .name = "Parts",
    .about = "Parts of formulas that are too long for one cell",
    .part = RA_PART_WORKINGS,
    .late = true,
    .wanted = wanted,
    .write = write_sheet,
};
