# The kernels of audit/kernels/, compiled once for every level of the instruction set. The best one
# that the processor has is taken at run time (audit/kernels.c). All give the same bits: nothing may
# be contracted or reordered, and no level is tuned to one processor, which -march=native would do.
include(CheckCCompilerFlag)

file(GLOB kernel_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/audit/kernels/*.c")

# reaudit_kernels(VARIANT option ...): one variant, linked into the layer.
function(reaudit_kernels variant)
  add_library(reaudit_kernels_${variant} OBJECT ${kernel_sources})
  target_link_libraries(reaudit_kernels_${variant} PRIVATE reaudit_options)
  target_compile_definitions(reaudit_kernels_${variant} PRIVATE RA_VARIANT=${variant})
  # The folded loops over lanes are short enough to be unrolled whole.
  target_compile_options(reaudit_kernels_${variant} PRIVATE -fopenmp-simd -Wno-psabi ${ARGN})
  target_sources(reaudit_audit PRIVATE $<TARGET_OBJECTS:reaudit_kernels_${variant}>)
  set_property(GLOBAL APPEND PROPERTY REAUDIT_KERNEL_VARIANTS reaudit_kernels_${variant})
endfunction()

reaudit_kernels(base)
check_c_compiler_flag("-march=x86-64-v4" REAUDIT_HAS_X86_LEVELS)
if(REAUDIT_HAS_X86_LEVELS)
  target_compile_definitions(reaudit_audit PRIVATE RA_KERNELS_X86)
  reaudit_kernels(v2 -march=x86-64-v2)
  reaudit_kernels(v3 -march=x86-64-v3)
  reaudit_kernels(v4 -march=x86-64-v4 -mprefer-vector-width=512)
endif()
