# Made by reaudit. It draws to standard output: gnuplot chart.gp > chart.svg
set encoding utf8
set terminal svg noenhanced fixed size 643,263 font "Arial,10.67" background "#ffffff"
set label "Along the chain the 90 \045 interval goes from ± 35 \045 to ± 39 \045 of the median" at screen 0.01866, screen 0.92072 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "Energy of one day of answers. First and Högberg (2020), Table 3" at screen 0.01866, screen 0.84237 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Published figures: First and Högberg (2020), Table 3. Corrections: The Second Group et al. (2021), Table 4 and the sources of the claim. Audit of full: reaudit 0.1.0," at screen 0.01866, screen 0.10501 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
set label "20,000 trials, seed 1." at screen 0.01866, screen 0.06542 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
unset key
unset border
unset ytics
set lmargin at screen 0.39193
set rmargin at screen 0.79305
set tmargin at screen 0.74057
set bmargin at screen 0.35850
set xrange [50.91764516:176.7443331]
set yrange [2.5:-0.5]
set logscale x
set xtics scale 0 format "" (100)
set grid xtics back linetype 1 linecolor rgb "#d9d9d9"
set label "100" at screen 0.60948, screen 0.32200 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "\045 of the median of each step (logarithmic axis)" at screen 0.59249, screen 0.26684 center font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Energy of the machines" at screen 0.37866, screen 0.67689 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "252 kWh" at screen 0.87842, screen 0.67689 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "178 to 357" at screen 0.98134, screen 0.67689 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Energy while they wait" at screen 0.37866, screen 0.54953 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "132 kWh" at screen 0.87842, screen 0.54953 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "69.4 to 225" at screen 0.98134, screen 0.54953 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Energy of the whole site, with the machines that" at screen 0.37866, screen 0.44692 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "wait and the cooling" at screen 0.37866, screen 0.39744 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "423 kWh" at screen 0.87842, screen 0.42218 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "288 to 617" at screen 0.98134, screen 0.42218 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "median" at screen 0.87842, screen 0.76896 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set label "5 \045 to 95 \045" at screen 0.98134, screen 0.76896 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set object rectangle from screen 0.01866, screen 0.18613 to screen 0.04189, screen 0.21452 front fillcolor rgb "#a9c8e0" fillstyle solid noborder
set label "5 \045 to 95 \045" at screen 0.05018, screen 0.20032 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object rectangle from screen 0.16618, screen 0.18613 to screen 0.18940, screen 0.21452 front fillcolor rgb "#0072b2" fillstyle solid noborder
set label "25 \045 to 75 \045" at screen 0.19770, screen 0.20032 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set arrow from first 100, graph 0 to first 100, graph 1 nohead back linecolor rgb "#7f7f7f" linewidth 1.5
$wide << END
70.59504734 -0.26
70.59504734 0.26
52.7430007 0.74
52.7430007 1.26
68.14976621 1.74
68.14976621 2.26
145.7885725 2.26
145.7885725 1.74
170.6274789 1.26
170.6274789 0.74
141.4806385 0.26
141.4806385 -0.26
END
$narrow << END
86.78872543 -0.26
86.78872543 0.26
77.57076971 0.74
77.57076971 1.26
85.48652429 1.74
85.48652429 2.26
117.0290538 2.26
117.0290538 1.74
125.6707721 1.26
125.6707721 0.74
115.1733418 0.26
115.1733418 -0.26
END
plot $wide using 1:2 with filledcurves closed fillcolor rgb "#a9c8e0", $narrow using 1:2 with filledcurves closed fillcolor rgb "#0072b2"
