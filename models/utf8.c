#include "models/utf8.h"

typedef struct {
    uint32_t first, last;
} range;

static bool within(const range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

/* Returns the length that a lead byte announces, its payload bits, and the least code that may be
 * written in so many bytes. */
static size_t lead(unsigned char byte, uint32_t *bits, uint32_t *least)
{
    if (byte < 0x80)
        return *bits = byte, *least = 0, 1;
    if (byte >= 0xC2 && byte < 0xE0)
        return *bits = byte & 0x1Fu, *least = 0x80, 2;
    if (byte >= 0xE0 && byte < 0xF0)
        return *bits = byte & 0x0Fu, *least = 0x800, 3;
    if (byte >= 0xF0 && byte < 0xF5)
        return *bits = byte & 0x07u, *least = 0x10000, 4;
    return 0;
}

size_t ra_utf8_decode(const char *bytes, size_t length, uint32_t *code)
{
    uint32_t bits = 0, least = 0;
    if (length == 0)
        return 0;
    size_t count = lead((unsigned char)bytes[0], &bits, &least);
    if (count == 0 || count > length)
        return 0;
    for (size_t i = 1; i < count; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if ((byte & 0xC0) != 0x80)
            return 0;
        bits = bits << 6 | (byte & 0x3Fu);
    }
    bool surrogate = bits >= 0xD800 && bits <= 0xDFFF;
    if (bits < least || surrogate || bits > 0x10FFFF)
        return 0;
    *code = bits;
    return count;
}

int ra_utf8_columns(uint32_t code)
{
    /* Marks that stand on the character before them, joiners and selectors of a variant. */
    static const range none[] = {
        {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
        {0x0900, 0x0902}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},
        {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
        {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0000, 0xE01EF},
    };
    /* East Asian wide and full-width characters, and pictographs. */
    static const range wide[] = {
        {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x2614, 0x2615},
        {0x26A1, 0x26A1},   {0x2705, 0x2705},   {0x2728, 0x2728},   {0x274C, 0x274C},
        {0x2753, 0x2755},   {0x2795, 0x2797},   {0x2B1B, 0x2B1C},   {0x2E80, 0x303E},
        {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97C},
        {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
        {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
    };
    if (code < 0x20 || (code >= 0x7F && code < 0xA0))
        return 0;
    if (code < 0x300)
        return 1;
    if (within(none, sizeof none / sizeof *none, code))
        return 0;
    return within(wide, sizeof wide / sizeof *wide, code) ? 2 : 1;
}

bool ra_utf8_unsafe(uint32_t code)
{
    static const range ranges[] = {
        {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD},   {0x061C, 0x061C},
        {0x180E, 0x180E}, {0x200B, 0x200F}, {0x2028, 0x202E},   {0x2060, 0x206F},
        {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
    };
    return within(ranges, sizeof ranges / sizeof *ranges, code);
}
