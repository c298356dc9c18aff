/* Documents of docs/ as HTML, embedded when the program is built (cmake/Docs.cmake). */
#ifndef RA_SITE_DOCS_H
#define RA_SITE_DOCS_H

/* Texts that end with a NUL. They begin with a heading of the first level. */
extern const char ra_site_doc_method[];
extern const char ra_site_doc_lessons[];
extern const char ra_site_doc_references[];

#endif
