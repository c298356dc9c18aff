# Made by reaudit. It draws to standard output: gnuplot chart.gp > chart.svg
set encoding utf8
set terminal svg noenhanced fixed size 643,203 font "Arial,10.67" background "#ffffff"
set label "Alone, it moves the headline most (by 33 \045): =cmd\174\047 /C calc\047\041A0" at screen 0.01866, screen 0.89729 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "\074script\076alert(1)\074/script\076 \134x1b\13331m\045s\045n" at screen 0.01866, screen 0.81010 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "\134x1b\1332J\134x1b\1350;owned\134x07Cleared \134u\173202e\175egami\134u\173202c\175 \134u\173009b\17531m \134u\173200b\175end. First and Högberg (2020), Table 3" at screen 0.01866, screen 0.70859 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Published figures: First and Högberg (2020), Table 3. Audit of hostile: reaudit 0.1.0, 20,000 trials, seed 1." at screen 0.01866, screen 0.08476 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
unset key
unset border
unset ytics
set lmargin at screen 0.39193
set rmargin at screen 0.74619
set tmargin at screen 0.57669
set bmargin at screen 0.41170
set xrange [9.907746187:14.09225381]
set yrange [0.5:-0.5]
set xtics scale 0 format "" (10, 11, 12, 13, 14)
set grid xtics back linetype 1 linecolor rgb "#d9d9d9"
set label "10" at screen 0.39974, screen 0.36441 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "11" at screen 0.48440, screen 0.36441 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "12" at screen 0.56906, screen 0.36441 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "13" at screen 0.65372, screen 0.36441 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "14" at screen 0.73838, screen 0.36441 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "Headline with one input moved, kWh" at screen 0.56906, screen 0.29294 center font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "=cmd\174\047 /C calc\047\041A0 \074script\076alert(1)\074/script\076" at screen 0.37866, screen 0.52625 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "\134x1b\13331m\045s\045n" at screen 0.37866, screen 0.46214 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "418 to 582 W" at screen 0.87380, screen 0.49420 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "10.0 to 14.0" at screen 0.98134, screen 0.49420 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "input, 5 \045 to 95 \045" at screen 0.87380, screen 0.61348 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set label "headline, kWh" at screen 0.98134, screen 0.61348 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set object rectangle from screen 0.01866, screen 0.18837 to screen 0.04189, screen 0.22516 front fillcolor rgb "#a9c8e0" fillstyle solid noborder
set label "input at its 5 \045 point" at screen 0.05018, screen 0.20676 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object rectangle from screen 0.22611, screen 0.18837 to screen 0.24934, screen 0.22516 front fillcolor rgb "#0072b2" fillstyle solid noborder
set label "at its 95 \045 point" at screen 0.25763, screen 0.20676 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set arrow from first 12, graph 0 to first 12, graph 1 nohead back linecolor rgb "#7f7f7f" linewidth 1.5
$boxes << END
10.02617565 12 -0.27 0.27 11127008
12 13.97382435 -0.27 0.27 29362
END
plot $boxes using (($1+$2)/2):(($3+$4)/2):1:2:3:4:5 with boxxyerror linecolor rgb variable fillstyle solid noborder
