// The page in a real browser: node check_pages.mjs PROGRAM WORKBOOK ROOT SCRATCH
//
// A few claims whose chains differ are opened, changed by keyboard and mouse, and compared with the
// program; the parts of the check are in checks.mjs. One line is printed for each.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openBrowser } from "./browser.mjs";
import * as checks from "./checks.mjs";
import { glance } from "./glance.mjs";
import { Program, TRIALS } from "./program.mjs";

const [path, workbook, root, scratch] = process.argv.slice(2);
const { browser, axe } = await openBrowser(root);
rmSync(scratch, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });

const golden = join(root, "tests", "golden"), hostile = join(root, "tests", "browser", "hostile.json");
const claims = [
  { id: "strubell-2019-nas", data: root, switched: "pue" },
  { id: "luccioni-2022-bloom", data: root },
  { id: "thompson-2021-100-billion", data: root },
  { id: "hostile", data: join(golden, "data"), name: hostile, switched: "power", file: hostile },
].map((claim) => ({ name: claim.id, file: join(root, "datasets", "claims", `${claim.id}.json`), ...claim }));

const program = new Program(path, root, scratch);
let failures = 0, count = 0;

async function run(title, check, world) {
  const faults = [], started = performance.now();
  let remark;
  try {
    remark = await check(world, faults);
  } catch (error) {
    faults.push(`failed: ${error.stack}`);
  }
  count++;
  failures += faults.length > 0;
  const time = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  console.log(`${faults.length > 0 ? "FAILED" : "ok"} ${title}${remark ? `, ${remark}` : ""} (${time})`);
  for (const fault of faults.slice(0, 8)) console.log(`    ${fault}`);
}

for (const claim of claims) {
  const paths = program.report(claim, ["html", "json", "csv", "txt"]);
  const world = { browser, axe, program, workbook, claim, paths, scratch, address: pathToFileURL(paths.html).href };
  for (const [name, check] of Object.entries(checks)) await run(`${claim.id}: ${name}`, check, world);
}

// The others: every seventh claim of the data, with all its rows.
const others = readdirSync(join(root, "datasets", "claims")).sort().filter((_, i) => i % 7 === 3).map((name) => name.replace(/\.json$/, ""));
const folder = join(scratch, "others");
mkdirSync(folder);
for (const name of others) program.run({ name, data: root }, ["-o", `${folder}/`, "--format", "html", "--trials", `${TRIALS}`]);
for (const file of readdirSync(folder).sort()) {
  await run(`${file}: glance`, glance, { browser, axe, address: pathToFileURL(join(folder, file)).href });
}
await browser.close();
rmSync(scratch, { recursive: true });
console.log(`${count} checks, ${failures} failed`);
process.exitCode = failures > 0 ? 1 : 0;
