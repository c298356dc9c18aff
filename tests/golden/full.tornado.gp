# Made by reaudit. It draws to standard output: gnuplot chart.gp > chart.svg
set encoding utf8
set terminal svg noenhanced fixed size 643,363 font "Arial,10.67" background "#ffffff"
set label "Alone, it moves the headline most (by 61 \045): Questions in a day" at screen 0.01866, screen 0.94256 left font "Arial:Bold,15.00" textcolor rgb "#1f3a5f" noenhanced
set label "Energy of one day of answers. First and Högberg (2020), Table 3" at screen 0.01866, screen 0.88579 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Published figures: First and Högberg (2020), Table 3. Corrections: The Second Group et al. (2021), Table 4 and the sources of the claim. Audit of full: reaudit 0.1.0," at screen 0.01866, screen 0.07608 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
set label "20,000 trials, seed 1." at screen 0.01866, screen 0.04740 left font "Arial,8.53" textcolor rgb "#595959" noenhanced
unset key
unset border
unset ytics
set lmargin at screen 0.39193
set rmargin at screen 0.85536
set tmargin at screen 0.81204
set bmargin at screen 0.25841
set xrange [301.8124267:571.3445037]
set yrange [5.5:-0.5]
set xtics scale 0 format "" (350, 400, 450, 500, 550)
set grid xtics back linetype 1 linecolor rgb "#d9d9d9"
set label "350" at screen 0.47479, screen 0.23196 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "400" at screen 0.56075, screen 0.23196 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "450" at screen 0.64672, screen 0.23196 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "500" at screen 0.73269, screen 0.23196 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "550" at screen 0.81866, screen 0.23196 center font "Arial,10.67" textcolor rgb "#595959" noenhanced
set label "Headline with one input moved, kWh" at screen 0.62365, screen 0.19200 center font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Questions in a day" at screen 0.37866, screen 0.76590 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "309 to 564" at screen 0.98134, screen 0.76590 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "power" at screen 0.37866, screen 0.67363 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "349 to 486" at screen 0.98134, screen 0.67363 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Waiting, per unit of work" at screen 0.37866, screen 0.58136 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "363 to 496" at screen 0.98134, screen 0.58136 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Share of questions whose answer is already" at screen 0.37866, screen 0.50701 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "known" at screen 0.37866, screen 0.47116 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "397 to 439" at screen 0.98134, screen 0.48909 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "Power usage effectiveness" at screen 0.37866, screen 0.39682 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "412 to 423" at screen 0.98134, screen 0.39682 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "seconds" at screen 0.37866, screen 0.30455 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "415.6 to 419.7" at screen 0.98134, screen 0.30455 right font "Arial,10.67" textcolor rgb "#222222" noenhanced
set label "headline, kWh" at screen 0.98134, screen 0.83261 right font "Arial,8.53" textcolor rgb "#595959" noenhanced
set object rectangle from screen 0.01866, screen 0.13352 to screen 0.04189, screen 0.15409 front fillcolor rgb "#a9c8e0" fillstyle solid noborder
set label "input at its 5 \045 point" at screen 0.05018, screen 0.14381 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set object rectangle from screen 0.22611, screen 0.13352 to screen 0.24934, screen 0.15409 front fillcolor rgb "#0072b2" fillstyle solid noborder
set label "at its 95 \045 point" at screen 0.25763, screen 0.14381 left font "Arial,10.67" textcolor rgb "#222222" noenhanced
set arrow from first 417.65625, graph 0 to first 417.65625, graph 1 nohead back linecolor rgb "#7f7f7f" linewidth 1.5
$boxes << END
309.440693 417.65625 -0.27 0.27 11127008
417.65625 563.7162374 -0.27 0.27 29362
348.9579102 417.65625 0.73 1.27 11127008
417.65625 486.3545898 0.73 1.27 29362
362.6563535 417.65625 1.73 2.27 11127008
417.65625 496.0860807 1.73 2.27 29362
417.65625 438.5390625 2.73 3.27 11127008
396.7734375 417.65625 2.73 3.27 29362
412.4638546 417.65625 3.73 4.27 11127008
417.65625 422.8486454 3.73 4.27 29362
415.5679688 417.65625 4.73 5.27 11127008
417.65625 419.7445313 4.73 5.27 29362
END
plot $boxes using (($1+$2)/2):(($3+$4)/2):1:2:3:4:5 with boxxyerror linecolor rgb variable fillstyle solid noborder
