/* Which quantity of a claim a quantity of a measured run is. */
#ifndef RA_CLI_MEASURED_TARGET_H
#define RA_CLI_MEASURED_TARGET_H

#include "audit/cli/measured.h"

/* Returns what the unit of a measure is in the unit of a quantity of the claim, or NaN. */
double ra_target_factor(const ra_claim *claim, ra_measure measure, uint32_t quantity);

/* Returns the assumption of the audited side that a measure is by itself: by role, by name, or as
 * the only one with a unit of its kind. UINT32_MAX: none. */
uint32_t ra_target_assumption(const ra_claim *claim, ra_measure measure);

/* Returns the step that a measure is by its name and unit and that the audited side computes.
 * UINT32_MAX: none. Energies, emissions, water and device-hours alone can be steps by themselves:
 * of other names chains have too many. */
uint32_t ra_target_step(const ra_claim *claim, ra_measure measure);

/* Returns whether a file tells every assumption that the audited value of a step is made of, those
 * that it replaced already counted. Then the assumptions are replaced and not the step, because
 * they say more: which of them was wrong. */
bool ra_target_tells_all(const ra_claim *claim, uint32_t step, const ra_measured *file,
                         const ra_replacements *done);

/* Returns the measured step that made what a measure would otherwise replace idle; UINT32_MAX: none.
 */
uint32_t ra_target_retired_by(const ra_claim *claim, ra_measure measure);

/* Whether a figure was measured, reported or given, and not a tool's default or inferred. */
bool ra_target_owned(const ra_measurement *item);

/* Whether a quantity adds up over rows: energies, times, masses do; powers, intensities and shares
 * are averaged. */
bool ra_target_adds_up(const ra_claim *claim, uint32_t quantity);

/* How many times larger or smaller than the audited figure a measured one may be and still be of the
 * same run; infinite for what does not grow with a run. Given: RA_MEASURES for a column. */
double ra_target_limit(const ra_claim *claim, ra_measure measure, uint32_t quantity);

#endif
