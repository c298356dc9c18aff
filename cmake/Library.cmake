# The library for other programs: the three layers in one file, libreaudit, with a CMake package and
# a pkg-config file. It exports what the public headers declare and nothing else; the program does
# not use it, so that it has no file to lose.
include(PublicHeaders)
include(CMakePackageConfigHelpers)
option(BUILD_SHARED_LIBS "libreaudit as a shared library" ON)

public_headers(reaudit_headers "${CMAKE_SOURCE_DIR}")
list(TRANSFORM reaudit_headers PREPEND "${CMAKE_SOURCE_DIR}/" OUTPUT_VARIABLE header_files)

# Before 1.0 every minor version may change the interface, and so has a name of its own.
set(reaudit_soversion "${PROJECT_VERSION_MAJOR}")
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(reaudit_soversion "0.${PROJECT_VERSION_MINOR}")
endif()

get_property(kernel_variants GLOBAL PROPERTY REAUDIT_KERNEL_VARIANTS)
set(objects "")
foreach(layer IN ITEMS reaudit_models reaudit_audit reaudit_reports ${kernel_variants})
  list(APPEND objects $<TARGET_OBJECTS:${layer}>)
endforeach()
add_library(libreaudit ${objects})
add_library(reaudit::reaudit ALIAS libreaudit)
set_target_properties(libreaudit PROPERTIES OUTPUT_NAME reaudit EXPORT_NAME reaudit LINKER_LANGUAGE C
  VERSION "${PROJECT_VERSION}" SOVERSION "${reaudit_soversion}")
target_include_directories(libreaudit INTERFACE "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/reaudit>")
target_link_libraries(libreaudit PRIVATE PkgConfig::cjson PkgConfig::gsl PkgConfig::xlsxwriter
  ${CMAKE_DL_LIBS} PkgConfig::nettle "${UDUNITS2_LIBRARY}" OpenMP::OpenMP_C m)
if(BUILD_SHARED_LIBS)
  # Sanitizers leave their own names open until the program is linked.
  set(map "${CMAKE_BINARY_DIR}/reaudit.map")
  add_custom_command(OUTPUT "${map}"
    COMMAND "${CMAKE_COMMAND}" "-DROOT=${CMAKE_SOURCE_DIR}" "-DNODE=REAUDIT_${reaudit_soversion}"
            "-DOUT=${map}" -P "${CMAKE_SOURCE_DIR}/cmake/PublicHeaders.cmake"
    DEPENDS ${header_files} "${CMAKE_SOURCE_DIR}/cmake/PublicHeaders.cmake" VERBATIM)
  target_sources(libreaudit PRIVATE "${map}")
  target_link_options(libreaudit PRIVATE "LINKER:--version-script=${map}" LINKER:-Bsymbolic-functions
    $<$<NOT:$<BOOL:${REAUDIT_SANITIZE}>>:LINKER:-z,defs>)
  set_target_properties(libreaudit PROPERTIES LINK_DEPENDS "${map}")
  if(REAUDIT_SANITIZE)
    target_link_options(libreaudit PRIVATE -fsanitize=address,undefined)
  endif()
endif()
if(REAUDIT_COVERAGE)
  target_link_options(libreaudit PRIVATE --coverage)
endif()

# Headers keep their folders, so that they include each other as in the tree.
foreach(header IN LISTS reaudit_headers)
  get_filename_component(folder "${header}" DIRECTORY)
  if(header STREQUAL "reports/reaudit.h")
    set(folder "")
  endif()
  install(FILES "${header}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/reaudit/${folder}" COMPONENT development)
endforeach()
install(TARGETS libreaudit EXPORT reaudit
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT library NAMELINK_COMPONENT development
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)

# The CMake package: find_package(reaudit), target reaudit::reaudit, variable reaudit_DATA_DIR.
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/reaudit")
set(reaudit_data_dir "${CMAKE_INSTALL_DATADIR}/reaudit")
install(EXPORT reaudit FILE reauditTargets.cmake NAMESPACE reaudit:: DESTINATION "${package_dir}"
  COMPONENT development)
configure_package_config_file(cmake/reauditConfig.cmake.in "${CMAKE_BINARY_DIR}/reauditConfig.cmake"
  INSTALL_DESTINATION "${package_dir}" PATH_VARS reaudit_data_dir NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file("${CMAKE_BINARY_DIR}/reauditConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/reauditConfig.cmake" "${CMAKE_BINARY_DIR}/reauditConfigVersion.cmake"
  DESTINATION "${package_dir}" COMPONENT development)

# The pkg-config file finds its prefix from where it lies.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(reaudit_pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH up "/x/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/x")
  string(REGEX REPLACE "/$" "" up "${up}")
  set(reaudit_pc_prefix "\${pcfiledir}/${up}")
endif()
set(reaudit_pc_requires "Requires.private")
if(NOT BUILD_SHARED_LIBS)
  set(reaudit_pc_requires "Requires") # an archive says nothing of what it needs
  set(reaudit_pc_libs " ${UDUNITS2_LIBRARY} ${OpenMP_C_FLAGS} -lm")
endif()
configure_file(cmake/reaudit.pc.in "${CMAKE_BINARY_DIR}/reaudit.pc" @ONLY)
install(FILES "${CMAKE_BINARY_DIR}/reaudit.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT development)
