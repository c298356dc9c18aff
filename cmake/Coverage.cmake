# The target coverage-report: which lines and branches of models/ and audit/ the tests ran.
# Needs gcovr; without it the target says so.
find_program(GCOVR gcovr)
if(GCOVR)
  add_custom_target(coverage-report
    COMMAND "${GCOVR}" --root "${CMAKE_SOURCE_DIR}" --object-directory "${CMAKE_BINARY_DIR}"
            --filter "${CMAKE_SOURCE_DIR}/models/" --filter "${CMAKE_SOURCE_DIR}/audit/"
            --exclude-unreachable-branches --exclude-throw-branches
            --print-summary --html-details "${CMAKE_BINARY_DIR}/coverage.html"
    COMMENT "Lines and branches that the tests ran"
    VERBATIM)
else()
  add_custom_target(coverage-report
    COMMAND "${CMAKE_COMMAND}" -E echo "coverage-report needs gcovr: install the package gcovr"
    COMMAND "${CMAKE_COMMAND}" -E false
    VERBATIM)
endif()
