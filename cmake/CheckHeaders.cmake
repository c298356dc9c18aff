# Compiles every header alone, as strict C11 (C) and, where it has extern "C", as C++17 (CXX):
#   cmake -DROOT=<tree> -DWORK=<folder> -DC=<compiler> [-DCXX=<compiler>] -DINCLUDES=<folders>
#         -P cmake/CheckHeaders.cmake
# A header without extern "C" is internal to its layer and is compiled as C only. Each is included
# twice, so that a missing guard shows.
cmake_minimum_required(VERSION 3.25)

set(flags -fsyntax-only -pedantic-errors -Wall -Wextra -Werror "-I${ROOT}")
foreach(folder IN LISTS INCLUDES)
  list(APPEND flags -isystem "${folder}")
endforeach()

set(count 0)
set(failed 0)
# try(suffix compiler flag...): compiles a file that includes the header.
function(try suffix)
  math(EXPR count "${count} + 1")
  set(count ${count} PARENT_SCOPE)
  set(source "${WORK}/alone.${suffix}")
  file(WRITE "${source}" "#include \"${header}\"\n#include \"${header}\"\nint ra_header_alone;\n")
  execute_process(COMMAND ${ARGN} ${flags} "${source}"
    RESULT_VARIABLE status ERROR_VARIABLE said OUTPUT_VARIABLE said)
  if(NOT status EQUAL 0)
    message(NOTICE "${header}:1: does not compile alone (${ARGN})\n${said}")
    math(EXPR failed "${failed} + 1")
    set(failed ${failed} PARENT_SCOPE)
  endif()
endfunction()

file(GLOB_RECURSE headers RELATIVE "${ROOT}"
  "${ROOT}/models/*.h" "${ROOT}/audit/*.h" "${ROOT}/reports/*.h")
foreach(header IN LISTS headers)
  try(c "${C}" -std=c11)
  file(STRINGS "${ROOT}/${header}" guard REGEX "^extern \"C\"")
  if(CXX AND guard)
    try(cpp "${CXX}" -std=c++17)
  endif()
endforeach()

if(count EQUAL 0)
  message(FATAL_ERROR "no headers in '${ROOT}'")
elseif(failed GREATER 0)
  message(FATAL_ERROR "${failed} headers do not compile alone")
endif()
message(NOTICE "${count} times a header compiles alone")
