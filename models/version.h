/* Which version this is. It is said once, in CMakeLists.txt.
 *
 * Units: none. Errors: none. Source: semver.org, 2.0.0. */
#ifndef RA_VERSION_H
#define RA_VERSION_H

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library. Returned: "1.2.3", a constant text. */
const char *ra_version_text(void);

#ifdef __cplusplus
}
#endif
#endif
