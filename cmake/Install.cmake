# The program, its data and its pages, in the places where `reaudit version --paths` looks. What is
# installed belongs to a component: `program`, `library`, `development` (cmake/Library.cmake);
# `pages` are those of the program that Debian has in another form (cmake/Package.cmake).
set(data "${CMAKE_INSTALL_DATADIR}/reaudit")
install(TARGETS reaudit RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT program)
install(DIRECTORY datasets DESTINATION "${data}" COMPONENT program)
install(DIRECTORY models/chains DESTINATION "${data}/models" COMPONENT program)
install(DIRECTORY tests/cases DESTINATION "${data}/tests" COMPONENT program)
install(FILES reports/result.schema.json reports/selftest.schema.json DESTINATION "${data}/reports" COMPONENT program)
install(FILES models/claim.schema.json models/table.schema.json DESTINATION "${data}/models" COMPONENT program)
install(FILES README.md ARCHITECTURE.md docs/claim-format.md docs/formats.md docs/measuring.md docs/references.md docs/selftest.md
        DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(FILES CHANGELOG.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT pages)
install(FILES examples/audit_from_c.c examples/CMakeLists.txt examples/README.md
        DESTINATION "${CMAKE_INSTALL_DOCDIR}/examples" COMPONENT development)

include(Generated)     # manual page and completions
