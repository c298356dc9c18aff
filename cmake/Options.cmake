# Compiler settings that every target of the project shares.
option(REAUDIT_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(REAUDIT_COVERAGE "gcov counters" OFF)
option(REAUDIT_WERROR "Warnings are errors" OFF)
option(REAUDIT_FUZZ "Targets for libFuzzer alone, with both sanitizers (clang)" OFF)
option(REAUDIT_SOURCE_TREE "The program also finds its data in the source tree that it was built from" ON)
option(REAUDIT_HARDEN "The checks of the compiler and linker that distributions ask for" OFF)
option(REAUDIT_MPI "Runs on many machines, with MPI" OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON) # the layers are also one shared library
set(CMAKE_C_FLAGS_RELEASE "-O3 -DNDEBUG")

add_library(reaudit_options INTERFACE)
target_compile_definitions(reaudit_options INTERFACE _POSIX_C_SOURCE=200809L)
target_include_directories(reaudit_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(reaudit_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes
  -Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wformat=2
  # Results must not depend on what the compiler contracts or reorders.
  -ffp-contract=off -fno-math-errno -fno-trapping-math
  # Nobody replaces our functions when the library is loaded, so that they may be inlined.
  -fno-semantic-interposition)
if(REAUDIT_WERROR)
  target_compile_options(reaudit_options INTERFACE -Werror)
endif()
if(REAUDIT_SANITIZE)
  target_compile_options(reaudit_options INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(reaudit_options INTERFACE -fsanitize=address,undefined)
endif()
if(REAUDIT_COVERAGE)
  # Threads count together: plain counters would lose counts, and run below zero.
  target_compile_options(reaudit_options INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(reaudit_options INTERFACE --coverage)
endif()
if(REAUDIT_HARDEN)
  target_compile_options(reaudit_options INTERFACE
    -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -Werror=format-security
    "-ffile-prefix-map=${CMAKE_SOURCE_DIR}=.")
  target_link_options(reaudit_options INTERFACE LINKER:-z,relro LINKER:-z,now)
endif()
if(REAUDIT_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID STREQUAL Clang)
    message(FATAL_ERROR "REAUDIT_FUZZ needs clang: -DCMAKE_C_COMPILER=clang")
  endif()
  target_compile_options(reaudit_options INTERFACE
    -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(reaudit_options INTERFACE -fsanitize=address,undefined)
endif()
