# The chain in R. usage: Rscript chain.R TRIALS SEED THREADS
arguments <- commandArgs(trailingOnly = TRUE)
n <- as.numeric(arguments[1])
set.seed(as.integer(arguments[2]))
start <- proc.time()[["elapsed"]]

lognormal <- function(low, high) {
  rlnorm(n, (log(low) + log(high)) / 2, log(high / low) / 2 / qnorm(0.95))
}
triangular <- function(low, mode, high) {
  u <- runif(n)
  ifelse(u < (mode - low) / (high - low),
         low + sqrt(u * (high - low) * (mode - low)),
         high - sqrt((1 - u) * (high - low) * (high - mode)))
}
above_zero <- function(mean, sd) {
  mean + sd * qnorm(runif(n, pnorm(0, mean, sd), 1))
}
draws <- list(function() lognormal(80, 120), function() lognormal(0.5, 2),
              function() runif(n, 0.8, 1.2), function() lognormal(3, 12),
              function() triangular(0.5, 0.7, 0.95), function() lognormal(0.9, 1.1),
              function() above_zero(1, 0.4), function() lognormal(10, 40),
              function() runif(n, 0.25, 0.35), function() lognormal(0.02, 0.05))

y <- 1
rows <- vector("list", length(draws))
for (k in seq_along(draws)) {
  y <- y * draws[[k]]()
  rows[[k]] <- c(mean(y), quantile(y, c(0.05, 0.5, 0.95), names = FALSE))
}
seconds <- proc.time()[["elapsed"]] - start
for (row in rows) cat(format(row, digits = 9, trim = TRUE), "\n")
cat("seconds", seconds, "\n")
