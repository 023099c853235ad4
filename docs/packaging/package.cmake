# What is installed, and the .deb that CPack makes of it; docs/install.md.
#
#     cmake --build --preset release --target installed   what `install` needs
#     cmake --install build/release --prefix DIR
#     cpack --preset release                              build/release/*.deb

set(doc_dir ${CMAKE_INSTALL_DATADIR}/doc/conductor)
set(CONDUCTOR_MAINTAINER "Conductor maintainers <maintainers@conductor.invalid>"
  CACHE STRING "Who answers for the .deb: NAME <ADDRESS>")

# The manual page is what `conductor --help` says, in the form of man(7).
find_program(PERL perl REQUIRED)
find_program(GZIP gzip REQUIRED)
set(manual ${CMAKE_CURRENT_BINARY_DIR}/conductor.1.gz)
add_custom_command(OUTPUT ${manual}
  COMMAND ${PERL} ${CMAKE_SOURCE_DIR}/docs/packaging/manual.pl
    $<TARGET_FILE:conductor> > conductor.1
  COMMAND ${GZIP} -9 -n -f conductor.1
  DEPENDS conductor ${CMAKE_SOURCE_DIR}/docs/packaging/manual.pl
  WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR} VERBATIM)

# What the shells source; they look for it in these places.
set(completions)
foreach(shell bash zsh fish)
  set(completion ${CMAKE_CURRENT_BINARY_DIR}/completion.${shell})
  add_custom_command(OUTPUT ${completion}
    COMMAND conductor completion ${shell} > ${completion}
    DEPENDS conductor VERBATIM)
  list(APPEND completions ${completion})
endforeach()

set(changelog ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz)
add_custom_command(OUTPUT ${changelog}
  COMMAND ${GZIP} -9 -n -c ${CMAKE_SOURCE_DIR}/docs/packaging/changelog > ${changelog}
  DEPENDS ${CMAKE_SOURCE_DIR}/docs/packaging/changelog VERBATIM)
add_custom_target(installed ALL DEPENDS conductor ${manual} ${changelog}
  ${completions})

# Packing does not build tests: `installed` is all it needs.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
install(TARGETS conductor)
install(DIRECTORY scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/conductor
  FILES_MATCHING PATTERN "*.json" PATTERN "*.csv" PATTERN "*.md"
  PATTERN "*.log" PATTERN "*.log.gz")
install(FILES ${manual} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
foreach(place bash=bash-completion/completions/conductor
    zsh=zsh/vendor-completions/_conductor
    fish=fish/vendor_completions.d/conductor.fish)
  string(REGEX MATCH "^[a-z]+" shell ${place})
  string(REGEX REPLACE "^[a-z]+=" "" place ${place})
  cmake_path(GET place PARENT_PATH folder)
  cmake_path(GET place FILENAME name)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/completion.${shell}
    DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder} RENAME ${name})
endforeach()
install(FILES README.md docs/packaging/copyright ${changelog}
  DESTINATION ${doc_dir})
install(DIRECTORY docs/ DESTINATION ${doc_dir}/docs
  USE_SOURCE_PERMISSIONS
  FILES_MATCHING PATTERN "*.md" PATTERN "*.svg" PATTERN "*.png"
  PATTERN "cluster/*"
  PATTERN packaging EXCLUDE)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME conductor)
set(CPACK_PACKAGE_VENDOR Conductor)
set(CPACK_PACKAGE_CONTACT ${CONDUCTOR_MAINTAINER})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "simulator and capacity planner for Minecraft hosting paid by the minute")
set(CPACK_PACKAGE_DESCRIPTION
"Conductor replays the demand of a night against a fleet of dedicated and
cloud machines, with the scheduling and pricing engine that will drive the
real ones, and says what the night earned, who waited, and why.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
  WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# report.html is drawn by gnuplot; the clocks are the zones of tzdata
set(CPACK_DEBIAN_PACKAGE_DEPENDS "gnuplot-nox | gnuplot, tzdata")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
