/* The markup of cells, written faster than libxlsxwriter does. */
#ifndef RA_WORKBOOK_MARKUP_H
#define RA_WORKBOOK_MARKUP_H

/* Lets the library use the functions of this file. */
void ra_book_markup_open(void);

#endif
