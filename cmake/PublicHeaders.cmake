# The headers that the library installs: reports/reaudit.h and all that it includes. What they
# declare is what the shared library exports, and what the API's documentation describes.
# public_headers(VARIABLE ROOT): relative to the tree.
cmake_minimum_required(VERSION 3.25)

function(public_headers variable root)
  set(found "")
  set(wanted reports/reaudit.h)
  while(wanted)
    list(POP_FRONT wanted header)
    if(header IN_LIST found)
      continue()
    endif()
    list(APPEND found ${header})
    file(STRINGS "${root}/${header}" includes REGEX "^#include \"")
    foreach(line IN LISTS includes)
      string(REGEX REPLACE "^#include \"([^\"]*)\".*" "\\1" name "${line}")
      list(APPEND wanted ${name})
    endforeach()
  endwhile()
  list(SORT found)
  set(${variable} ${found} PARENT_SCOPE)
endfunction()

# public_functions(VARIABLE ROOT header...): the functions that the headers declare. A declaration
# starts in the first column; a typedef, a macro and an inline function are none.
function(public_functions variable root)
  set(names "")
  foreach(header IN LISTS ARGN)
    file(STRINGS "${root}/${header}" lines REGEX "^[a-z][a-z0-9_ ]*[ *]ra_[a-z0-9_]+\\(")
    foreach(line IN LISTS lines)
      if(NOT line MATCHES "^(typedef|static) " AND line MATCHES "(ra_[a-z0-9_]+)\\(")
        list(APPEND names ${CMAKE_MATCH_1})
      endif()
    endforeach()
  endforeach()
  list(SORT names)
  list(REMOVE_DUPLICATES names)
  set(${variable} ${names} PARENT_SCOPE)
endfunction()

# As a script: writes the version script of the shared library.
#   cmake -DROOT=<tree> -DNODE=<name> -DOUT=<file> -P cmake/PublicHeaders.cmake
if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  public_headers(headers "${ROOT}")
  public_functions(names "${ROOT}" ${headers})
  if(names STREQUAL "")
    message(FATAL_ERROR "no public function in '${ROOT}'")
  endif()
  list(JOIN names ";\n    " names)
  file(WRITE "${OUT}" "${NODE} {\n  global:\n    ${names};\n  local:\n    *;\n};\n")
endif()
