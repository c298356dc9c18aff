# Checks the check: the layers of a bad tree must fail with exactly the messages that are expected.
#   cmake -DROOT=<bad tree> -DEXPECTED=<file> -P cmake/CheckLayersCatches.cmake
cmake_minimum_required(VERSION 3.25)

execute_process(
  COMMAND "${CMAKE_COMMAND}" "-DROOT=${ROOT}" -Dlimit=20 -P "${CMAKE_CURRENT_LIST_DIR}/CheckLayers.cmake"
  RESULT_VARIABLE status ERROR_VARIABLE said OUTPUT_VARIABLE said)
string(REGEX REPLACE "\nCMake Error.*" "\n" said "${said}")
file(READ "${EXPECTED}" expected)
if(status EQUAL 0)
  message(FATAL_ERROR "a tree with violations passes")
elseif(NOT said STREQUAL expected)
  message(FATAL_ERROR "expected:\n${expected}\nbut the check said:\n${said}")
endif()
string(REGEX MATCHALL "\n" lines "${expected}")
list(LENGTH lines count)
message(NOTICE "all ${count} violations are caught")
