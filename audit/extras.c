#include "audit/extras.h"

#include "audit/names.h"

RA_LOOKUP(const char *, ra_extra_name, ra_extra, RA_EXTRA_LIST, RA_NAME_OF)
RA_LOOKUP(const char *, ra_extra_text, ra_extra, RA_EXTRA_LIST, RA_TEXT_OF)
