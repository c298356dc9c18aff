// Evaluates the JavaScript of every line of emit_cases: node check_javascript.mjs PROGRAM
import { spawnSync } from "node:child_process";

const TOLERANCE = 1e-14; // relative
const FEWEST = 300;

const program = spawnSync(process.argv[2], {
  encoding: "utf8",
  maxBuffer: 1 << 26,
  stdio: ["ignore", "pipe", "inherit"],
});
if (program.status !== 0) {
  console.error(`${process.argv[2]} failed`);
  process.exit(1);
}

const cases = program.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
let failures = 0;
for (const { id, formula, javascript, variables, expected } of cases) {
  const names = Object.keys(variables);
  let value;
  try {
    value = new Function(...names, `"use strict"; return ${javascript};`)(...Object.values(variables));
  } catch (error) {
    value = error;
  }
  if (value === expected || Math.abs(value - expected) <= TOLERANCE * Math.abs(expected)) continue;
  failures++;
  console.error(`${id}: ${formula}\n  ${javascript}\n  is ${value}, not ${expected}`);
}
console.log(`${cases.length} formulas, ${failures} wrong`);
process.exitCode = failures > 0 || cases.length < FEWEST ? 1 : 0;
