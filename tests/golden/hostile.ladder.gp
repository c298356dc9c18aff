# Made by reaudit. It draws to standard output: gnuplot chart.gp > chart.svg
set encoding utf8
set terminal svg noenhanced fixed size 643,250 font "Arial,10.67" background "#ffffff"
set label "The published 24 kWh is 2.0 times too high: the audit finds 12.00 kWh (90 \045 interval" at screen 0.01866, screen 0.91660 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "10.0 to 14.0)." at screen 0.01866, screen 0.84580 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "\134x1b\1332J\134x1b\1350;owned\134x07Cleared \134u\173202e\175egami\134u\173202c\175 \134u\173009b\17531m \134u\173200b\175end. First and Högberg (2020), Table 3. All of the" at screen 0.01866, screen 0.76337 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "correction (÷ 2.00) comes from: =cmd\174\047 /C calc\047\041A0 \074script\076alert(1)\074/script\076 \134x1b\13331m\045s\045n." at screen 0.01866, screen 0.71132 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Published figures: First and Högberg (2020), Table 3. Audit of hostile: reaudit 0.1.0, 20,000 trials, seed 1." at screen 0.01866, screen 0.06882 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
unset key
unset border
unset ytics
set lmargin at screen 0.39193
set rmargin at screen 0.85317
set tmargin at screen 0.60422
set bmargin at screen 0.33627
set xrange [9.597974659:24.41947647]
set yrange [1.5:-0.5]
set xtics scale 0 format "" (10, 12, 14, 16, 18, 20, 22, 24)
set grid xtics back linetype 1 linecolor rgb "#d9d9d9"
set label "10" at screen 0.40444, screen 0.29786 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "12" at screen 0.46668, screen 0.29786 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "14" at screen 0.52892, screen 0.29786 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "16" at screen 0.59116, screen 0.29786 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "18" at screen 0.65340, screen 0.29786 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "20" at screen 0.71564, screen 0.29786 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "22" at screen 0.77788, screen 0.29786 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "24" at screen 0.84011, screen 0.29786 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "kWh" at screen 0.62255, screen 0.23984 center font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "As recomputed" at screen 0.37866, screen 0.53723 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "24" at screen 0.91458, screen 0.53723 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "=cmd\174\047 /C calc\047\041A0 \074script\076alert(1)\074/script\076" at screen 0.37866, screen 0.42928 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "\134x1b\13331m\045s\045n" at screen 0.37866, screen 0.37723 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "12.00" at screen 0.91458, screen 0.40325 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "÷ 2.00" at screen 0.98134, screen 0.40325 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "kWh" at screen 0.91458, screen 0.63409 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set label "change" at screen 0.98134, screen 0.63409 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set object circle at screen 0.03027511664, screen 0.16986064 size screen 0.00597 front fillcolor rgb "#1f3a5f" fillstyle solid noborder
set label "result" at screen 0.05018, screen 0.16986 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object rectangle from screen 0.11729, screen 0.15493 to screen 0.14051, screen 0.18479 front fillcolor rgb "#0072b2" fillstyle solid noborder
set label "correction" at screen 0.14881, screen 0.16986 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object rectangle from screen 0.24818, screen 0.16559 to screen 0.27140, screen 0.17413 front fillcolor rgb "#d55e00" fillstyle solid noborder
set label "90 \045 interval" at screen 0.27970, screen 0.16986 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object circle at first 24, first 0 size screen 0.00597 front fillcolor rgb "#1f3a5f" fillstyle solid noborder
set arrow from first 24, first 0 to first 24, first 1 nohead back linecolor rgb "#7f7f7f"
set object circle at first 12, first 1 size screen 0.00597 front fillcolor rgb "#1f3a5f" fillstyle solid noborder
$boxes << END
12 24 0.73 1.27 29362
10.01745113 13.96874778 1.26815 1.33185 13983232
END
plot $boxes using (($1+$2)/2):(($3+$4)/2):1:2:3:4:5 with boxxyerror linecolor rgb variable fillstyle solid noborder
