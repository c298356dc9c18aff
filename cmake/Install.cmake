# The program, its data and its licence, in the places where `reaudit version --paths` looks.
install(TARGETS reaudit RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(DIRECTORY datasets DESTINATION "${CMAKE_INSTALL_DATADIR}/reaudit")
install(DIRECTORY models/chains DESTINATION "${CMAKE_INSTALL_DATADIR}/reaudit/models")
install(DIRECTORY tests/cases DESTINATION "${CMAKE_INSTALL_DATADIR}/reaudit/tests")
install(FILES reports/result.schema.json reports/selftest.schema.json DESTINATION "${CMAKE_INSTALL_DATADIR}/reaudit/reports")
install(FILES models/claim.schema.json models/table.schema.json DESTINATION "${CMAKE_INSTALL_DATADIR}/reaudit/models")
install(FILES README.md ARCHITECTURE.md CHANGELOG.md LICENSE docs/claim-format.md docs/formats.md docs/measuring.md docs/references.md docs/selftest.md
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")

include(Generated)     # manual page and completions
