/* The files that libxlsxwriter makes while it writes a workbook, kept in memory. */
#ifndef RA_WORKBOOK_SCRATCH_H
#define RA_WORKBOOK_SCRATCH_H

/* From now on the library's scratch files are in memory. Call in the process that writes. */
void ra_book_scratch_open(void);

#endif
