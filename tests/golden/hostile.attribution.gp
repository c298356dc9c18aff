# Made by reaudit. It draws to standard output: gnuplot chart.gp > chart.svg
set encoding utf8
set terminal svg noenhanced fixed size 643,185 font "Arial,10.67" background "#ffffff"
set label "All of the correction (÷ 2.00) comes from: =cmd\174\047 /C calc\047\041A0 \074script\076alert(1)\074/script\076" at screen 0.01866, screen 0.88730 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "\134x1b\13331m\045s\045n" at screen 0.01866, screen 0.79162 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "\134x1b\1332J\134x1b\1350;owned\134x07Cleared \134u\173202e\175egami\134u\173202c\175 \134u\173009b\17531m \134u\173200b\175end. First and Högberg (2020), Table 3" at screen 0.01866, screen 0.68023 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Published figures: First and Högberg (2020), Table 3. Audit of hostile: reaudit 0.1.0, 20,000 trials, seed 1." at screen 0.01866, screen 0.09300 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
unset key
unset border
unset ytics
set lmargin at screen 0.39193
set rmargin at screen 0.91440
set tmargin at screen 0.53551
set bmargin at screen 0.35446
set xrange [0:103]
set yrange [0.5:-0.5]
set xtics scale 0 format "" (0, 20, 40, 60, 80, 100)
set grid xtics back linetype 1 linecolor rgb "#d9d9d9"
set label "0" at screen 0.39193, screen 0.30256 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "20" at screen 0.49338, screen 0.30256 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "40" at screen 0.59483, screen 0.30256 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "60" at screen 0.69628, screen 0.30256 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "80" at screen 0.79773, screen 0.30256 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "100" at screen 0.89918, screen 0.30256 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "Share of the whole factor (of its logarithm), \045" at screen 0.65317, screen 0.22415 center font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "=cmd\174\047 /C calc\047\041A0 \074script\076alert(1)\074/script\076" at screen 0.37866, screen 0.48015 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "\134x1b\13331m\045s\045n" at screen 0.37866, screen 0.40981 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "100 \045" at screen 0.98134, screen 0.44498 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "share" at screen 0.98134, screen 0.57587 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set arrow from first 0, graph 0 to first 0, graph 1 nohead back linecolor rgb "#7f7f7f" linewidth 1.5
$boxes << END
0 100 -0.27 0.27 29362
END
plot $boxes using (($1+$2)/2):(($3+$4)/2):1:2:3:4:5 with boxxyerror linecolor rgb variable fillstyle solid noborder
