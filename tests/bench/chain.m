% The chain in Octave. usage: octave-cli chain.m TRIALS SEED THREADS
arguments = argv();
n = str2double(arguments{1});
randn("state", str2double(arguments{2}));
rand("state", str2double(arguments{2}) + 1);
start = tic();

lognormal = @(low, high) exp((log(low) + log(high)) / 2 + log(high / low) / 2 / 1.6448536269514722 * randn(n, 1));
uniform = @(low, high) low + (high - low) * rand(n, 1);

function x = triangular(n, low, mode, high)
  u = rand(n, 1);
  x = low + sqrt(u * (high - low) * (mode - low));
  right = u >= (mode - low) / (high - low);
  x(right) = high - sqrt((1 - u(right)) * (high - low) * (high - mode));
end

function x = above_zero(n, mean, sd)
  x = mean + sd * randn(n, 1);
  while any(bad = (x <= 0))
    x(bad) = mean + sd * randn(nnz(bad), 1);
  end
end

draws = {@() lognormal(80, 120), @() lognormal(0.5, 2), @() uniform(0.8, 1.2), ...
         @() lognormal(3, 12), @() triangular(n, 0.5, 0.7, 0.95), @() lognormal(0.9, 1.1), ...
         @() above_zero(n, 1, 0.4), @() lognormal(10, 40), @() uniform(0.25, 0.35), ...
         @() lognormal(0.02, 0.05)};
y = 1;
rows = zeros(10, 4);
for k = 1:10
  y = y .* draws{k}();
  rows(k, :) = [mean(y), quantile(y, [0.05; 0.5; 0.95])'];
end
seconds = toc(start);
printf("%.9g %.9g %.9g %.9g\n", rows');
printf("seconds %.6f\n", seconds);
