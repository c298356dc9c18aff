# Made by reaudit. It draws to standard output: gnuplot chart.gp > chart.svg
set encoding utf8
set terminal svg noenhanced fixed size 643,256 font "Arial,10.67" background "#ffffff"
set label "The two largest of 4 corrections account for 170 \045 of the whole" at screen 0.01866, screen 0.91855 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "Energy of one day of answers. First and Högberg (2020), Table 3" at screen 0.01866, screen 0.83806 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Published figures: First and Högberg (2020), Table 3. Corrections: The Second Group et al. (2021), Table 4 and the sources of the claim. Audit of full: reaudit 0.1.0," at screen 0.01866, screen 0.10788 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
set label "20,000 trials, seed 1." at screen 0.01866, screen 0.06721 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
unset key
unset border
unset ytics
set lmargin at screen 0.23350
set rmargin at screen 0.91440
set tmargin at screen 0.73347
set bmargin at screen 0.36679
set xrange [-112.4649104:212.3349708]
set yrange [3.5:-0.5]
set xtics scale 0 format "" (-100, -50, 0, 50, 100, 150, 200)
set grid xtics back linetype 1 linecolor rgb "#d9d9d9"
set label "-100" at screen 0.25963, screen 0.32929 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "-50" at screen 0.36445, screen 0.32929 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "0" at screen 0.46926, screen 0.32929 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "50" at screen 0.57408, screen 0.32929 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "100" at screen 0.67890, screen 0.32929 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "150" at screen 0.78372, screen 0.32929 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "200" at screen 0.88854, screen 0.32929 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "Share of the whole factor (of its logarithm), \045" at screen 0.57395, screen 0.27262 center font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Energy of one question" at screen 0.22022, screen 0.68764 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "150 \045" at screen 0.98134, screen 0.68764 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Energy of the machines" at screen 0.22022, screen 0.59597 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "14 \045" at screen 0.98134, screen 0.59597 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Power usage effectiveness" at screen 0.22022, screen 0.50430 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "-12 \045" at screen 0.98134, screen 0.50430 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Waiting, per unit of work" at screen 0.22022, screen 0.41263 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "-53 \045" at screen 0.98134, screen 0.41263 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "share" at screen 0.98134, screen 0.76264 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set object rectangle from screen 0.01866, screen 0.18971 to screen 0.04189, screen 0.21887 front fillcolor rgb "#0072b2" fillstyle solid noborder
set label "share" at screen 0.05018, screen 0.20429 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object rectangle from screen 0.11822, screen 0.20012 to screen 0.14144, screen 0.20846 front fillcolor rgb "#d55e00" fillstyle solid noborder
set label "5 \045 to 95 \045" at screen 0.14974, screen 0.20429 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set arrow from first 0, graph 0 to first 0, graph 1 nohead back linecolor rgb "#7f7f7f" linewidth 1.5
$boxes << END
0 151.5040005 -0.27 0.27 29362
126.2213808 203.1425213 0.254545 0.345455 13983232
0 13.72353394 0.73 1.27 29362
7.49622345 22.56706238 1.25455 1.34545 13983232
-12.41444652 0 1.73 2.27 29362
-18.41437446 -9.208312988 2.25455 2.34545 13983232
-52.81308787 0 2.73 3.27 29362
-103.2724609 -28.20821126 3.25455 3.34545 13983232
END
plot $boxes using (($1+$2)/2):(($3+$4)/2):1:2:3:4:5 with boxxyerror linecolor rgb variable fillstyle solid noborder
