/* The files of reports/html/ and Chart.js, embedded when the program is built (cmake/Page.cmake). */
#ifndef RA_HTML_ASSETS_H
#define RA_HTML_ASSETS_H

/* Texts that end with a NUL. */
extern const char ra_html_style[];  /* the style sheet */
extern const char ra_html_script[]; /* the page's own scripts, one after another */
extern const char ra_html_chart[];  /* Chart.js; empty where it was not there: then the tables stand
                                       in place of the charts */
extern const char ra_html_site[];   /* the script of the index of a site */

#endif
