/* Functions from an enumeration to its names or texts, made from the list of all of them. */
#ifndef RA_NAMES_H
#define RA_NAMES_H

/* What a list X(code, name, text) says of a code. The third column may also be a number. */
#define RA_NAME_OF(code, name, text) [code] = name,
#define RA_TEXT_OF(code, name, text) [code] = text,

/* Defines a public function: RA_LOOKUP(const char *, ra_verdict_name, ra_verdict, RA_VERDICT_LIST,
 * RA_NAME_OF). */
#define RA_LOOKUP(returned, function, type, list, column)                                          \
    returned function(type code)                                                                   \
    {                                                                                              \
        static returned const rows[] = {list(column)};                                             \
        return rows[code];                                                                         \
    }

#endif
