/* Ways of writing a law that are refused: where, and what is said. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/law.h"
#include "tests/support/run.h"

/* The figure of these tests is 2 (W), printed with one digit: 1.5 to 2.5. Quotes stand for double
 * quotes. */
/* The column of the first message, and how it begins. */
static const struct {
    const char *json;
    size_t column;
    const char *message;
} bad[] = {
    {"5", 1, "a distribution is an object: {\"type\": \"normal\", \"sd\": 10}"},
    {"{}", 1, "missing 'type'"},
    {"{'type':'norml','sd':1}", 9, "unknown type 'norml'; did you mean 'normal'?"},
    {"{'type':3}", 9, "'type' must be a string, not a number"},
    {"{'type':'normal'}", 1, "'normal' needs its parameters; 'normal' takes"},
    {"{'type':'normal','truncate':{'min':0}}", 1, "'normal' needs its parameters; 'normal' takes"},
    {"{'type':'normal','clip':{'min':0}}", 1, "'normal' needs its parameters; 'normal' takes"},
    {"{'type':'normal','std':3}", 18, "unknown key 'std'; did you mean 'sd'?"},
    {"{'type':'normal','mean':1,'sd':-3}", 32, "'sd' is -3, but must be above 0"},
    {"{'type':'normal','sd':0}", 23, "'sd' is 0, but must be above 0"},
    {"{'type':'normal','sd':'3'}", 23, "'sd' must be a number, not a string"},
    {"{'type':'normal','sd':1,'relative_sd':0.1}", 39,
     "'relative_sd' does not go with 'sd'; 'normal' takes"},
    {"{'type':'normal','min':1,'max':3}", 18,
     "unknown key 'min'; known are type, truncate, clip, mean, sd, df, relative_sd, expanded,"
     " k, relative_expanded, interval, coverage"},
    {"{'type':'normal','interval':[1,3]}", 29, "'interval' needs 'coverage' too; 'normal' takes"},
    {"{'type':'normal','interval':[3,1],'coverage':0.9}", 29,
     "'interval' must be two rising numbers, [low, high]"},
    {"{'type':'normal','interval':[1,3,4],'coverage':0.9}", 29,
     "'interval' must be two rising numbers, [low, high]"},
    {"{'type':'normal','interval':[1,'3'],'coverage':0.9}", 29,
     "'interval' must be two rising numbers, [low, high]"},
    {"{'type':'normal','interval':[1,3],'coverage':90}", 46,
     "'coverage' is 90, but must lie between 0 and 1: 0.90 for 90 %"},
    {"{'type':'normal','interval':[1,3],'coverage':0.9,'df':0}", 55,
     "'df' is 0, but must lie between 0.5 and 1e+09"},
    {"{'type':'normal','expanded':3}", 29, "'expanded' needs 'k' too; 'normal' takes"},
    {"{'type':'normal','mean':0,'relative_sd':0.1}", 41,
     "'relative_sd' of 0 is 0: give an absolute amount"},
    {"{'type':'point','value':'x'}", 25, "'value' must be a number, not a string"},
    {"{'type':'uniform','min':3,'max':1}", 33, "'max' is 1, below 'min', which is 3"},
    {"{'type':'uniform','min':3,'max':3}", 33,
     "'min' and 'max' are both 3: an exact value needs no distribution"},
    {"{'type':'uniform','half_width':0}", 32, "'half_width' is 0, but must be above 0"},
    {"{'type':'loguniform','min':0,'max':3}", 28, "'min' is 0, but must be above 0"},
    {"{'type':'triangular','min':1,'mode':5,'max':4}", 45, "'max' is 4, below 'mode', which is 5"},
    {"{'type':'triangular','min':3,'max':4}", 28,
     "'mode' is 2 (the figure's value), below 'min', which is 3"},
    {"{'type':'triangular','min':0,'max':1}", 36,
     "'max' is 1, below 'mode', which is 2 (the figure's value)"},
    {"{'type':'pert','min':0,'mean':0.9,'max':1}", 31,
     "a mean of 0.9 asks for a mode of 1.1, outside 'min' and 'max'"},
    {"{'type':'pert','min':0,'mode':0.9,'max':1,'lambda':0}", 52,
     "'lambda' is 0, but must lie between 0.01 and 100000"},
    {"{'type':'trapezoid','min':0,'low':2,'high':1,'max':3}", 44,
     "'high' is 1, below 'low', which is 2"},
    {"{'type':'truncated_normal','mean':1,'sd':1}", 1,
     "'truncated_normal' takes its limits as 'min' and 'max'"},
    {"{'type':'truncated_normal','mean':1,'sd':1,'min':3,'max':2}", 50,
     "'min' is 3, but must be below 'max', which is 2"},
    {"{'type':'truncated_normal','mean':1,'sd':1,'min':60}", 50,
     "nothing of the law lies above 60"},
    {"{'type':'truncated_normal','mean':1,'sd':1,'min':0,'truncate':{'min':0}}", 1,
     "'truncated_normal' takes its limits as 'min' and 'max'"},
    {"{'type':'lognormal','median':-1,'gsd':2}", 30,
     "the median of a lognormal law is -1 here, but must be above 0"},
    {"{'type':'lognormal','gsd':0.9}", 27, "'gsd' is 0.9, but must be above 1: it is a factor"},
    {"{'type':'lognormal','gsd':2,'gsd2':4}", 36,
     "'gsd2' does not go with 'gsd'; 'lognormal' takes"},
    {"{'type':'lognormal','interval':[-1,2],'coverage':0.9}", 32,
     "a lognormal law lies above 0, its interval cannot start at -1"},
    {"{'type':'lognormal','mean':0,'sd':2}", 28, "'mean' is 0, but must be above 0"},
    {"{'type':'lognormal','mu':0,'sigma':500}", 1,
     "this 'lognormal' is so wide or so narrow that it leaves the range of numbers"},
    {"{'type':'lognormal','pedigree':[1,2,3,4,5],'factors':'ecoinvent2','basic_gsd2':1.05}", 32,
     "'ecoinvent2' has no factor for one of these scores ('ecoinvent3' has)"},
    {"{'type':'lognormal','pedigree':[1,2,3,4],'factors':'ecoinvent3','basic_gsd2':1.05}", 32,
     "'pedigree' must be five scores from 1 to 5: reliability, completeness, time, place, "
     "technology"},
    {"{'type':'lognormal','pedigree':[1,2,3,4,6],'factors':'ecoinvent3','basic_gsd2':1.05}", 32,
     "'pedigree' must be five scores from 1 to 5: reliability, completeness, time, place, "
     "technology"},
    {"{'type':'lognormal','pedigree':[1,2,3,4,5],'factors':'ecoinvent4','basic_gsd2':1.05}", 54,
     "unknown factors 'ecoinvent4'; did you mean 'ecoinvent2'?"},
    {"{'type':'lognormal','pedigree':[1,2,3,4,5],'factors':'ecoinvent3'}", 54,
     "'factors' needs 'basic_gsd2' too; 'lognormal' takes"},
    {"{'type':'beta','alpha':0,'beta':2}", 24,
     "'alpha' is 0, but must lie between 0.001 and 1e+06"},
    {"{'type':'beta','alpha':2,'beta':2,'min':2}", 41,
     "a beta law from 2 to 1: 'min' must be below 'max'"},
    {"{'type':'beta','mean':1.5,'sd':0.1}", 23, "'mean' is 1.5, but must lie between 0 and 1"},
    {"{'type':'beta','mean':0.5,'sd':0.6}", 32,
     "no beta law from 0 to 1 has mean 0.5 and sd 0.6: the sd must stay below 0.5"},
    {"{'type':'beta','mean':0.5,'sd':1e-6}", 32,
     "no beta law from 0 to 1 has mean 0.5 and sd 1e-06: the sd is too small beside 0.5"},
    {"{'type':'gamma','shape':2,'scale':0}", 35, "'scale' is 0, but must be above 0"},
    {"{'type':'gamma','shape':1e9,'scale':1}", 25,
     "'shape' is 1e+09, but must lie between 0.001 and 1e+06"},
    {"{'type':'gamma','mean':2,'sd':1e9}", 31,
     "'sd' must lie between 0.002 and 63.2456 for a mean of 2"},
    {"{'type':'exponential','mean':-1}", 30, "'mean' is -1, but must be above 0"},
    {"{'type':'exponential','rate':0}", 30, "'rate' is 0, but must be above 0"},
    {"{'type':'student_t','df':0,'scale':1}", 26, "'df' is 0, but must lie between 0.5 and 1e+06"},
    {"{'type':'student_t','df':3}", 26, "'df' needs 'scale' too; 'student_t' takes"},
    {"{'type':'arcsine','min':1,'max':0}", 33, "'max' is 0, below 'min', which is 1"},
    {"{'type':'discrete','values':[1,2]}", 29, "'values' needs 'weights' too; 'discrete' takes"},
    {"{'type':'discrete','values':[1,2],'weights':[1]}", 45, "1 weights for 2 values"},
    {"{'type':'discrete','values':[1,2],'weights':[1,0]}", 48, "'weights' must be numbers above 0"},
    {"{'type':'discrete','values':[1,'2'],'weights':[1,1]}", 32, "'values' must be numbers"},
    {"{'type':'discrete','values':[1,1],'weights':[1,1]}", 32, "1 stands twice in 'values'"},
    {"{'type':'discrete','values':[],'weights':[]}", 29, "'values' needs at least one number"},
    {"{'type':'empirical','values':[1]}", 30, "'values' needs at least two numbers"},
    {"{'type':'empirical','values':[1,2],'interpolate':1}", 50,
     "'interpolate' must be true or false, not a number"},
    {"{'type':'mixture','weights':[1],'components':[]}", 46,
     "a mixture has 1 to 64 components, not 0"},
    {"{'type':'mixture','weights':[1,1],'components':[{'type':'point','value':3},"
     "{'type':'normal'}]}",
     76, "'normal' needs its parameters; 'normal' takes"},
    {"{'type':'mixture','weights':[1,1],'components':[3,{'type':'normal','sd':-1}]}", 49,
     "a distribution is an object: {\"type\": \"normal\", \"sd\": 10}"},
    {"{'type':'normal','sd':1,'truncate':{'min':0},'clip':{'max':3}}", 53,
     "'truncate' (renormalises) or 'clip' (moves what lies outside onto the ends), not both"},
    {"{'type':'normal','sd':1,'truncate':{}}", 36, "'truncate' needs 'min' or 'max' or both"},
    {"{'type':'normal','sd':1,'truncate':[0,1]}", 36, "'truncate' must be an object, not an array"},
    {"{'type':'normal','sd':1,'truncate':{'low':0}}", 37, "unknown key 'low'; known are min, max"},
    {"{'type':'normal','sd':1,'truncate':{'min':2,'max':1}}", 36,
     "'min' is 2, but must be below 'max', which is 1"},
    {"{'type':'normal','sd':1,'truncate':{'min':90}}", 36, "nothing of the law lies above 90"},
    {"{'type':'normal','mean':0,'sd':1e12,'truncate':{'min':0,'max':7}}", 48,
     "so little of the law lies between 0 and 7 that it is uniform"},
    {"{'type':'normal','interval':[0,5e-324],'coverage':0.9}", 1,
     "this 'normal' is so wide or so narrow that it leaves the range of numbers"},
    {"{'type':'lognormal','mean':1,'relative_sd':1e300}", 1,
     "this 'lognormal' is so wide or so narrow that it leaves the range of numbers"},
    {"{'type':'uniform','min':0,'max':1,'truncate':{'min':2}}", 46,
     "nothing of the law lies above 2"},
    {"{'type':'uniform','min':0,'max':1,'clip':{'min':2}}", 42, "nothing of the law lies above 2"},
    {"{'type':'point','value':1,'truncate':{'min':0}}", 38,
     "'point' has single values and cannot be truncated; leave values out, or clip"},
    {"{'type':'discrete','values':[1,2],'weights':[1,1],'truncate':{'min':0}}", 62,
     "'discrete' has single values and cannot be truncated; leave values out, or clip"},
    {"{'type':'rounding','min':1,'max':3}", 20,
     "unknown key 'min'; known are type, truncate, clip"},
    {"{'type':'uniform','min':-1e308,'max':1e308}", 1,
     "this 'uniform' is so wide or so narrow that it leaves the range of numbers"},
    {"{'type':'normal','mean':1e308,'sd':1e308}", 1,
     "this 'normal' is so wide or so narrow that it leaves the range of numbers"},
    {"{'type':'normal','mean':'x','sd':1}", 25, "'mean' must be a number, not a string"},
    {"{'type':'normal','mean':'x','expanded':1,'k':2}", 25,
     "'mean' must be a number, not a string"},
    {"{'type':'normal','expanded':-1,'k':2}", 29, "'expanded' is -1, but must be above 0"},
    {"{'type':'normal','expanded':1,'k':0}", 35, "'k' is 0, but must be above 0"},
    {"{'type':'normal','expanded':1,'k':2,'df':0}", 42,
     "'df' is 0, but must lie between 0.5 and 1e+09"},
    {"{'type':'normal','mean':0,'relative_expanded':0.1,'k':2}", 47,
     "'relative_expanded' of 0 is 0: give an absolute amount"},
    {"{'type':'normal','sd':1,'df':0}", 30, "'df' is 0, but must lie between 0.5 and 1e+09"},
    {"{'type':'normal','sd':1,'df':'x'}", 30, "'df' must be a number, not a string"},
    {"{'type':'normal','relative_sd':'x'}", 32, "'relative_sd' must be a number, not a string"},
    {"{'type':'normal','relative_sd':-1}", 32, "'relative_sd' is -1, but must be above 0"},
    {"{'type':'normal','interval':3,'coverage':0.9}", 29,
     "'interval' must be an array, not a number"},
    {"{'type':'normal','interval':[],'coverage':0.9}", 29,
     "'interval' must be two rising numbers, [low, high]"},
    {"{'type':'normal','interval':[1],'coverage':0.9}", 29,
     "'interval' must be two rising numbers, [low, high]"},
    {"{'type':'normal','interval':['1',3],'coverage':0.9}", 29,
     "'interval' must be two rising numbers, [low, high]"},
    {"{'type':'normal','interval':[1,3],'coverage':'x'}", 46,
     "'coverage' must be a number, not a string"},
    {"{'type':'normal','interval':[1,3],'coverage':0}", 46,
     "'coverage' is 0, but must lie between 0 and 1: 0.90 for 90 %"},
    {"{'type':'normal','interval':[1,3],'coverage':1}", 46,
     "'coverage' is 1, but must lie between 0 and 1: 0.90 for 90 %"},
    {"{'type':'gaussian','sd':1}", 9, "unknown type 'gaussian'; did you mean 'normal'?"},
    {"{'type':'u-shaped','min':0,'max':1}", 9, "unknown type 'u-shaped'; did you mean 'arcsine'?"},
    {"{'type':'student_t','df':3,'location':'x','scale':1}", 39,
     "'location' must be a number, not a string"},
    {"{'type':'student_t','df':3,'scale':'x'}", 36, "'scale' must be a number, not a string"},
    {"{'type':'student_t','df':0,'expanded':1,'k':2}", 26,
     "'df' is 0, but must lie between 0.5 and 1e+06"},
    {"{'type':'student_t','df':3,'location':'x','expanded':1,'k':2}", 39,
     "'location' must be a number, not a string"},
    {"{'type':'student_t','df':3,'expanded':1,'k':-2}", 45, "'k' is -2, but must be above 0"},
    {"{'type':'student_t','df':0,'interval':[1,3],'coverage':0.9}", 26,
     "'df' is 0, but must lie between 0.5 and 1e+06"},
    {"{'type':'student_t','df':3,'interval':[3,1],'coverage':0.9}", 39,
     "'interval' must be two rising numbers, [low, high]"},
    {"{'type':'lognormal','median':'x','gsd':2}", 30, "'median' must be a number, not a string"},
    {"{'type':'lognormal','relative_sd':-1}", 35, "'relative_sd' is -1, but must be above 0"},
    {"{'type':'lognormal','relative_sd':'x'}", 35, "'relative_sd' must be a number, not a string"},
    {"{'type':'lognormal','sigma':0}", 29, "'sigma' is 0, but must be above 0"},
    {"{'type':'lognormal','gsd':'x'}", 27, "'gsd' must be a number, not a string"},
    {"{'type':'lognormal','gsd2':1}", 28, "'gsd2' is 1, but must be above 1: it is a factor"},
    {"{'type':'lognormal','mean':1,'sd':'x'}", 35, "'sd' must be a number, not a string"},
    {"{'type':'lognormal','mean':1,'sd':0}", 35, "'sd' is 0, but must be above 0"},
    {"{'type':'lognormal','mean':1,'relative_sd':0}", 44,
     "'relative_sd' is 0, but must be above 0"},
    {"{'type':'lognormal','mu':'x','sigma':1}", 26, "'mu' must be a number, not a string"},
    {"{'type':'lognormal','mu':0,'sigma':-1}", 36, "'sigma' is -1, but must be above 0"},
    {"{'type':'lognormal','interval':[2,1],'coverage':0.9}", 32,
     "'interval' must be two rising numbers, [low, high]"},
    {"{'type':'lognormal','median':-1,'pedigree':[1,2,3,4,5],'factors':'ecoinvent3','basic_gsd2':2}", 30,
     "the median of a lognormal law is -1 here, but must be above 0"},
    {"{'type':'lognormal','pedigree':5,'factors':'ecoinvent3','basic_gsd2':1.05}", 32,
     "'pedigree' must be an array, not a number"},
    {"{'type':'lognormal','pedigree':[1,2,3,4,5,1],'factors':'ecoinvent3','basic_gsd2':1.05}", 32,
     "'pedigree' must be five scores from 1 to 5: reliability, completeness, time, place, "
     "technology"},
    {"{'type':'lognormal','pedigree':[1,2,3,4,1.5],'factors':'ecoinvent3','basic_gsd2':1.05}", 32,
     "'pedigree' must be five scores from 1 to 5: reliability, completeness, time, place, "
     "technology"},
    {"{'type':'lognormal','pedigree':[0,2,3,4,1],'factors':'ecoinvent3','basic_gsd2':1.05}", 32,
     "'pedigree' must be five scores from 1 to 5: reliability, completeness, time, place, "
     "technology"},
    {"{'type':'lognormal','pedigree':[1,2,3,4,'5'],'factors':'ecoinvent3','basic_gsd2':1.05}", 32,
     "'pedigree' must be five scores from 1 to 5: reliability, completeness, time, place, "
     "technology"},
    {"{'type':'lognormal','pedigree':[1,1,1,1,1],'factors':'ecoinvent3','basic_gsd2':1}", 80,
     "'basic_gsd2' is 1, but must be above 1: it is a factor"},
    {"{'type':'lognormal','pedigree':[1,1,1,1,1],'factors':'ecoinvent3','basic_gsd2':'x'}", 80,
     "'basic_gsd2' must be a number, not a string"},
    {"{'type':'lognormal','pedigree':[1,1,1,1,1],'factors':'ecoinvent3','basic_variance':-1}", 84,
     "'basic_variance' is -1, but must be above 0"},
    {"{'type':'uniform','half_width':'x'}", 32, "'half_width' must be a number, not a string"},
    {"{'type':'uniform','half_width':1e-30}", 32, "'half_width' leaves no width around 2"},
    {"{'type':'uniform','min':'x','max':1}", 25, "'min' must be a number, not a string"},
    {"{'type':'loguniform','min':1,'max':'x'}", 36, "'max' must be a number, not a string"},
    {"{'type':'triangular','min':0,'mode':'x','max':4}", 37,
     "'mode' must be a number, not a string"},
    {"{'type':'pert','min':0,'mode':1,'max':2,'lambda':'x'}", 50,
     "'lambda' must be a number, not a string"},
    {"{'type':'pert','min':0,'mean':1,'max':2,'lambda':-4}", 50,
     "'lambda' is -4, but must lie between 0.01 and 100000"},
    {"{'type':'pert','min':3,'mean':1,'max':2}", 31, "'mean' is 1, below 'min', which is 3"},
    {"{'type':'pert','min':0,'mean':0.1,'max':1}", 31,
     "a mean of 0.1 asks for a mode of -0.1, outside 'min' and 'max'"},
    {"{'type':'trapezoid','min':'x','low':1,'high':2,'max':3}", 27,
     "'min' must be a number, not a string"},
    {"{'type':'beta','alpha':2,'beta':0}", 33, "'beta' is 0, but must lie between 0.001 and 1e+06"},
    {"{'type':'beta','alpha':2,'beta':2,'min':'x'}", 41, "'min' must be a number, not a string"},
    {"{'type':'beta','alpha':2,'beta':2,'max':'x'}", 41, "'max' must be a number, not a string"},
    {"{'type':'beta','alpha':2,'beta':2,'max':-1}", 41,
     "a beta law from 0 to -1: 'min' must be below 'max'"},
    {"{'type':'beta','mean':'x','sd':0.1}", 23, "'mean' must be a number, not a string"},
    {"{'type':'beta','mean':0.5,'sd':0}", 32, "'sd' is 0, but must be above 0"},
    {"{'type':'beta','mean':0.5,'sd':0.1,'min':1}", 42,
     "a beta law from 1 to 1: 'min' must be below 'max'"},
    {"{'type':'beta','mean':0,'sd':0.1}", 23, "'mean' is 0, but must lie between 0 and 1"},
    {"{'type':'gamma','shape':2,'rate':0}", 34, "'rate' is 0, but must be above 0"},
    {"{'type':'gamma','mean':0,'sd':1}", 24, "'mean' is 0, but must be above 0"},
    {"{'type':'gamma','mean':2,'sd':0}", 31, "'sd' is 0, but must be above 0"},
    {"{'type':'gamma','mean':2,'sd':1e-9}", 31,
     "'sd' must lie between 0.002 and 63.2456 for a mean of 2"},
    {"{'type':'exponential','rate':'x'}", 30, "'rate' must be a number, not a string"},
    {"{'type':'discrete','values':3,'weights':[1]}", 29, "'values' must be an array, not a number"},
    {"{'type':'discrete','values':[1],'weights':3}", 43,
     "'weights' must be an array, not a number"},
    {"{'type':'discrete','values':[1],'weights':['x']}", 44, "'weights' must be numbers above 0"},
    {"{'type':'empirical','values':3}", 30, "'values' must be an array, not a number"},
    {"{'type':'mixture','weights':[1],'components':3}", 46,
     "'components' must be an array, not a number"},
    {"{'type':'mixture','weights':3,'components':[{'type':'point'}]}", 29,
     "'weights' must be an array, not a number"},
    {"{'type':'mixture','weights':[1,1],'components':[{'type':'point'}]}", 29,
     "2 weights for 1 components"},
    {"{'type':'normal','sd':1,'truncate':{'min':'x'}}", 43, "'min' must be a number, not a string"},
    {"{'type':'normal','sd':1,'truncate':{'min':'x','max':'y'}}", 43,
     "'min' must be a number, not a string"},
    {"{'type':'normal','sd':1,'truncate':{'min':2,'max':2}}", 36,
     "'min' is 2, but must be below 'max', which is 2"},
    {"{'type':'normal','sd':1,'truncate':{'max':-60}}", 36, "nothing of the law lies below -60"},
    {"{'type':'normal','sd':1,'truncate':{'min':60,'max':70}}", 36,
     "nothing of the law lies between 60 and 70"},
    {"{'type':'normal','sd':1,'clip':3}", 32, "'clip' must be an object, not a number"},
    {"{'type':'normal','sd':1,'clip':{}}", 32, "'clip' needs 'min' or 'max' or both"},
    {"{'type':'normal','sd':1,'clip':{'max':'x'}}", 39, "'max' must be a number, not a string"},
    {"{'type':'uniform','min':0,'max':1,'clip':{'max':-1}}", 42,
     "nothing of the law lies below -1"},
    {"{'type':'uniform','min':0,'max':1,'clip':{'min':2,'max':3}}", 42,
     "nothing of the law lies between 2 and 3"},
    {"{'type':'truncated_normal','mean':1,'sd':1,'min':'x'}", 50,
     "'min' must be a number, not a string"},
    {"{'type':'truncated_normal','mean':1,'sd':1,'max':'x'}", 50,
     "'max' must be a number, not a string"},
    {"{'type':'truncated_normal','mean':1,'sd':1,'max':-60}", 50,
     "nothing of the law lies below -60"},
    {"{'type':'truncated_normal','mean':1,'sd':1,'min':60,'max':70}", 50,
     "nothing of the law lies between 60 and 70"},
    {"{'type':'truncated_normal','mean':1,'sd':1,'min':0,'clip':{'min':0}}", 1,
     "'truncated_normal' takes its limits as 'min' and 'max'"},
    {"{'type':'normal','mean':1,'mean_':2,'sd':1}", 27,
     "unknown key 'mean_'; did you mean 'mean'?"},
    {"{'type':'lognormal','mean':1,'mu':2}", 35, "'mu' does not go with 'mean'; 'lognormal' takes"},
};

/* The same of a figure that is exact and has no value of its own. */
static const struct {
    const char *json;
    size_t column;
    const char *message;
} without_value[] = {
    {"{'type':'rounding'}", 1, "'rounding' needs a printed figure; this one is exact"},
    {"{'type':'normal','sd':1}", 1,
     "'normal' needs 'mean' here, since the figure has no value of its own"},
    {"{'type':'normal','relative_sd':1}", 1,
     "'normal' needs 'mean' here, since the figure has no value of its own"},
    {"{'type':'lognormal','gsd':2}", 1,
     "'lognormal' needs 'median' here, since the figure has no value of its own"},
    {"{'type':'uniform','half_width':1}", 32,
     "'half_width' needs a figure with a value; give 'min' and 'max'"},
    {"{'type':'student_t','df':3,'scale':1}", 1,
     "'student_t' needs 'location' here, since the figure has no value of its own"},
    {"{'type':'student_t','df':3,'expanded':1,'k':2}", 1,
     "'student_t' needs 'location' here, since the figure has no value of its own"},
    {"{'type':'lognormal','pedigree':[1,1,1,1,1],'factors':'ecoinvent3','basic_gsd2':2}", 1,
     "'lognormal' needs 'median' here, since the figure has no value of its own"},
    {"{'type':'triangular','min':0,'max':1}", 1,
     "'triangular' needs 'mode' here, since the figure has no value of its own"},
    {"{'type':'pert','min':0,'max':1}", 1,
     "'pert' needs 'mode' here, since the figure has no value of its own"},
    {"{'type':'normal','expanded':1,'k':2}", 1,
     "'normal' needs 'mean' here, since the figure has no value of its own"},
    {"{'type':'point'}", 1, "'point' needs 'value' here, since the figure has no value of its own"},
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* Returns whether a law is refused as it should be; says what is not. */
static bool is_refused(const char *text, double value, double low, double high, size_t column,
                       const char *expected)
{
    char json[400];
    quote_json(text, json, sizeof json);
    test_law law = read_law(json, value, low, high);
    ck_assert_msg(ra_diag_kept(law.diag) > 0, "%s: nothing was said", json);
    const ra_message *message = ra_diag_message(law.diag, 0);
    bool good = !law.dist && message->severity == RA_ERROR && message->column == column &&
                strncmp(message->text, expected, strlen(expected)) == 0;
    if (!good)
        fprintf(stderr, "%s\nsays at column %zu: %s\n", json, message->column, message->text);
    free_law(&law);
    return good;
}

START_TEST(test_bad)
{
    size_t wrong = 0;
    for (size_t i = 0; i < COUNT(bad); i++)
        wrong += !is_refused(bad[i].json, 2, 1.5, 2.5, bad[i].column, bad[i].message);
    ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(test_without_value)
{
    size_t wrong = 0;
    for (size_t i = 0; i < COUNT(without_value); i++)
        wrong += !is_refused(without_value[i].json, NAN, NAN, NAN, without_value[i].column,
                             without_value[i].message);
    ck_assert_uint_eq(wrong, 0);
}
END_TEST

/* The whole of a message with the list of forms. */
START_TEST(test_list_of_forms)
{
    ck_assert(is_refused("{'type':'student_t','df':3}", 2, 2, 2, 26,
                         "'df' needs 'scale' too; 'student_t' takes (in brackets what may be left "
                         "out): df [location] scale | df [location] expanded k | df interval "
                         "coverage"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dist_refused");
    TCase *tcase = tcase_create("refused");
    tcase_add_test(tcase, test_bad);
    tcase_add_test(tcase, test_without_value);
    tcase_add_test(tcase, test_list_of_forms);
    suite_add_tcase(suite, tcase);
    return run_suite(suite);
}
