# Makes HTML of Markdown and writes it as C arrays:
# cmake -DOUT=file.c -DHEADER=x.h -DCMARK=cmark-gfm -DDOCS=a.md;b.md -P cmake/EmbedDocs.cmake
# a.md becomes ra_site_doc_a. Comments stay in it: those of lessons.md name the claims behind its numbers.
cmake_minimum_required(VERSION 3.25)

# Works are cited by their keys, which are the first cells of the rows of references.md: [key, place].
set(keys "")
foreach(doc IN LISTS DOCS)
  if(doc MATCHES "references\\.md$")
    file(STRINGS "${doc}" lines REGEX "^\\| `[a-z0-9-]+`")
    foreach(line IN LISTS lines)
      string(REGEX REPLACE "^\\| `([a-z0-9-]+)`.*" "\\1" key "${line}")
      list(APPEND keys "${key}")
    endforeach()
  endif()
endforeach()

# What a document needs as a page: links to the others, and parts that scroll.
function(link_page var)
  set(html "${${var}}")
  string(REPLACE "<code>references.md</code>" "<a href=\"references.html\">the references</a>" html "${html}")
  # What may be wider than a phone scrolls by itself, by keyboard too.
  string(REPLACE "<pre>" "<pre tabindex=\"0\">" html "${html}")
  string(REPLACE "<table>" "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>" html "${html}")
  string(REPLACE "</table>" "</table></div>" html "${html}")
  foreach(key IN LISTS keys)
    string(REPLACE "<td><code>${key}</code></td>" "<td><code id=\"${key}\">${key}</code></td>" html "${html}")
    foreach(end IN ITEMS "," "]")
      string(REPLACE "[${key}${end}" "[<a href=\"references.html#${key}\">${key}</a>${end}" html "${html}")
    endforeach()
  endforeach()
  set(${var} "${html}" PARENT_SCOPE)
endfunction()

set(text "/* Made by cmake/EmbedDocs.cmake. */\n#include \"${HEADER}\"\n")
foreach(doc IN LISTS DOCS)
  get_filename_component(name "${doc}" NAME_WE)
  string(REPLACE "-" "_" name "${name}")
  execute_process(COMMAND "${CMARK}" --unsafe --extension table "${doc}" OUTPUT_FILE "${OUT}.html" COMMAND_ERROR_IS_FATAL ANY)
  file(READ "${OUT}.html" html)
  link_page(html)
  file(WRITE "${OUT}.html" "${html}")
  file(READ "${OUT}.html" bytes HEX)
  file(REMOVE "${OUT}.html")
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND text "const char ra_site_doc_${name}[] = {\n${bytes}\n'\\0'};\n")
endforeach()
file(WRITE "${OUT}" "${text}")
