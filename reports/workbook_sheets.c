/* The list of sheets. */
#include "reports/workbook.h"

#define X(kind, name) extern const ra_sheet_type ra_sheet_##name;
RA_SHEET_LIST(X)
#undef X

static const ra_sheet_type *const sheets[RA_SHEETS] = {
#define X(kind, name) [RA_SHEET_##kind] = &ra_sheet_##name,
    RA_SHEET_LIST(X)
#undef X
};

const ra_sheet_type *ra_sheet_type_at(int i)
{
    return sheets[i];
}
