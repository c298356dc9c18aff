// The page's arithmetic against the program's: node check_engine.mjs PROGRAM ROOT SCRATCH [EVERY]
//
// For every claim of the data the page is written and its engine run without a browser, as
// audited and with other values, and compared with a run of the program with as many trials.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { distance, loadPage } from "./page.mjs";

const TOLERANCE = 1e-9;
const MOST_BYTES = 1e6;
const TRIALS = "16384";
const [program, root, scratch, every = "1"] = process.argv.slice(2);
const folder = join(root, "datasets", "claims");
mkdirSync(scratch, { recursive: true });

let texts = 0, compared = 0, worst = 0, largest = 0;
const failures = [];

function run(claim, words) {
  const done = spawnSync(program, ["run", claim, "-q", "--exit-zero", "--trials", TRIALS, "--exact-quantiles", "--data", root, ...words], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${claim} ${words.join(" ")}: ${done.stderr}`);
}

// A file for every row of a claim. Returned: a Map from its name without extension to its text.
function reports(claim, format, words) {
  const target = join(scratch, format);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  // Of the numbers the headline and the ladder are compared, which are there without the rest.
  const short = format === "json" ? ["--without", "all"] : [];
  run(claim, ["-o", `${target}/`, "--format", format, ...short, ...words]);
  return new Map(readdirSync(target).sort().map((file) => [file.slice(0, -format.length - 1), join(target, file)]));
}

function audit(claim, stem, words) {
  return JSON.parse(readFileSync(reports(claim, "json", words).get(stem), "utf8"));
}

function compare(what, here, there) {
  const off = distance(here, there);
  compared++;
  worst = Math.max(worst, Number.isFinite(off) ? off : 0);
  if (!(off <= TOLERANCE)) failures.push(`${what}: the page has ${here}, the program ${there}`);
}

// What the page shows of the headline and the ladder, beside the result of a run.
function compareAudit(name, live, result) {
  compare(`${name} point`, live.audited.point, result.audited.point);
  for (const key of ["p5", "p50", "p95"]) compare(`${name} ${key}`, live.audited[key], result.audited[key]);
  compare(`${name} low`, live.audited.low, result.audited.interval.low);
  compare(`${name} high`, live.audited.high, result.audited.interval.high);
  compare(`${name} factor`, live.factor.point, result.factor.point);
  if (!result.factor.missing) compare(`${name} factor p50`, live.factor.p50, result.factor.p50);
  compare(`${name} rungs`, live.rows.length, result.ladder.length);
  result.ladder.forEach((rung, k) => {
    if (!live.rows[k]) return;
    compare(`${name} rung ${k}`, live.rows[k].result, rung.result);
    compare(`${name} rung ${k} factor`, live.rows[k].factor, rung.factor);
    for (const key of ["p5", "p50", "p95"]) compare(`${name} rung ${k} ${key}`, live.rows[k].spread[key], rung[key]);
  });
}

// Numbers of the ladder as the program wrote them and as the page would: a cell each.
function compareTexts(name, html, page) {
  const table = html.match(/<section id="ladder">[\s\S]*?<\/table>/)?.[0] ?? "";
  for (const [, attributes, cells] of [...table.matchAll(/<tr data-quantity="(?!-1)([^>]*)>(.*?)<\/tr>/g)]) {
    const number = (key) => Number(attributes.match(new RegExp(`data-${key}="([^"]*)"`))?.[1] ?? NaN);
    const [value, range] = [...cells.matchAll(/<td class="number">(.*?)<\/td>/g)].map((cell) => cell[1]);
    const here = page.formatNumber(number("result"), 4);
    const interval = number("p5") === number("p95") ? "" : page.formatInterval(number("p5"), number("p95"));
    texts++;
    if (here !== value) failures.push(`${name}: the page writes ${here}, the program ${value}`);
    if (range !== "" && interval !== range) failures.push(`${name}: the page writes ${interval}, the program ${range}`);
  }
}

// Another value for two assumptions of every claim: one that was corrected, one that was not; and for
// one that is correlated with others.
function otherValues(model, html) {
  const movable = model.quantities.flatMap((own, q) => (html.includes(`data-slider="${q}"`) ? [q] : []));
  const changed = movable.find((q) => model.quantities[q].has.every(Boolean) && model.quantities[q].points[0] !== model.quantities[q].points[1]);
  const kept = movable.find((q) => model.quantities[q].points[0] === model.quantities[q].points[1] || !model.quantities[q].has[1]);
  const correlated = model.streams[0]?.figures.find((q) => movable.includes(q));
  return [...new Set([changed, kept, correlated])].filter((q) => q !== undefined).map((q) => {
    const point = model.quantities[q].points[model.quantities[q].has[1] ? 1 : 0];
    return [q, Number.isNaN(point) || point === 0 ? 0.5 : point * 1.25];
  });
}

function checkClaim(claim) {
  const results = [...reports(claim, "json", [])].map(([stem, path]) => [stem, JSON.parse(readFileSync(path, "utf8"))]);
  const pages = reports(claim, "html", []);
  for (const [stem, result] of results) {
    const { html, page } = loadPage(pages.get(stem));
    const bytes = Buffer.byteLength(html);
    largest = Math.max(largest, bytes);
    if (bytes >= MOST_BYTES) failures.push(`${stem}: the page has ${bytes} bytes`);
    compareTexts(stem, html, page);
    const live = page.makeAudit(page.model);
    compareAudit(stem, live(new Map()), result);
    for (const [q, value] of otherValues(page.model, html)) {
      const change = `${page.model.quantities[q].id}=${value}`;
      compareAudit(`${stem} ${change}`, live(new Map([[q, value]])), audit(claim, stem, ["--set", change]));
    }
  }
}

const names = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
for (const name of names.filter((_, i) => i % Number(every) === 0)) checkClaim(name.replace(/\.json$/, ""));

rmSync(scratch, { recursive: true });
console.log(failures.slice(0, 40).join("\n"));
console.log(`${names.length} claims, ${compared} numbers, ${texts} texts, worst ${worst.toExponential(1)}, largest page ${largest} bytes, ${failures.length} wrong`);
process.exitCode = failures.length > 0 || compared < 500 / Number(every) ? 1 : 0;
