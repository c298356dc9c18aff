# The target coverage-report: which lines and branches of models/ and audit/ the tests ran, by gcov.
add_custom_target(coverage-report
  COMMAND /usr/bin/python3 "${CMAKE_SOURCE_DIR}/script/coverage" "${CMAKE_BINARY_DIR}"
  COMMENT "Lines and branches that the tests ran"
  USES_TERMINAL VERBATIM)
