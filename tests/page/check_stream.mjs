// The random streams of the page, every bit of them: node check_stream.mjs PROGRAM SCRIPTS
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

const FEWEST = 100;
const [program, scripts] = process.argv.slice(2);
const context = vm.createContext({});
vm.runInContext(readFileSync(join(scripts, "stream.js"), "utf8"), context);

const done = spawnSync(program, { encoding: "utf8", maxBuffer: 1 << 26 });
if (done.status !== 0) throw new Error(`${program} failed`);

// A 64-bit number as two words, the low one first.
const words = (text) => [Number(BigInt(text) & 0xffffffffn), Number(BigInt(text) >> 32n)];
const bits = new DataView(new ArrayBuffer(8));
function bitsOf(value) {
  bits.setFloat64(0, value);
  return bits.getBigUint64(0).toString(16).padStart(16, "0");
}

let wrong = 0;
const cases = done.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
for (const { seed, key, block, bits: expected } of cases) {
  const u = new Float64Array(1024);
  context.reaudit.fillBlock(words(seed), words(key), block, u, 0);
  const differs = expected.findIndex((text, i) => text !== bitsOf(u[i]));
  if (differs < 0) continue;
  wrong++;
  console.log(`seed ${seed}, key ${key}, block ${block}, number ${differs}: ${bitsOf(u[differs])}, not ${expected[differs]}`);
}
console.log(`${cases.length} blocks, ${wrong} wrong`);
process.exitCode = wrong > 0 || cases.length < FEWEST ? 1 : 0;
