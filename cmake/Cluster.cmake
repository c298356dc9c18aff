# REAUDIT_MPI: one file is compiled with MPI, all others as without it.
if(REAUDIT_MPI)
  find_package(MPI REQUIRED COMPONENTS C)
  target_link_libraries(reaudit_audit PRIVATE MPI::MPI_C)
  set_source_files_properties("${CMAKE_SOURCE_DIR}/audit/cluster.c"
    PROPERTIES COMPILE_DEFINITIONS REAUDIT_MPI)
endif()
