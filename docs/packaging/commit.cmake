# commit.cmake - which commit is being built, into a header of one line.  Run by
# every build; the header is touched only when the answer is another one, so
# that nothing but version.c and the program follows.
#
#     cmake -DSOURCE=DIR -DHEADER=FILE -P commit.cmake
set(commit unknown)
find_program(GIT git)
if(GIT)
  # a repository around ours is none of ours
  execute_process(COMMAND ${GIT} -C ${SOURCE} rev-parse --show-toplevel
    OUTPUT_VARIABLE top OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  file(REAL_PATH "${SOURCE}" source)
  if(top STREQUAL source)
    execute_process(
      COMMAND ${GIT} -C ${SOURCE} describe --always --dirty --abbrev=12
        --exclude=*
      RESULT_VARIABLE failed OUTPUT_VARIABLE said
      OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(NOT failed)
      set(commit ${said})
    endif()
  endif()
endif()
set(line "#define CONDUCTOR_COMMIT \"${commit}\"\n")
set(old "")
if(EXISTS ${HEADER})
  file(READ ${HEADER} old)
endif()
if(NOT old STREQUAL line)
  file(WRITE ${HEADER} ${line})
endif()
