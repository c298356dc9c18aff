/* The library: everything that a program needs to read a claim, audit it and write reports.
 *
 *     ra_library_open   once, before all else
 *     ra_data_open      the data directory: sources, tables, chains, units
 *     ra_claim_load     a claim, read and checked
 *     ra_audit          its result, complete and constant
 *     ra_report_write   a report of it
 *
 * All names start with ra_ or RA_. Functions return an ra_status and put their messages in an
 * ra_diag. An object that comes out through a first argument `**out` belongs to the caller, who
 * frees it with the `_free` of its noun; every other pointer is borrowed. There are no globals:
 * objects may be used from several threads as long as each is used by one at a time.
 *
 * Until version 1.0 the interface may change with every minor version; then the name of the shared
 * library changes too. examples/audit_from_c.c is a whole program. */
#ifndef RA_REAUDIT_H
#define RA_REAUDIT_H

#include "audit/audit.h"
#include "audit/library.h"
#include "audit/regions.h"
#include "audit/result.h"
#include "audit/worth.h"
#include "models/alloc.h"
#include "models/claim.h"
#include "models/data.h"
#include "models/diag.h"
#include "models/lookup.h"
#include "models/status.h"
#include "models/version.h"
#include "reports/format.h"

#endif
