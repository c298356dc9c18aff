# Made by reaudit. It draws to standard output: gnuplot chart.gp > chart.svg
set encoding utf8
set terminal svg noenhanced fixed size 643,175 font "Arial,10.67" background "#ffffff"
set label "Along the chain the 90 \045 interval goes from ± 16 \045 to ± 16 \045 of the median" at screen 0.01866, screen 0.88086 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "\134x1b\1332J\134x1b\1350;owned\134x07Cleared \134u\173202e\175egami\134u\173202c\175 \134u\173009b\17531m \134u\173200b\175end. First and Högberg (2020), Table 3" at screen 0.01866, screen 0.76310 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Published figures: First and Högberg (2020), Table 3. Audit of hostile: reaudit 0.1.0, 20,000 trials, seed 1." at screen 0.01866, screen 0.09832 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
unset key
unset border
unset ytics
set lmargin at screen 0.08781
set rmargin at screen 0.78382
set tmargin at screen 0.61011
set bmargin at screen 0.47601
set xrange [82.50243897:117.4104269]
set yrange [0.5:-0.5]
set xtics scale 0 format "" (85, 90, 95, 100, 105, 110, 115)
set grid xtics back linetype 1 linecolor rgb "#d9d9d9"
set label "85" at screen 0.13761, screen 0.42115 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "90" at screen 0.23730, screen 0.42115 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "95" at screen 0.33699, screen 0.42115 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "100" at screen 0.43668, screen 0.42115 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "105" at screen 0.53638, screen 0.42115 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "110" at screen 0.63607, screen 0.42115 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "115" at screen 0.73576, screen 0.42115 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "\045 of the median of each step" at screen 0.43582, screen 0.33825 center font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Energy" at screen 0.07454, screen 0.54306 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "12.0 kWh" at screen 0.87380, screen 0.54306 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "10.0 to 14.0" at screen 0.98134, screen 0.54306 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "median" at screen 0.87380, screen 0.65278 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set label "5 \045 to 95 \045" at screen 0.98134, screen 0.65278 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set object rectangle from screen 0.01866, screen 0.21695 to screen 0.04189, screen 0.25962 front fillcolor rgb "#a9c8e0" fillstyle solid noborder
set label "5 \045 to 95 \045" at screen 0.05018, screen 0.23829 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object rectangle from screen 0.16618, screen 0.21695 to screen 0.18940, screen 0.25962 front fillcolor rgb "#0072b2" fillstyle solid noborder
set label "25 \045 to 75 \045" at screen 0.19770, screen 0.23829 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set arrow from first 100, graph 0 to first 100, graph 1 nohead back linecolor rgb "#7f7f7f" linewidth 1.5
$wide << END
83.49040089 -0.26
83.49040089 0.26
116.4224649 0.26
116.4224649 -0.26
END
$narrow << END
93.18895102 -0.26
93.18895102 0.26
106.8522897 0.26
106.8522897 -0.26
END
plot $wide using 1:2 with filledcurves closed fillcolor rgb "#a9c8e0", $narrow using 1:2 with filledcurves closed fillcolor rgb "#0072b2"
