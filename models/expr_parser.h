/* The parser of formulas, shared by the file that reads operands and the one that joins them. */
#ifndef RA_EXPR_PARSER_H
#define RA_EXPR_PARSER_H

#include "models/expr_core.h"

typedef struct {
    const char *text;
    size_t at; /* next byte to read */
    ra_arena *arena;
    ra_units *units;
    ra_expr_problem *problem;
    ra_node *nodes;
    uint32_t count, capacity;
    const char **names;
    uint32_t name_count;
    int depth;
    char doubt[sizeof((ra_expr_problem *)0)->text]; /* first lint of a unit in brackets */
    size_t doubt_at;
} ra_parser;

/* A value in the text: its node and its bytes, brackets around it included. */
typedef struct {
    uint32_t node;
    size_t from, until;
} ra_operand;

/* Skips white space. */
void ra_parse_space(ra_parser *p);

/* Adds a node; *out becomes its place. */
ra_status ra_parse_add(ra_parser *p, const ra_node *node, ra_operand *out);

/* Goes one bracket deeper; the caller takes it back by p->depth--. */
ra_status ra_parse_enter(ra_parser *p, size_t position);

/* Reads operands joined by operators of at least the precedence `least`. */
ra_status ra_parse_infix(ra_parser *p, int least, ra_operand *out);

/* Reads a number with its unit, or a name, constant or function with its arguments. */
ra_status ra_parse_number(ra_parser *p, ra_operand *out);
ra_status ra_parse_word(ra_parser *p, ra_operand *out);

#endif
