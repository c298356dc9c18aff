# The program, its data and its licence, in the places where `reaudit version --paths` looks.
if(TARGET reaudit)
  install(TARGETS reaudit RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
install(DIRECTORY datasets DESTINATION "${CMAKE_INSTALL_DATADIR}/reaudit")
install(DIRECTORY models/chains DESTINATION "${CMAKE_INSTALL_DATADIR}/reaudit/models")
install(FILES models/claim.schema.json DESTINATION "${CMAKE_INSTALL_DATADIR}/reaudit/models")
