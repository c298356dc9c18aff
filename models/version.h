/* Which version this is. It is said once, in CMakeLists.txt. */
#ifndef RA_VERSION_H
#define RA_VERSION_H

#ifdef __cplusplus
extern "C" {
#endif

/* Returns the version of the library by Semantic Versioning, "1.2.3"; a constant text. */
const char *ra_version_text(void);

#ifdef __cplusplus
}
#endif
#endif
