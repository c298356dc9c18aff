# Made by reaudit. It draws to standard output: gnuplot chart.gp > chart.svg
set encoding utf8
set terminal svg noenhanced fixed size 643,186 font "Arial,10.67" background "#ffffff"
set label "Of 1 corrected claim, 1 is overstated, 0 understated and 0 drawn too narrowly" at screen 0.01866, screen 0.88790 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "Published over audited, most overstated first" at screen 0.01866, screen 0.77711 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "The factor is the published figure, as its inputs give it, over the audited one; lines are the 90 \045 intervals. Audits: reaudit 0.1.0, 20,000 trials each. Sources: those of" at screen 0.01866, screen 0.14848 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
set label "each claim." at screen 0.01866, screen 0.09250 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
unset key
unset border
unset ytics
set lmargin at screen 0.05645
set rmargin at screen 0.91458
set tmargin at screen 0.63317
set bmargin at screen 0.50700
set xrange [0.9664217212:3.23055569]
set yrange [0.5:-0.5]
set logscale x
set xtics scale 0 format "" (1, 2)
set grid xtics back linetype 1 linecolor rgb "#d9d9d9"
set label "1" at screen 0.08074, screen 0.45538 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "2" at screen 0.57362, screen 0.45538 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "Published over audited (1: as published) (logarithmic axis)" at screen 0.48552, screen 0.37739 center font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "full" at screen 0.04318, screen 0.57008 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "÷ 2.15" at screen 0.98134, screen 0.57008 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "change" at screen 0.98134, screen 0.67331 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set object circle at screen 0.03027511664, screen 0.2833347312 size screen 0.00597 front fillcolor rgb "#d55e00" fillstyle solid noborder
set label "overstated" at screen 0.05018, screen 0.28333 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object circle at first 2.154882155, first 0 size screen 0.00597 front fillcolor rgb "#d55e00" fillstyle solid noborder
set arrow from first 1, graph 0 to first 1, graph 1 nohead back linecolor rgb "#7f7f7f" linewidth 1.5
$boxes << END
1.459465681 3.12207919 -0.0454545 0.0454545 13983232
END
plot $boxes using (($1+$2)/2):(($3+$4)/2):1:2:3:4:5 with boxxyerror linecolor rgb variable fillstyle solid noborder
