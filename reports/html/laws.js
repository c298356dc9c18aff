// From uniform numbers to values: the normal law, and tables of other laws.
"use strict";
(function (page) {
  function polynomial(c, x) {
    let sum = 0;
    for (let k = c.length - 1; k >= 0; k--) sum = sum * x + c[k];
    return sum;
  }

  // The coefficients of AS 241, PPND16 (Wichura 1988): numerators and denominators, lowest first.
  const MIDDLE = [
    [3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
      45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727],
    [1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867,
      39307.89580009271061, 28729.085735721942674, 5226.495278852854561]];
  const TAIL = [
    [1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
      1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4],
    [1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
      0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9]];
  const FAR = [
    [6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
      0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
    [1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525,
      7.868691311456132591e-4, 1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15]];
  const ratio = (pair, x) => polynomial(pair[0], x) / polynomial(pair[1], x);

  // The standard normal quantile.
  page.qnorm = function (u) {
    const q = u - 0.5;
    if (Math.abs(q) <= 0.425) return q * ratio(MIDDLE, 0.180625 - q * q);
    const r = Math.sqrt(-Math.log(q < 0 ? u : 1 - u));
    const z = r <= 5 ? ratio(TAIL, r - 1.6) : ratio(FAR, r - 5);
    return q < 0 ? -z : z;
  };

  // P(Z > |z|): the series about 0, or the continued fraction of the tail.
  page.tailOf = function (z) {
    const x = Math.abs(z);
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    if (x > 3) {
      let fraction = 0;
      for (let n = 120; n > 0; n--) fraction = n / (x + fraction);
      return density / (x + fraction);
    }
    let term = x, sum = x;
    for (let n = 1; term > 1e-17 * sum; n++) sum += term *= (x * x) / (2 * n + 1);
    return 0.5 - density * sum;
  };

  // The distance of a uniform number to the nearer end, negative in the upper half.
  page.tails = (u) => u.map((x) => (x < 0.5 ? x : Math.min(x - 1, -(2 ** -54))));

  page.bytes = function (base64) {
    const text = atob(base64);
    return Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  };

  // Chebyshev's series by Clenshaw's recurrence; coefficients c[from] to c[to - 1].
  function series(c, from, to, x) {
    let b1 = 0, b2 = 0;
    for (let k = to - 1; k > from; k--) [b1, b2] = [c[k] + 2 * x * b1 - b2, b1];
    return c[from] + x * b1 - b2;
  }

  // A law without a formula is a table of pieces over the tail probability, written by the program:
  // for either tail the number of pieces, for each its two ends, the number of its coefficients and
  // these; then the trials that it misses, as pairs of number and value.
  function readTable(numbers) {
    let at = 0;
    const sides = [0, 1].map(() => {
      const pieces = [];
      for (let count = numbers[at++]; count > 0; count--) {
        const [low, high, terms] = numbers.subarray(at, at + 3);
        pieces.push({ low, high, from: at + 3, to: at + 3 + terms });
        at += 3 + terms;
      }
      return pieces;
    });
    return { sides, missed: numbers.subarray(at) };
  }

  function pieceAt(pieces, p) {
    let low = 0, high = pieces.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (p > pieces[middle].high) low = middle + 1;
      else high = middle;
    }
    return pieces[low];
  }

  page.drawTable = function (base64, tails) {
    const numbers = new Float64Array(page.bytes(base64).buffer);
    const { sides, missed } = readTable(numbers);
    const values = new Float64Array(tails.length);
    for (let i = 0; i < tails.length; i++) {
      const p = Math.abs(tails[i]);
      const piece = pieceAt(sides[tails[i] < 0 ? 1 : 0], p);
      const x = (2 * p - piece.low - piece.high) / (piece.high - piece.low);
      values[i] = series(numbers, piece.from, piece.to, x);
    }
    for (let k = 0; k < missed.length; k += 2) values[missed[k]] = missed[k + 1];
    return values;
  };
})((globalThis.reaudit ??= {}));
