# libxlsxwriter, opened when the first workbook is written (reports/workbook_library.c) and not when the
# program starts: with what it brings along in Debian, libcrypto above all, the dynamic linker would
# take half of the time of `reaudit version` for it. Where that cannot be it is linked as usual.
option(REAUDIT_LAZY_WORKBOOK "Opens libxlsxwriter when a workbook is written" ON)

# The functions of the library that the workbook writer calls. One that is missing here is an
# undefined reference.
set(xlsxwriter_calls
  chart_add_series chart_axis_major_gridlines_set_line chart_axis_major_gridlines_set_visible
  chart_axis_set_crossing_max chart_axis_set_interval_tick chart_axis_set_interval_unit
  chart_axis_set_label_position chart_axis_set_log_base chart_axis_set_major_tick_mark chart_axis_set_major_unit
  chart_axis_set_max chart_axis_set_min chart_axis_set_name chart_axis_set_name_font chart_axis_set_num_font
  chart_axis_set_num_format chart_axis_set_reverse chart_chartarea_set_line chart_legend_delete_series
  chart_legend_set_font chart_legend_set_position chart_series_set_categories chart_series_set_fill
  chart_series_set_labels chart_series_set_labels_custom chart_series_set_labels_font
  chart_series_set_labels_position chart_series_set_line chart_series_set_marker_fill chart_series_set_marker_line
  chart_series_set_marker_size chart_series_set_marker_type chart_series_set_name chart_series_set_values
  chart_set_series_gap chart_set_series_overlap chart_title_off chart_title_set_name chart_title_set_name_font
  format_set_align format_set_bg_color format_set_bold format_set_bottom format_set_bottom_color
  format_set_font_color format_set_font_name format_set_font_size format_set_indent format_set_italic
  format_set_num_format format_set_text_wrap lxw_escape_data lxw_strerror workbook_add_chart workbook_add_format
  workbook_add_worksheet workbook_close workbook_define_name workbook_new workbook_set_properties worksheet_activate
  worksheet_autofilter worksheet_center_horizontally worksheet_conditional_format_cell
  worksheet_conditional_format_range worksheet_data_validation_cell worksheet_fit_to_pages worksheet_freeze_panes
  worksheet_gridlines worksheet_insert_chart_opt worksheet_merge_range worksheet_print_area worksheet_repeat_rows
  worksheet_set_column worksheet_set_footer worksheet_set_h_pagebreaks worksheet_set_header worksheet_set_landscape
  worksheet_set_margins worksheet_set_paper worksheet_set_portrait worksheet_set_row worksheet_set_tab_color
  worksheet_write_blank worksheet_write_comment worksheet_write_comment_opt worksheet_write_formula_num
  worksheet_write_formula_str worksheet_write_number worksheet_write_string worksheet_write_url
  worksheet_write_url_opt)

# The name under which the dynamic linker finds the library, where it is a shared one of the system.
function(find_xlsxwriter_name out)
  set(${out} "" PARENT_SCOPE)
  find_library(XLSXWRITER_LIBRARY xlsxwriter HINTS ${xlsxwriter_LIBRARY_DIRS})
  get_filename_component(folder "${XLSXWRITER_LIBRARY}" DIRECTORY)
  if(NOT CMAKE_READELF OR NOT folder IN_LIST CMAKE_C_IMPLICIT_LINK_DIRECTORIES)
    return()
  endif()
  set(XLSXWRITER_LIBRARY_FOLDER "${folder}" PARENT_SCOPE)
  execute_process(COMMAND "${CMAKE_READELF}" -d "${XLSXWRITER_LIBRARY}"
    OUTPUT_VARIABLE dynamic ERROR_QUIET)
  if(dynamic MATCHES "SONAME[^\n]*\\[([^]]+)\\]")
    set(${out} "${CMAKE_MATCH_1}" PARENT_SCOPE)
  endif()
endfunction()

set(xlsxwriter_name "")
if(REAUDIT_LAZY_WORKBOOK)
  find_xlsxwriter_name(xlsxwriter_name)
endif()
if(NOT xlsxwriter_name)
  target_link_libraries(reaudit_reports PRIVATE PkgConfig::xlsxwriter)
  return()
endif()

# Two headers for reports/workbook_library.h: the list, and what makes the names members of the table.
set(calls "/* Made by cmake/Workbook.cmake. */\n#define RA_XLSX_LIST(X)")
set(names "/* Made by cmake/Workbook.cmake. */\n")
foreach(name IN LISTS xlsxwriter_calls)
  string(APPEND calls " \\\n    X(${name})")
  string(APPEND names "#define ${name} ra_xlsx.${name}\n")
endforeach()
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/workbook/xlsx_calls.h" @ONLY CONTENT "${calls}\n")
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/workbook/xlsx_names.h" @ONLY CONTENT "${names}")
target_compile_definitions(reaudit_reports PRIVATE RA_XLSX_NAME="${xlsxwriter_name}")
target_include_directories(reaudit_reports PRIVATE "${CMAKE_BINARY_DIR}/workbook"
  $<TARGET_PROPERTY:PkgConfig::xlsxwriter,INTERFACE_INCLUDE_DIRECTORIES>)
target_link_libraries(reaudit_reports PRIVATE ${CMAKE_DL_LIBS})
# The functions of ours that take the place of the library's have to be seen by it.
foreach(name IN ITEMS "lxw_*" _write_number_cell _write_formula_num_cell deflateInit2_)
  target_link_options(reaudit_reports INTERFACE "LINKER:--export-dynamic-symbol=${name}")
endforeach()
