# Checks the order of the layers: cmake -DROOT=<tree> -P cmake/CheckLayers.cmake
#
#   - includes go one way: models <- audit <- reports <- audit/cli; tests may include anything;
#   - includes of our own are written from the root and exist;
#   - every third party is confined to the files named below, and no public header (one with
#     extern "C") shows it;
#   - files have 400 lines at most.
#
# What is wrong is printed as "file:line: message"; the script then fails.
cmake_minimum_required(VERSION 3.25)

if(NOT DEFINED limit)
  set(limit 400)
endif()

# From below to above: a file includes files of its own layer and of those in front of it.
set(layers models audit reports audit/cli)

# Third parties: the start of the header's name, what files may include it.
set(third_parties
  "cjson/"      "models/json\\.c|reports/report_json[a-z_]*\\.[ch]"
  "cJSON\\.h"   "models/json\\.c|reports/report_json[a-z_]*\\.[ch]"
  "udunits2\\.h" "models/unit\\.c"
  "xlsx_"       "reports/workbook_library\\.h"
  "xlsxwriter"  "reports/(report_workbook|workbook|sheet|chart)[a-z_]*\\.[ch]"
  "zlib\\.h"    "reports/workbook_deflate\\.c"
  "gsl/"        "models/(dist|beta)[a-z_]*\\.c|models/claim_solve\\.c|audit/[a-z_]*\\.c|audit/stream\\.h"
  "nettle/"     "models/sha256\\.c"
  "omp\\.h"     "audit/[a-z_]*\\.c"
  "immintrin\\.h" "audit/kernels/pack\\.h"
  "arm_neon\\.h" "audit/kernels/pack\\.h"
  "mpi\\.h"     "audit/cluster\\.c"
  "check\\.h"   "tests/.*")

# The one third-party type that a public header shows.
set(shown "audit/stream\\.h")

# Headers of the language and of POSIX; any other would be a third party that nobody has confined.
set(standard "(assert|complex|ctype|errno|fenv|float|inttypes|iso646|limits|locale|malloc|math|setjmp|signal|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|strings|tgmath|threads|time|uchar|wchar|wctype|dirent|dlfcn|fcntl|glob|langinfo|libgen|poll|pthread|regex|spawn|termios|unistd|sys/[a-z]+)\\.h")

set(count 0)

# Prints a message at the first line that holds `text`.
function(report file text message)
  file(READ "${ROOT}/${file}" content)
  string(FIND "${content}" "${text}" position)
  string(SUBSTRING "${content}" 0 ${position} before)
  string(REGEX MATCHALL "\n" newlines "${before}")
  list(LENGTH newlines line)
  math(EXPR line "${line} + 1")
  message(NOTICE "${file}:${line}: ${message}")
  math(EXPR count "${count} + 1")
  set(count ${count} PARENT_SCOPE)
endfunction()

# The layer of a path and its height; tests stand above all.
function(find_layer path layer height)
  set(${layer} "" PARENT_SCOPE)
  set(${height} -1 PARENT_SCOPE)
  set(index 0)
  foreach(name IN LISTS layers ITEMS tests)
    if(path MATCHES "^${name}/")
      set(${layer} ${name} PARENT_SCOPE)
      set(${height} ${index} PARENT_SCOPE)
    endif()
    math(EXPR index "${index} + 1")
  endforeach()
endfunction()

macro(check_own file line header)
  find_layer("${header}" below below_height)
  if(below_height LESS 0)
    report(${file} "${line}" "includes are written from the root: \"${header}\"")
  elseif(NOT EXISTS "${ROOT}/${header}")
    report(${file} "${line}" "there is no ${header}")
  elseif(below_height GREATER height)
    report(${file} "${line}" "${layer} does not include ${below} (${header})")
  endif()
endmacro()

macro(check_third_party file line header)
  set(known FALSE)
  set(rules ${third_parties})
  while(rules)
    list(POP_FRONT rules start allowed)
    if("${header}" MATCHES "^${start}")
      set(known TRUE)
      if(NOT "${file}" MATCHES "^(${allowed})$")
        report(${file} "${line}" "<${header}> is confined to ${allowed}")
      elseif(public AND NOT "${file}" MATCHES "^${shown}$")
        report(${file} "${line}" "a public header does not show <${header}>")
      endif()
      break()
    endif()
  endwhile()
  if(NOT known AND NOT "${header}" MATCHES "^${standard}$")
    report(${file} "${line}" "<${header}> is of no known library")
  endif()
endmacro()

function(check_includes file)
  find_layer(${file} layer height)
  if(layer STREQUAL tests)
    return()
  endif()
  file(STRINGS "${ROOT}/${file}" guard REGEX "^extern \"C\"")
  string(COMPARE NOTEQUAL "${guard}" "" public)
  file(STRINGS "${ROOT}/${file}" includes REGEX "^[ \t]*#[ \t]*include")
  foreach(line IN LISTS includes)
    if(line MATCHES "include[ \t]*\"([^\"]*)\"")
      check_own(${file} "${line}" "${CMAKE_MATCH_1}")
    elseif(line MATCHES "include[ \t]*<([^>]*)>")
      check_third_party(${file} "${line}" "${CMAKE_MATCH_1}")
    else()
      report(${file} "${line}" "an include names its file")
    endif()
  endforeach()
  set(count ${count} PARENT_SCOPE)
endfunction()

function(check_length file)
  file(READ "${ROOT}/${file}" content)
  string(REGEX MATCHALL "\n" newlines "${content}")
  list(LENGTH newlines lines)
  if(lines GREATER limit)
    math(EXPR line "${limit} + 1")
    message(NOTICE "${file}:${line}: ${lines} lines, a file has ${limit} at most")
    math(EXPR count "${count} + 1")
    set(count ${count} PARENT_SCOPE)
  endif()
endfunction()

set(files "")
foreach(folder IN LISTS layers ITEMS tests)
  file(GLOB_RECURSE found RELATIVE "${ROOT}" "${ROOT}/${folder}/*.c" "${ROOT}/${folder}/*.h")
  list(APPEND files ${found})
endforeach()
list(FILTER files EXCLUDE REGEX "^tests/checks/bad_tree/")
list(REMOVE_DUPLICATES files)
list(SORT files)
foreach(file IN LISTS files)
  check_includes(${file})
  check_length(${file})
endforeach()

list(LENGTH files total)
if(total EQUAL 0)
  message(FATAL_ERROR "no files in '${ROOT}'")
elseif(count GREATER 0)
  message(FATAL_ERROR "${count} violations of the layers")
endif()
message(NOTICE "${total} files keep to their layers")
