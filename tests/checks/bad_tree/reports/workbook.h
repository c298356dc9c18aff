#include <xlsxwriter.h>

#ifdef __cplusplus
extern "C" {
#endif
int ra_workbook_zero(void);
#ifdef __cplusplus
}
#endif
