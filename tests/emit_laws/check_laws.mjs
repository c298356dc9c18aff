// Evaluates the formulas of every line of emit_laws: node check_laws.mjs PROGRAM
//
// The spreadsheet's formulas are read as JavaScript too, where they use only functions that are
// written here; the others (BETA.INV ...) are left to a spreadsheet.
import { spawnSync } from "node:child_process";

const TOLERANCE = 1e-9;
const FEWEST = 300;

const program = spawnSync(process.argv[2], {
  encoding: "utf8",
  maxBuffer: 1 << 24,
  stdio: ["ignore", "pipe", "inherit"],
});
if (program.status !== 0) {
  console.error(`${process.argv[2]} failed`);
  process.exit(1);
}

// The standard normal distribution function up to 0, by its continued fraction or Taylor series.
function lowerNormal(z) {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < -3) {
    let fraction = 0;
    for (let n = 200; n > 0; n--) fraction = n / (-z + fraction);
    return density / (-z + fraction);
  }
  let term = z, sum = z;
  for (let n = 1; n < 200; n++) sum += term *= (z * z) / (2 * n + 1);
  return 0.5 + density * sum;
}

// Its inverse, by halving.
function qnorm(u) {
  if (u > 0.5) return -qnorm(1 - u);
  let low = -40, high = 0;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (lowerNormal(middle) < u) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const sheet = {
  IF: (condition, yes, no) => (condition ? yes : no),
  SQRT: Math.sqrt,
  EXP: Math.exp,
  LN: Math.log,
  SIN: Math.sin,
  PI: () => Math.PI,
  MIN: Math.min,
  MAX: Math.max,
  LOOKUP: (x, from, to) => to[from.findLastIndex((start) => start <= x)],
  NORM_S_INV: qnorm,
};

function fromSheet(formula) {
  return formula
    .replaceAll("_xlfn.", "")
    .replaceAll(/(?<=[A-Z])\.(?=[A-Z])/g, "_")
    .replaceAll("^", "**")
    .replaceAll("{", "[")
    .replaceAll("}", "]");
}

function evaluate(code, functions, u) {
  const names = Object.keys(functions);
  const body = `"use strict"; return ${code};`;
  return new Function("u", ...names, body)(u, ...Object.values(functions));
}

let count = 0, failures = 0;
for (const line of program.stdout.trimEnd().split("\n")) {
  const { law, excel, javascript, u, expected } = JSON.parse(line);
  const codes = [];
  if (javascript) codes.push([javascript, { qnorm }]);
  if (excel && !/(BETA|GAMMA|\bT)\.INV/.test(excel)) codes.push([fromSheet(excel), sheet]);
  for (const [code, functions] of codes) {
    const value = evaluate(code, functions, u);
    count++;
    if (Math.abs(value - expected) <= TOLERANCE * Math.max(Math.abs(expected), 1)) continue;
    failures++;
    console.error(`${JSON.stringify(law)} at ${u}:\n  ${code}\n  is ${value}, not ${expected}`);
  }
}
console.log(`${count} values, ${failures} wrong`);
process.exitCode = failures > 0 || count < FEWEST ? 1 : 0;
