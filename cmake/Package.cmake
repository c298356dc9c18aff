# Debian packages, made by `cpack -G DEB` in the build tree (preset `package`; script/package-test):
#   reaudit        the program with its data, manual page, completions and documents
#   libreaudit0.1  the shared library
#   libreaudit-dev headers, CMake package, pkg-config file, example
# Only `cpack` needs dpkg and gzip; without them nothing is prepared.
find_program(GZIP gzip)
find_program(DPKG dpkg)
if(NOT GZIP OR NOT DPKG OR NOT TARGET libreaudit OR NOT BUILD_SHARED_LIBS)
  return()
endif()

set(REAUDIT_MAINTAINER "The reaudit maintainers <reaudit@packages.invalid>" CACHE STRING
  "Who answers for a package that is built here: name and address")
set(CPACK_PACKAGE_CONTACT "${REAUDIT_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(reaudit_library_package "libreaudit${reaudit_soversion}")

# The date of the release: SOURCE_DATE_EPOCH, or the last commit, so that a package can be made again.
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  set(seconds "$ENV{SOURCE_DATE_EPOCH}")
else()
  execute_process(COMMAND git log -1 --format=%ct WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
    OUTPUT_VARIABLE seconds OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT seconds)
  set(seconds 0)
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" -E env LC_ALL=C date -u -R -d "@${seconds}"
  OUTPUT_VARIABLE debian_date OUTPUT_STRIP_TRAILING_WHITESPACE)

# Debian's forms of the pages: compressed, under their own names.
set(pages "${CMAKE_BINARY_DIR}/debian")
configure_file(cmake/debian/changelog.in "${pages}/changelog.Debian" @ONLY)
file(MAKE_DIRECTORY "${pages}")
function(compressed out source)
  add_custom_command(OUTPUT "${pages}/${out}" COMMAND "${GZIP}" -9nc "${source}" > "${pages}/${out}"
    DEPENDS "${source}" VERBATIM)
endfunction()
compressed(reaudit.1.gz "${generated}/reaudit.1")
compressed(changelog.gz "${CMAKE_SOURCE_DIR}/CHANGELOG.md")
compressed(changelog.Debian.gz "${pages}/changelog.Debian")
add_custom_target(reaudit_debian ALL
  DEPENDS "${pages}/reaudit.1.gz" "${pages}/changelog.gz" "${pages}/changelog.Debian.gz")

foreach(pair IN ITEMS program=reaudit library=${reaudit_library_package} development=libreaudit-dev)
  string(REPLACE "=" ";" pair "${pair}")
  list(GET pair 0 component)
  list(GET pair 1 package)
  install(FILES cmake/debian/copyright "${pages}/changelog.gz" "${pages}/changelog.Debian.gz"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${package}" COMPONENT ${component}_debian EXCLUDE_FROM_ALL)
endforeach()
install(FILES "${pages}/reaudit.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1"
  COMPONENT program_debian EXCLUDE_FROM_ALL)
install(FILES "${generated}/_reaudit" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions"
  COMPONENT program_debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME reaudit)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program program_debian library library_debian development development_debian)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
  GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${REAUDIT_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY "=")
foreach(group IN ITEMS PROGRAM LIBRARY DEVELOPMENT)
  set(CPACK_DEBIAN_${group}_PACKAGE_SHLIBDEPS ON)
endforeach()

# dpkg-shlibdeps sees what is linked; the package of a library that is opened (cmake/Workbook.cmake) is
# named here.
if(xlsxwriter_name)
  find_program(DPKG_QUERY dpkg-query)
  execute_process(COMMAND "${DPKG_QUERY}" -S "${XLSXWRITER_LIBRARY_FOLDER}/${xlsxwriter_name}"
    OUTPUT_VARIABLE owner ERROR_QUIET)
  string(REGEX REPLACE "[:,].*" "" owner "${owner}")
  if(owner)
    set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "${owner}")
    set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "${owner}")
  endif()
endif()

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME reaudit)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME ${reaudit_library_package})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA "${pages}/triggers")
file(WRITE "${pages}/triggers" "activate-noawait ldconfig\n")
# The library reads the data that comes with the program.
set(CPACK_DEBIAN_LIBRARY_PACKAGE_RECOMMENDS "reaudit (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libreaudit-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "${reaudit_library_package} (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}), reaudit (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}), libcjson-dev, libgsl-dev, libxlsxwriter-dev, nettle-dev")

# The first line says what it is; lines behind it belong to the long description.
set(about "It recomputes a published footprint estimate as published and with
corrected parameters, puts Monte Carlo uncertainty on the corrected side,
and writes a workbook that shows step by step how the error compounds.")
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "re-auditing of published footprint estimates
${about}
.
This package has the program with its claims, reference tables and chains.")
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION "re-auditing of published footprint estimates - library
${about}
.
This package has the shared library. It reads the data of the package reaudit.")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "re-auditing of published footprint estimates - headers
${about}
.
This package has the headers, a CMake package, a pkg-config file and an
example.")

include(CPack)
foreach(component IN ITEMS program library development)
  cpack_add_component_group(${component})
  cpack_add_component(${component} GROUP ${component})
  cpack_add_component(${component}_debian GROUP ${component})
endforeach()
