# Imported targets of the third parties. Every one comes from the system's packages.
find_package(PkgConfig REQUIRED)
find_package(OpenMP REQUIRED COMPONENTS C)
pkg_check_modules(cjson REQUIRED IMPORTED_TARGET libcjson)
pkg_check_modules(gsl REQUIRED IMPORTED_TARGET gsl)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(nettle REQUIRED IMPORTED_TARGET nettle)
find_library(UDUNITS2_LIBRARY udunits2 REQUIRED)
find_path(UDUNITS2_INCLUDE_DIR udunits2.h REQUIRED)

add_library(cjson ALIAS PkgConfig::cjson)

# The program can have GSL, UDUNITS-2 and nettle in itself, which spares the dynamic linker five files,
# half a millisecond of every start. A package shares them: it says what it depends on, and gets their
# corrections with them. Everything else that is built is linked with the shared ones.
if(CMAKE_BUILD_TYPE STREQUAL Release AND NOT REAUDIT_HARDEN AND NOT REAUDIT_SANITIZE)
  set(archives_default ON)
else()
  set(archives_default OFF)
endif()
option(REAUDIT_ARCHIVES "The program has its libraries in itself, where there are archives of them" ${archives_default})

# third_party(NAME SHARED lib ... ARCHIVES name ... INCLUDE dir): a target that is the archives for those that have the
# property REAUDIT_ARCHIVES, where all are there, and the shared libraries for others.
function(third_party name)
  cmake_parse_arguments(arg "" "INCLUDE" "SHARED;ARCHIVES" ${ARGN})
  set(archives "")
  foreach(archive IN LISTS arg_ARCHIVES)
    find_library(REAUDIT_ARCHIVE_${archive} "lib${archive}.a")
    mark_as_advanced(REAUDIT_ARCHIVE_${archive})
    list(APPEND archives "${REAUDIT_ARCHIVE_${archive}}")
  endforeach()
  add_library(${name} INTERFACE IMPORTED)
  target_include_directories(${name} INTERFACE ${arg_INCLUDE})
  if(NOT REAUDIT_ARCHIVES OR archives MATCHES "NOTFOUND")
    target_link_libraries(${name} INTERFACE ${arg_SHARED})
    return()
  endif()
  set(asked "$<BOOL:$<TARGET_PROPERTY:REAUDIT_ARCHIVES>>")
  target_link_libraries(${name} INTERFACE "$<IF:${asked},${archives};m,${arg_SHARED}>")
endfunction()
third_party(gsl SHARED PkgConfig::gsl ARCHIVES gsl gslcblas INCLUDE ${gsl_INCLUDE_DIRS})
third_party(nettle SHARED PkgConfig::nettle ARCHIVES nettle INCLUDE ${nettle_INCLUDE_DIRS})
third_party(udunits SHARED "${UDUNITS2_LIBRARY}" ARCHIVES udunits2 expat INCLUDE "${UDUNITS2_INCLUDE_DIR}")
