# reaudit_layer(NAME DIRECTORY dir LINK ...): the C files of one folder as one static library.
function(reaudit_layer name)
  cmake_parse_arguments(arg "" "DIRECTORY" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${arg_DIRECTORY}/*.c")
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC reaudit_options)
  target_link_libraries(${name} ${arg_LINK})
endfunction()

# reaudit_program(NAME DIRECTORY dir LINK ...): the C files of one folder as one program.
function(reaudit_program name)
  cmake_parse_arguments(arg "" "DIRECTORY" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${arg_DIRECTORY}/*.c")
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE reaudit_options ${arg_LINK})
  target_compile_definitions(${name} PRIVATE
    REAUDIT_VERSION="${PROJECT_VERSION}"
    REAUDIT_INSTALL_DATA="${CMAKE_INSTALL_FULL_DATADIR}/reaudit"
    REAUDIT_SOURCE_DATA="$<$<BOOL:${REAUDIT_SOURCE_TREE}>:${CMAKE_SOURCE_DIR}>")
endfunction()
