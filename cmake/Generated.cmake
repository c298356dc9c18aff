# The manual page and the completion scripts, printed by the program itself from its own tables.
set(generated "${CMAKE_BINARY_DIR}/share")
file(MAKE_DIRECTORY "${generated}")
add_custom_command(
  OUTPUT "${generated}/reaudit.1" "${generated}/reaudit.bash" "${generated}/_reaudit" "${generated}/reaudit.fish"
  COMMAND reaudit manual > "${generated}/reaudit.1"
  COMMAND reaudit completion bash > "${generated}/reaudit.bash"
  COMMAND reaudit completion zsh > "${generated}/_reaudit"
  COMMAND reaudit completion fish > "${generated}/reaudit.fish"
  DEPENDS reaudit VERBATIM)
add_custom_target(reaudit_generated ALL
  DEPENDS "${generated}/reaudit.1" "${generated}/reaudit.bash" "${generated}/_reaudit" "${generated}/reaudit.fish")

install(FILES "${generated}/reaudit.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT pages)
install(FILES "${generated}/reaudit.bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME reaudit COMPONENT program)
install(FILES "${generated}/_reaudit" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" COMPONENT pages)
install(FILES "${generated}/reaudit.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" COMPONENT program)
