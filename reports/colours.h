/* The colours of charts and tables, as red, green and blue. They stay apart for every kind of colour
 * blindness and in grey print. */
#ifndef RA_COLOURS_H
#define RA_COLOURS_H

#define RA_COLOUR_DARK     0x1F3A5F
#define RA_COLOUR_STEP     0x0072B2
#define RA_COLOUR_INTERVAL 0xD55E00
#define RA_COLOUR_PALE     0xA9C8E0
#define RA_COLOUR_GRID     0xD9D9D9
#define RA_COLOUR_GREY     0x7F7F7F
#define RA_COLOUR_CHANGED  0xFDE9D0
#define RA_COLOUR_INPUTS   0xF0C000

#endif
