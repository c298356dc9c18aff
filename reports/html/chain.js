// The claim's chain in the browser: the same formulas, the same order of corrections and the first
// trials of the same draws as in the program.
//
// Settings are a Map from the number of a quantity to "published" (the correction is not made) or to
// a number (its audited value, exact). A value is a number, or a column of one number per trial.
"use strict";
(function (page) {
  const PUBLISHED = 0, AUDITED = 1;
  const SAME = 1e-12; // values that differ by less are the same (models/claim_check.c)

  const isColumn = (value) => value instanceof Float64Array;

  // One value per trial. Formulas of few arguments are called without an array, five times faster.
  function applyColumns(formula, values, count) {
    const out = new Float64Array(count);
    const columns = values.map((value) => (isColumn(value) ? value : null));
    const args = values.slice();
    const [a, b, c] = columns;
    const [x, y, z] = values;
    switch (values.length) {
      case 1:
        for (let i = 0; i < count; i++) out[i] = formula(a[i]);
        return out;
      case 2:
        for (let i = 0; i < count; i++) out[i] = formula(a ? a[i] : x, b ? b[i] : y);
        return out;
      case 3:
        for (let i = 0; i < count; i++) out[i] = formula(a ? a[i] : x, b ? b[i] : y, c ? c[i] : z);
        return out;
      default:
        for (let i = 0; i < count; i++) {
          for (let k = 0; k < args.length; k++) if (columns[k]) args[k] = columns[k][i];
          out[i] = formula(...args);
        }
        return out;
    }
  }

  // Applies a function of numbers to numbers and columns.
  function apply(formula, values) {
    const first = values.find(isColumn);
    return first ? applyColumns(formula, values, first.length) : formula(...values);
  }

  // What is exact leaves its correlations behind: a stream counts while one of its figures is drawn.
  const activeStreams = (model, settings) => [...model.streams.keys()].filter(
    (k) => model.streams[k].figures.some((q) => typeof settings.get(q) !== "number"));

  // The draws of all uncertain figures, each made when it is first needed.
  function makeDraws(model) {
    const uniforms = new Map(), correlated = new Map(), columns = new Map();
    const remember = (map, name, make) => map.get(name) ?? map.set(name, make()).get(name);
    const uniformsOf = (key) => remember(uniforms, key.join(), () => page.uniforms(model.seed, key, model.trials));
    const tailsOf = (draw, active) => {
      if (!active.includes(draw.stream)) return page.tails(uniformsOf(draw.key));
      const all = remember(correlated, active.join(), () => page.drawCorrelated(
        model.correlations, model.streams.map(({ key }) => uniformsOf(key)), active));
      return all[draw.stream];
    };
    const make = (draw, active) => {
      if (draw.table) return page.drawTable(draw.table, tailsOf(draw, active));
      if (!active.includes(draw.stream)) return uniformsOf(draw.key).map((u) => draw.law(u, page.qnorm));
      return tailsOf(draw, active).map((t) => draw.law(t < 0 ? 1 + t : t, page.qnorm));
    };
    return (index, active) => {
      const draw = model.draws[index];
      const name = active.includes(draw.stream) ? `${index} ${active}` : index;
      return remember(columns, name, () => make(draw, active).map((value) => value * draw.factor));
    };
  }

  // Formulas whose arguments are the same as before have the value that they had.
  function makeMemory() {
    const seen = new Map();
    return (formula, values) => {
      const calls = seen.get(formula) ?? [];
      seen.set(formula, calls);
      let call = calls.find((known) => known.values.every((value, i) => Object.is(value, values[i])));
      if (!call) calls.push((call = { values, value: apply(formula, values) }));
      return call.value;
    };
  }

  // The figures of all assumptions on both sides. `draws` is absent for the point estimates.
  function figures(model, settings, evaluate, draws) {
    const sides = [[], []];
    const figure = (q, side) => {
      const own = model.quantities[q];
      const setting = side === AUDITED ? settings.get(q) : undefined;
      if (typeof setting === "number") return setting;
      if (side === AUDITED && own.draw >= 0) return draws ? draws(own.draw) : own.points[side];
      if (!own.formulas[side]) return own.points[side];
      return evaluate(own.formulas[side], own.binds[side].map((name) => sides[side][name]));
    };
    for (const q of model.order) {
      const own = model.quantities[q];
      if (own.step) continue;
      const has = [own.has[PUBLISHED], own.has[AUDITED] || typeof settings.get(q) === "number"];
      for (const side of [PUBLISHED, AUDITED]) if (has[side]) sides[side][q] = figure(q, side);
      for (const side of [PUBLISHED, AUDITED]) if (!has[side]) sides[side][q] = sides[1 - side][q];
    }
    return sides;
  }

  // The chain for a choice of sides. Returned: a function that gives the value of a quantity.
  function chain(model, sides, choice, evaluate) {
    const values = [];
    const value = (q) => {
      if (values[q] !== undefined) return values[q];
      const own = model.quantities[q], side = choice(q);
      if (!own.step) values[q] = sides[side][q];
      else if (!own.formulas[side]) values[q] = own.points[PUBLISHED];
      else values[q] = evaluate(own.formulas[side], own.binds[side].map(value));
      return values[q];
    };
    return value;
  }

  function headline(model, sides, choice, evaluate) {
    return evaluate(model.scale, [chain(model, sides, choice, evaluate)(model.result)]);
  }

  // The number of sorted trials at rank 1 + (n - 1) p, between neighbours (Hyndman and Fan 1996,
  // definition 7).
  function quantile(sorted, p) {
    const place = (sorted.length - 1) * p, rank = Math.floor(place), fraction = place - rank;
    const value = sorted[rank], next = sorted[Math.min(rank + 1, sorted.length - 1)];
    return fraction > 0 && next !== value ? value + fraction * (next - value) : value;
  }

  // Median and intervals of a value; trials without a value are left out.
  page.spread = function (model, value) {
    if (!isColumn(value)) return { low: value, p5: value, p50: value, p95: value, high: value };
    const sorted = value.filter((x) => !Number.isNaN(x)).sort();
    const at = (p) => (sorted.length ? quantile(sorted, p) : NaN);
    return {
      low: at((1 - model.level) / 2), p5: at(0.05), p50: at(0.5), p95: at(0.95),
      high: at((1 + model.level) / 2),
    };
  };

  // The corrections that are made, in the claim's order.
  function rungsOf(model, settings, sides) {
    return model.rungs.filter((q) => {
      if (settings.get(q) === "published") return false;
      const own = model.quantities[q];
      if (own.step) return true;
      const before = sides[PUBLISHED][q], after = sides[AUDITED][q];
      return Math.abs(before - after) > SAME * Math.max(Math.abs(before), Math.abs(after));
    });
  }

  // A reader of one model: it keeps the draws.
  page.makeAudit = function (model) {
    const draws = makeDraws(model);
    return function (settings) {
      const evaluate = makeMemory();
      const points = figures(model, settings, evaluate);
      const active = activeStreams(model, settings);
      const trials = figures(model, settings, evaluate, (index) => draws(index, active));
      const rungs = rungsOf(model, settings, points);
      const kept = new Set(model.rungs.filter((q) => settings.get(q) === "published"));
      const none = () => PUBLISHED;
      const published = headline(model, points, none, evaluate);
      const rows = [{ quantity: -1, result: published, factor: 1, cumulative: 1, trials: headline(model, trials, none, evaluate) }];
      for (let k = 1; k <= rungs.length; k++) {
        const later = new Set(rungs.slice(k));
        const choice = (q) => (later.has(q) || kept.has(q) ? PUBLISHED : AUDITED);
        const result = headline(model, points, choice, evaluate);
        rows.push({
          quantity: rungs[k - 1], result, factor: rows[k - 1].result / result, cumulative: published / result,
          trials: headline(model, trials, choice, evaluate),
        });
      }
      for (const row of rows) row.spread = page.spread(model, row.trials);
      const choice = (q) => (kept.has(q) ? PUBLISHED : AUDITED);
      const audited = headline(model, points, choice, evaluate);
      const audits = headline(model, trials, choice, evaluate);
      const factors = evaluate((before, after) => before / after, [rows[0].trials, audits]);
      return {
        published, rows, points, audited: { point: audited, ...page.spread(model, audits) },
        factor: { point: published / audited, ...page.spread(model, factors) },
        pointOf: chain(model, points, choice, evaluate),
        trialsOf: chain(model, trials, choice, evaluate),
      };
    };
  };
})((globalThis.reaudit ??= {}));
