// Every law, and correlated ones, in the page: node check_laws.mjs PROGRAM LAWS ROOT SCRATCH
//
// Claims are made of the laws that LAWS (tests/emit_laws) prints and of some that only a table has, one
// step a law, and the quantiles of every step compared with the program's.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadPage } from "./page.mjs";

const TOLERANCE = 1e-9; // of the value or of the spread of its law
const FEWEST = 100;
const [program, lister, root, scratch] = process.argv.slice(2);
mkdirSync(scratch, { recursive: true });

const listed = spawnSync(lister, { encoding: "utf8", maxBuffer: 1 << 24 }).stdout.trimEnd().split("\n").map((line) => JSON.stringify(JSON.parse(line).law));
const laws = [...new Set(listed)].map((text) => JSON.parse(text)).filter(({ type, values }) => type !== "point" && values?.length !== 1).concat([
  { type: "truncated_normal", mean: 1, sd: 2, min: -1, max: 1.5 },
  { type: "lognormal", mu: 0, sigma: 5 },
  { type: "beta", alpha: 0.2, beta: 0.3 },
  { type: "gamma", shape: 0.05, scale: 3 },
  { type: "pert", min: 1, mode: 1, max: 9, lambda: 8 },
  { type: "student_t", df: 1.5, location: 0, scale: 1 },
  { type: "empirical", values: [1, 4, 4.5, 9, 20], interpolate: true },
  { type: "mixture", components: [{ type: "uniform", min: 0, max: 1 }, { type: "uniform", min: 5, max: 6 }], weights: [0.3, 0.7] },
  { type: "mixture", components: [{ type: "normal", mean: 3, sd: 0.1 }, { type: "point", value: 2 }, { type: "gamma", shape: 2, scale: 1 }], weights: [0.2, 0.3, 0.5] },
]);

const source = { key: "patterson2021", locator: "Table 4", evidence: "primary" };
function claimOf(id, distributions, correlations) {
  const assumptions = distributions.map((distribution, i) => ({
    id: `x${i}`, label: distribution.type, published: { value: distribution.truncate?.max < 0 ? -6 : 1, unit: "1" },
    audited: distribution.type === "rounding" ? { printed: "2.5", unit: "1", distribution, reason: "A test." } : { unit: "1", distribution, reason: "A test." },
  }));
  const steps = distributions.map((_, i) => ({ id: `y${i}`, label: `Law ${i}`, formula: `x${i}`, unit: "1" }));
  const sum = steps.map(({ id }) => id).join(" + ");
  return {
    id, title: "Laws", headline: "A sum of laws", date: "2020-01-01", source, published: { step: "all", value: distributions.length, unit: "1" },
    steps: [...steps, { id: "all", label: "Sum", formula: sum, unit: "1" }], assumptions, correlations,
  };
}

const failures = [];
let compared = 0;

// Runs a claim, as it is and with changes, and compares every step that has quantiles.
function check(claim, changes) {
  const path = join(scratch, `${claim.id}.json`), out = (extension) => join(scratch, `out.${extension}`);
  writeFileSync(path, JSON.stringify(claim));
  const run = (words) => {
    const done = spawnSync(program, ["run", path, "-q", "--exit-zero", "--trials", "16384", "--exact-quantiles", "--data", root, ...words], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
  };
  run(["-o", out("html")]);
  const { page } = loadPage(out("html"));
  const audit = page.makeAudit(page.model);
  const indexOf = (id) => page.model.quantities.findIndex((own) => own.id === id);
  for (const settings of [[], ...changes]) {
    run(["-o", out("json"), ...settings.flatMap(([id, value]) => ["--set", `${id}=${value}`])]);
    const result = JSON.parse(readFileSync(out("json"), "utf8"));
    const live = audit(new Map(settings.map(([id, value]) => [indexOf(id), value])));
    for (const step of result.steps) {
      const spread = page.spread(page.model, live.trialsOf(indexOf(step.id)));
      const size = Math.abs(step.p95 - step.p5);
      for (const key of ["p5", "p50", "p95"]) {
        compared++;
        const off = Math.abs(spread[key] - step[key]);
        if (!(off <= TOLERANCE * Math.max(Math.abs(step[key]), Math.min(size, 1e3 * Math.abs(step.p50)))) && !(off === 0)) failures.push(`${claim.id} ${settings} ${step.id} (${JSON.stringify(claim.assumptions[Number(step.id.slice(1))]?.audited.distribution)}) ${key}: ${spread[key]}, not ${step[key]}`);
      }
    }
  }
}

check(claimOf("laws", laws), []);
const between = (i, j, kind, rho) => ({ between: [`x${i}`, `x${j}`], kind, rho });
const joined = ["normal", "lognormal", "uniform", "student_t", "triangular", "gamma"].map((type) => laws.find((law) => law.type === type && !law.truncate && !law.clip));
check(claimOf("joined", joined, [between(0, 1, "normal", 0.9), between(1, 2, "spearman", -0.5), between(0, 2, "pearson", -0.3), between(3, 5, "normal", 1)]), [[["x0", 2]], [["x1", 2], ["x3", 1]], [["x4", 1]]]);
check(claimOf("mirrored", joined.slice(0, 3), [between(0, 1, "normal", -1), between(0, 2, "spearman", 0.7), between(1, 2, "spearman", -0.7)]), [[["x0", 2]], [["x2", 2]]]);

rmSync(scratch, { recursive: true });
console.log(failures.slice(0, 20).join("\n"));
console.log(`${laws.length} laws, ${compared} numbers, ${failures.length} wrong`);
process.exitCode = failures.length > 0 || compared < FEWEST ? 1 : 0;
