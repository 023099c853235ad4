# CMake generated Testfile for 
# Source directory: /work/main/tests
# Build directory: /work/main/build/release/tests
# 
# This file includes the relevant testing commands required for 
# testing this directory and lists subdirectories to be tested as well.
add_test([=[test_clock]=] "/work/main/build/release/tests/test_clock")
set_tests_properties([=[test_clock]=] PROPERTIES  LABELS "quick" TIMEOUT "3000" _BACKTRACE_TRIPLES "/work/main/tests/CMakeLists.txt;24;add_test;/work/main/tests/CMakeLists.txt;31;conductor_test;/work/main/tests/CMakeLists.txt;0;")
add_test([=[test_scenarios]=] "/work/main/build/release/tests/test_scenarios")
set_tests_properties([=[test_scenarios]=] PROPERTIES  LABELS "quick" TIMEOUT "3000" _BACKTRACE_TRIPLES "/work/main/tests/CMakeLists.txt;24;add_test;/work/main/tests/CMakeLists.txt;31;conductor_test;/work/main/tests/CMakeLists.txt;0;")
add_test([=[test_swarm]=] "/work/main/build/release/tests/test_swarm")
set_tests_properties([=[test_swarm]=] PROPERTIES  LABELS "quick" TIMEOUT "3000" _BACKTRACE_TRIPLES "/work/main/tests/CMakeLists.txt;24;add_test;/work/main/tests/CMakeLists.txt;31;conductor_test;/work/main/tests/CMakeLists.txt;0;")
add_test([=[test_values]=] "/work/main/build/release/tests/test_values")
set_tests_properties([=[test_values]=] PROPERTIES  LABELS "quick" TIMEOUT "3000" _BACKTRACE_TRIPLES "/work/main/tests/CMakeLists.txt;24;add_test;/work/main/tests/CMakeLists.txt;31;conductor_test;/work/main/tests/CMakeLists.txt;0;")
add_test([=[engine_is_pure]=] "/work/main/tests/purity/symbols.sh" "/work/main/build/release/libconductor_engine.a" "/work/main/tests/purity/engine_may_call.txt")
set_tests_properties([=[engine_is_pure]=] PROPERTIES  LABELS "quick" _BACKTRACE_TRIPLES "/work/main/tests/CMakeLists.txt;43;add_test;/work/main/tests/CMakeLists.txt;0;")
add_test([=[rooms_keep_apart]=] "/work/main/tests/purity/includes.sh" "/work/main")
set_tests_properties([=[rooms_keep_apart]=] PROPERTIES  LABELS "quick" _BACKTRACE_TRIPLES "/work/main/tests/CMakeLists.txt;45;add_test;/work/main/tests/CMakeLists.txt;0;")
add_test([=[headers_compile_alone]=] "/work/main/tests/purity/headers.sh" "/work/main" "/usr/bin/cc")
set_tests_properties([=[headers_compile_alone]=] PROPERTIES  LABELS "quick" _BACKTRACE_TRIPLES "/work/main/tests/CMakeLists.txt;47;add_test;/work/main/tests/CMakeLists.txt;0;")
