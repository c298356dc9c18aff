# reaudit_layer(NAME DIRECTORY dir LINK ...): the C files of one folder as one static library.
function(reaudit_layer name)
  cmake_parse_arguments(arg "" "DIRECTORY" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${arg_DIRECTORY}/*.c")
  if(NOT sources) # a layer whose first file is still to come: nothing to build, nothing to link
    add_library(${name} INTERFACE)
    return()
  endif()
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC reaudit_options)
  target_link_libraries(${name} ${arg_LINK})
endfunction()

# reaudit_program(NAME DIRECTORY dir LINK ...): the C files of one folder as one program.
# Everything but main.c is an object library, so that tests can link the commands too.
function(reaudit_program name)
  cmake_parse_arguments(arg "" "DIRECTORY" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${arg_DIRECTORY}/*.c")
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE reaudit_options ${arg_LINK})
  target_compile_definitions(${name} PRIVATE
    REAUDIT_VERSION="${PROJECT_VERSION}"
    REAUDIT_INSTALL_DATA="${CMAKE_INSTALL_FULL_DATADIR}/reaudit"
    REAUDIT_SOURCE_DATA="${CMAKE_SOURCE_DIR}")
endfunction()
