/* How hard a workbook is compressed. */
#ifndef RA_WORKBOOK_DEFLATE_H
#define RA_WORKBOOK_DEFLATE_H

/* Lets zlib be asked for the level of this file. */
void ra_book_deflate_open(void);

#endif
