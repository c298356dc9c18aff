# Writes texts as C arrays: cmake -DOUT=file.c -DSTYLE=a.css -DSCRIPTS=a.js;b.js -DCHART=c.js -DSITE=d.js -P
cmake_minimum_required(VERSION 3.25)

# The bytes of files, one after another, as the elements of an array that ends with a NUL.
function(embed name)
  set(bytes "")
  foreach(file IN LISTS ARGN)
    file(READ "${file}" hex HEX)
    string(APPEND bytes "${hex}")
  endforeach()
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND text "const char ${name}[] = {\n${bytes}\n'\\0'};\n")
  set(text "${text}" PARENT_SCOPE)
endfunction()

set(text "/* Made by cmake/EmbedPage.cmake. */\n#include \"reports/html_assets.h\"\n")
embed(ra_html_style "${STYLE}")
embed(ra_html_script ${SCRIPTS})
embed(ra_html_chart ${CHART})
embed(ra_html_site "${SITE}")
file(WRITE "${OUT}" "${text}")
