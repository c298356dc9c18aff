// Correlated draws: the Gaussian copula of the program (audit/copula.h).
//
// Streams that are correlated, directly or through others, form a group with the correlation matrix
// R of their normal scores. R = L L^T with pivots; z' = L z, and the tail is Phi(z').
"use strict";
(function (page) {
  const NOTHING_LEFT = 1e-12; // of a variance, which then belongs to the streams before
  const SAME = 1e-13;         // entries that are equal up to rounding

  // Lists what hangs together.
  function findGroups(matrix, size) {
    const group = new Array(size).fill(-1), groups = [];
    for (let first = 0; first < size; first++) {
      if (group[first] >= 0) continue;
      const open = [first];
      group[first] = groups.length;
      while (open.length > 0) {
        const i = open.pop();
        for (let j = 0; j < size; j++) {
          if (group[j] >= 0 || matrix[i][j] === 0) continue;
          group[j] = groups.length;
          open.push(j);
        }
      }
      groups.push([...group.keys()].filter((i) => group[i] === groups.length));
    }
    return groups;
  }

  // The first of the largest entries of the diagonal from k on.
  function findPivot(rest, k) {
    let best = k;
    for (let i = k + 1; i < rest.length; i++) if (rest[i][i] > rest[best][best] * (1 + SAME)) best = i;
    return best;
  }

  function swap(list, a, b) {
    [list[a], list[b]] = [list[b], list[a]];
  }

  // L by columns, l_kk = sqrt(r_kk), l_ik = r_ik / l_kk, r_ij -= l_ik l_jk, with the members in the
  // order of the pivots; its rows have length 1.
  function decompose(matrix, members) {
    const rest = members.map((i) => members.map((j) => matrix[i][j]));
    const factor = members.map(() => []);
    let rank = 0;
    for (; rank < rest.length; rank++) {
      const pivot = findPivot(rest, rank);
      for (const list of [members, rest, factor, ...rest]) swap(list, rank, pivot);
      if (rest[rank][rank] <= NOTHING_LEFT) break;
      const root = Math.sqrt(rest[rank][rank]);
      for (let i = 0; i < rest.length; i++) factor[i][rank] = i < rank ? 0 : i === rank ? root : rest[i][rank] / root;
      for (let i = rank + 1; i < rest.length; i++) {
        for (let j = rank + 1; j < rest.length; j++) rest[i][j] -= factor[i][rank] * factor[j][rank];
      }
    }
    return factor.map((entries) => {
      const row = entries.slice(0, rank).map((entry) => (Math.abs(entry) > SAME ? entry : 0));
      const length = Math.hypot(...row);
      return row.map((entry) => entry / length);
    });
  }

  // The tails of the streams: the first of a group keeps its own.
  function drawGroup(members, factor, uniforms, out) {
    const scores = factor[0].map((_, k) => uniforms[members[k]].map(page.qnorm));
    members.forEach((stream, i) => {
      if (i === 0) {
        out[stream] = page.tails(uniforms[stream]);
        return;
      }
      out[stream] = new Float64Array(uniforms[stream].length).map((_, t) => {
        let z = 0;
        for (let k = 0; k < scores.length; k++) z += factor[i][k] * scores[k][t];
        return z > 0 ? -page.tailOf(z) : page.tailOf(z);
      });
    });
  }

  // Given: the correlations of the streams' normal scores, row by row; their uniform numbers; which
  // of them are drawn at all. Returned: the tails of these.
  page.drawCorrelated = function (matrix, uniforms, active) {
    const part = active.map((i) => active.map((j) => matrix[i][j]));
    const tails = [];
    for (const members of findGroups(part, active.length)) {
      const factor = decompose(part, members);
      drawGroup(members.map((i) => active[i]), factor, uniforms, tails);
    }
    return tails;
  };
})((globalThis.reaudit ??= {}));
