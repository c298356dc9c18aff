// The chain in Squiggle. usage: node squiggle_chain.mjs TRIALS SEED THREADS, with SQUIGGLE the
// folder of node_modules/@quri/squiggle-lang.
import { pathToFileURL } from "node:url";

const { run } = await import(pathToFileURL(`${process.env.SQUIGGLE}/dist/index.js`));
const [trials, seed] = process.argv.slice(2).map(Number);
const factors = ["80 to 120", "0.5 to 2", "uniform(0.8, 1.2)", "3 to 12",
  "triangular(0.5, 0.7, 0.95)", "0.9 to 1.1", "truncateLeft(normal(1, 0.4), 0)", "10 to 40",
  "uniform(0.25, 0.35)", "0.02 to 0.05"];
const lines = factors.map((law, k) =>
  `x${k + 1} = ${law}\ny${k + 1} = ${k > 0 ? `y${k} * ` : ""}x${k + 1}`);
const rows = factors.map((_, k) => {
  const y = `y${k + 1}`;
  return `[mean(${y}), quantile(${y}, 0.05), quantile(${y}, 0.5), quantile(${y}, 0.95)]`;
});
const start = performance.now();
const output = await run(`${lines.join("\n")}\n[${rows.join(", ")}]`,
  { environment: { sampleCount: trials, xyPointLength: 1000, seed: String(seed), profile: false } });
if (!output.result.ok) {
  console.error(output.result.value.toString());
  process.exit(1);
}
const table = output.result.value.result.asJS();
const seconds = (performance.now() - start) / 1000;
for (const row of table) console.log(row.map((x) => x.toPrecision(9)).join(" "));
console.log("seconds", seconds.toFixed(6));
