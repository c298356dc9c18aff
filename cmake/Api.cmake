# The target api: the documentation of the library's interface as HTML, in build/<preset>/api/html.
find_program(DOXYGEN doxygen)
if(NOT DOXYGEN)
  return()
endif()
set(api_output "${CMAKE_BINARY_DIR}/api")
list(JOIN header_files "\" \"" api_input)
set(api_input "\"${api_input}\"")
file(MAKE_DIRECTORY "${api_output}")
configure_file(docs/api/Doxyfile.in "${api_output}/Doxyfile" @ONLY)
add_custom_target(api COMMAND "${DOXYGEN}" "${api_output}/Doxyfile"
  COMMENT "The interface of the library, from its headers" VERBATIM)
