# The page's style sheet and scripts, and Chart.js of the distribution, as texts in the program.
find_file(REAUDIT_CHART_JS chart.min.js
  PATHS /usr/share/javascript/chart.js /usr/share/nodejs/chart.js/dist
  DOC "Chart.js 3, minified" NO_DEFAULT_PATH)
if(NOT REAUDIT_CHART_JS)
  message(WARNING "Chart.js is not there (Debian: libjs-chart.js). Pages will show their tables "
    "without charts. Install it, or set REAUDIT_CHART_JS to its chart.min.js (OFF: no charts).")
endif()

set(page_folder "${CMAKE_SOURCE_DIR}/reports/html")
set(page_style "${page_folder}/page.css" "${page_folder}/site.css")
set(page_site "${page_folder}/site.js")
set(page_scripts "")
foreach(name IN ITEMS stream laws copula chain format table charts controls files start)
  list(APPEND page_scripts "${page_folder}/${name}.js")
endforeach()
set(page_chart "")
if(REAUDIT_CHART_JS)
  set(page_chart "${REAUDIT_CHART_JS}")
endif()
add_custom_command(
  OUTPUT "${CMAKE_BINARY_DIR}/html_assets.c"
  COMMAND "${CMAKE_COMMAND}" "-DOUT=${CMAKE_BINARY_DIR}/html_assets.c" "-DSTYLE=${page_style}"
          "-DSCRIPTS=${page_scripts}" "-DCHART=${page_chart}" "-DSITE=${page_site}" -P "${CMAKE_SOURCE_DIR}/cmake/EmbedPage.cmake"
  DEPENDS "${CMAKE_SOURCE_DIR}/cmake/EmbedPage.cmake" ${page_style} ${page_scripts} ${page_chart}
          ${page_site}
  COMMENT "Embedding the page's style sheet and scripts" VERBATIM)
target_sources(reaudit_reports PRIVATE "${CMAKE_BINARY_DIR}/html_assets.c")
