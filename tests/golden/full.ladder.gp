# Made by reaudit. It draws to standard output: gnuplot chart.gp > chart.svg
set encoding utf8
set terminal svg noenhanced fixed size 643,310 font "Arial,10.67" background "#ffffff"
set label "The published 900 kWh is 2.2 times too high: the audit finds 417.7 kWh (90 \045 interval" at screen 0.01866, screen 0.93274 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "290 to 620)." at screen 0.01866, screen 0.87565 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "Energy of one day of answers. First and Högberg (2020), Table 3. 150 \045 of the correction (÷ 2.15) comes from: Energy of one" at screen 0.01866, screen 0.80917 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "question." at screen 0.01866, screen 0.76719 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Published figures: First and Högberg (2020), Table 3. Corrections: The Second Group et al. (2021), Table 4 and the sources of the claim. Audit of full: reaudit 0.1.0," at screen 0.01866, screen 0.08909 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
set label "20,000 trials, seed 1." at screen 0.01866, screen 0.05550 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
unset key
unset border
unset ytics
set lmargin at screen 0.23350
set rmargin at screen 0.85317
set tmargin at screen 0.68082
set bmargin at screen 0.30232
set xrange [189.5195993:941.7789239]
set yrange [4.5:-0.5]
set logscale x
set xtics scale 0 format "" (200, 500)
set grid xtics back linetype 1 linecolor rgb "#d9d9d9"
set label "200" at screen 0.25430, screen 0.27135 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "500" at screen 0.60845, screen 0.27135 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "kWh (logarithmic axis)" at screen 0.54333, screen 0.22455 center font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "As recomputed" at screen 0.22022, screen 0.64297 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "900" at screen 0.91458, screen 0.64297 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Energy of one question" at screen 0.22022, screen 0.56727 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "281.2" at screen 0.91458, screen 0.56727 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "÷ 3.20" at screen 0.98134, screen 0.56727 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Waiting, per unit of work" at screen 0.22022, screen 0.49157 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "421.9" at screen 0.91458, screen 0.49157 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "× 1.50" at screen 0.98134, screen 0.49157 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Power usage effectiveness" at screen 0.22022, screen 0.41587 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "464.1" at screen 0.91458, screen 0.41587 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "× 1.10" at screen 0.98134, screen 0.41587 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Energy of the machines" at screen 0.22022, screen 0.34017 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "417.7" at screen 0.91458, screen 0.34017 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "÷ 1.11" at screen 0.98134, screen 0.34017 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "kWh" at screen 0.91458, screen 0.70491 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set label "change" at screen 0.98134, screen 0.70491 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set object circle at screen 0.03027511664, screen 0.1681190968 size screen 0.00597 front fillcolor rgb "#1f3a5f" fillstyle solid noborder
set label "result" at screen 0.05018, screen 0.16812 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object rectangle from screen 0.11729, screen 0.15608 to screen 0.14051, screen 0.18016 front fillcolor rgb "#0072b2" fillstyle solid noborder
set label "correction" at screen 0.14881, screen 0.16812 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object rectangle from screen 0.24818, screen 0.16468 to screen 0.27140, screen 0.17156 front fillcolor rgb "#d55e00" fillstyle solid noborder
set label "90 \045 interval" at screen 0.27970, screen 0.16812 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object circle at first 900, first 0 size screen 0.00597 front fillcolor rgb "#1f3a5f" fillstyle solid noborder
set arrow from first 900, first 0 to first 900, first 1 nohead back linecolor rgb "#7f7f7f"
set object circle at first 281.25, first 1 size screen 0.00597 front fillcolor rgb "#1f3a5f" fillstyle solid noborder
set arrow from first 281.25, first 1 to first 281.25, first 2 nohead back linecolor rgb "#7f7f7f"
set object circle at first 421.875, first 2 size screen 0.00597 front fillcolor rgb "#1f3a5f" fillstyle solid noborder
set arrow from first 421.875, first 2 to first 421.875, first 3 nohead back linecolor rgb "#7f7f7f"
set object circle at first 464.0625, first 3 size screen 0.00597 front fillcolor rgb "#1f3a5f" fillstyle solid noborder
set arrow from first 464.0625, first 3 to first 464.0625, first 4 nohead back linecolor rgb "#7f7f7f"
set object circle at first 417.65625, first 4 size screen 0.00597 front fillcolor rgb "#1f3a5f" fillstyle solid noborder
$boxes << END
281.25 900 0.73 1.27 29362
198.3172936 394.7430749 1.25455 1.34545 13983232
281.25 421.875 1.73 2.27 29362
292.340625 619.7125 2.25455 2.34545 13983232
421.875 464.0625 2.73 3.27 29362
321.4354167 682.7977273 3.25455 3.34545 13983232
417.65625 464.0625 3.73 4.27 29362
288.2621528 616.6613636 4.25455 4.34545 13983232
END
plot $boxes using (($1+$2)/2):(($3+$4)/2):1:2:3:4:5 with boxxyerror linecolor rgb variable fillstyle solid noborder
