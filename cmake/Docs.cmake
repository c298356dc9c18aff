# The documents that a site shows, as texts in the program: it needs no source tree once it is built.
find_program(REAUDIT_CMARK cmark-gfm DOC "Markdown to HTML (Debian: cmark-gfm)" REQUIRED)
set(site_docs "")
foreach(name IN ITEMS method lessons references)
  list(APPEND site_docs "${CMAKE_SOURCE_DIR}/docs/${name}.md")
endforeach()
add_custom_command(
  OUTPUT "${CMAKE_BINARY_DIR}/site_docs.c"
  COMMAND "${CMAKE_COMMAND}" "-DOUT=${CMAKE_BINARY_DIR}/site_docs.c" "-DHEADER=reports/site_docs.h"
          "-DCMARK=${REAUDIT_CMARK}" "-DDOCS=${site_docs}" -P "${CMAKE_SOURCE_DIR}/cmake/EmbedDocs.cmake"
  DEPENDS "${CMAKE_SOURCE_DIR}/cmake/EmbedDocs.cmake" ${site_docs}
  COMMENT "Embedding the documents of the site" VERBATIM)
target_sources(reaudit_reports PRIVATE "${CMAKE_BINARY_DIR}/site_docs.c")
