// What is checked of every page. A check gets the world and a list to which it adds what is wrong;
// it may return a remark.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { distance } from "../page/page.mjs";
import { findBarriers, openPage, settle, threadTime } from "./browser.mjs";

const TOLERANCE = 1e-9;
const MOST_MILLISECONDS = 800;

// What the page says of its settings, and the numbers behind it.
const read = (page) => page.evaluate(() => ({
  text: document.getElementById("live-text").textContent,
  hash: location.hash,
  steps: Object.fromEntries([...document.querySelectorAll("[data-step]")].map((place) => {
    const q = Number(place.dataset.step);
    return [reaudit.model.quantities[q].id, { shown: place.textContent, value: reaudit.last?.pointOf(q), hidden: place.parentElement.hidden }];
  })),
  rows: [...document.querySelectorAll("#ladder tbody tr")].map((row) => Number(row.dataset.result)),
  numbers: !reaudit.last ? null : { point: reaudit.last.audited.point, low: reaudit.last.audited.low, high: reaudit.last.audited.high },
}));

function compare(faults, what, here, result) {
  const pairs = [["point", result.audited.point], ["low", result.audited.interval.low], ["high", result.audited.interval.high]];
  for (const [name, there] of pairs) {
    if (!(distance(here.numbers?.[name], there) <= TOLERANCE)) faults.push(`${what}: ${name} is ${here.numbers?.[name]}, not ${there}`);
  }
  for (const step of result.steps.filter(({ point }) => point !== null)) {
    const { value, shown, hidden } = here.steps[step.id] ?? {};
    if (!(distance(value, step.point) <= TOLERANCE) || hidden || shown === "") faults.push(`${what}: step ${step.id} is ${value}, not ${step.point}`);
  }
  result.ladder.forEach((rung, k) => {
    if (!(distance(here.rows[k], rung.result) <= TOLERANCE)) faults.push(`${what}: rung ${k} is ${here.rows[k]}, not ${rung.result}`);
  });
}

const idOf = (page, q) => page.evaluate((index) => reaudit.model.quantities[index].id, q);

// How soon the page can be used, and how soon it follows a slider. What the clock says depends on who
// else uses the machine, so that only the processor's time has a limit.
export async function speed(world, faults) {
  const page = await openPage(world.browser, world.address, {}, faults);
  const used = await threadTime(page);
  if (!(used < MOST_MILLISECONDS)) faults.push(`the page takes ${used} ms of the processor`);
  const ready = await page.evaluate(() => reaudit.ready - performance.getEntriesByType("navigation")[0].responseEnd);
  await page.waitForTimeout(300);
  const update = await page.evaluate(() => {
    const audit = reaudit.makeAudit(reaudit.model);
    const q = reaudit.model.quantities.findIndex((own, i) => reaudit.canMove(i));
    audit(new Map());
    const start = performance.now();
    audit(new Map([[q, 1.5]]));
    return performance.now() - start;
  });
  await page.context().close();
  return `${used.toFixed(0)} ms of the processor to open, usable ${ready.toFixed(0)} ms after it was read, ${update.toFixed(0)} ms for a change`;
}

// Sliders by keyboard, one after another, against the program.
export async function sliders(world, faults) {
  const page = await openPage(world.browser, world.address, {}, faults);
  const changes = [];
  for (const slider of (await page.locator("[data-slider]").all()).slice(0, 3)) {
    const q = Number(await slider.getAttribute("data-slider"));
    await slider.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
    for (let i = 0; i < 2; i++) await page.keyboard.press("PageDown");
    await settle(page);
    changes.push(`${await idOf(page, q)}=${await page.locator(`[data-number="${q}"]`).inputValue()}`);
    compare(faults, changes.join(" "), await read(page), world.program.audit(world.claim, changes));
  }
  await page.context().close();
  return `${changes.length} sliders`;
}

// A switch by the space bar, a number that is typed, and the way back.
export async function switches(world, faults) {
  const page = await openPage(world.browser, world.address, {}, faults);
  const before = await read(page);
  if (world.claim.switched) {
    const q = await page.evaluate((id) => reaudit.model.quantities.findIndex((own) => own.id === id), world.claim.switched);
    await page.locator(`[data-switch="${q}"]`).focus();
    await page.keyboard.press("Space");
    await settle(page);
    const published = await page.evaluate((index) => reaudit.model.quantities[index].points[0], q);
    const here = await read(page);
    if (here.hash !== `#${world.claim.switched}=published`) faults.push(`the address ends in ${here.hash}`);
    compare(faults, "switched", here, world.program.audit(world.claim, [`${world.claim.switched}=${published}`]));
    await page.locator(`[data-undo="${q}"]`).press("Enter");
  }
  await page.locator("#all-published").click();
  await settle(page);
  const all = await page.evaluate(() => [reaudit.last.audited.point, reaudit.last.published]);
  if (!(distance(...all) <= TOLERANCE)) faults.push(`as published: ${all}`);
  await page.locator("#reset").press("Enter");
  await settle(page);
  const after = await read(page);
  if (JSON.stringify({ ...after, hash: "" }) !== JSON.stringify({ ...before, hash: "" })) faults.push(`reset: ${JSON.stringify(after)}, not ${JSON.stringify(before)}`);
  await page.context().close();
}

// A link brings the settings to another window; what it does not know is left out.
export async function links(world, faults) {
  const page = await openPage(world.browser, world.address, {}, faults);
  const number = page.locator("[data-number]").first();
  const value = Number(await number.inputValue()) * 1.5 || 2;
  await number.fill(`${value}`);
  await number.press("Enter");
  await settle(page);
  const here = await read(page);
  if (here.numbers === null) faults.push("a typed number changes nothing");
  const other = await openPage(world.browser, `${world.address}${here.hash}&nonsense=1&__proto__=2&=3`, {}, faults);
  const there = await read(other);
  if (there.text !== here.text || there.rows.join() !== here.rows.join()) faults.push(`the link gives ${there.text}`);
  if (Number(await other.locator("[data-number]").first().inputValue()) !== value) faults.push("the link does not set the number");
  await other.context().close();
  await page.context().close();
}

// Everything that can be used is reached by the Tab key, in order, and the key leads out again.
export async function keyboard(world, faults) {
  const page = await openPage(world.browser, world.address, {}, faults);
  const wanted = await page.evaluate(() => document.querySelectorAll("a[href], button:not([hidden]), input, summary").length
    - [...document.querySelectorAll("a[href], button:not([hidden]), input, summary")].filter((x) => x.closest("[hidden]")).length);
  const reached = new Set();
  let outlines = 0;
  for (let i = 0; i < wanted + 40; i++) {
    await page.keyboard.press("Tab");
    const where = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === document.body || !at.matches("a[href], button, input, summary")) return at === document.body ? "out" : "between";
      at.dataset.visit ??= String(Math.random());
      return `${at.dataset.visit} ${getComputedStyle(at).outlineStyle !== "none"}`;
    });
    if (where === "out") break;
    if (where === "between") continue;
    reached.add(where.split(" ")[0]);
    outlines += where.endsWith("true");
  }
  if (reached.size !== wanted) faults.push(`${reached.size} of ${wanted} controls are reached by the Tab key`);
  if (outlines < reached.size) faults.push(`${reached.size - outlines} controls do not show the focus`);
  await page.context().close();
  return `${reached.size} controls`;
}

// Narrow and wide, light and dark: nothing sticks out, nothing is in anybody's way.
export async function looks(world, faults) {
  for (const [width, colorScheme] of [[360, "light"], [1100, "dark"]]) {
    const page = await openPage(world.browser, world.address, { viewport: { width, height: 740 }, colorScheme }, faults);
    await page.waitForTimeout(100);
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) faults.push(`${width} pixels: the page is ${wide} wide`);
    for (const barrier of await findBarriers(page, world.axe)) faults.push(`${width} pixels, ${colorScheme}: ${barrier}`);
    await page.context().close();
  }
}

const saved = async (page, button) => {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};

// The files of the page are those of the program.
export async function downloads(world, faults) {
  const page = await openPage(world.browser, world.address, {}, faults);
  const { run } = JSON.parse(readFileSync(world.paths.json, "utf8"));
  const plain = join(world.scratch, "plain.xlsx");
  const made = spawnSync(world.workbook, [world.claim.data, world.claim.file, plain, `${run.trials}`, run.version, run.command], { encoding: "utf8" });
  if (made.status !== 0) faults.push(made.stderr);
  for (const [format, path] of [["json", world.paths.json], ["csv", world.paths.csv], ["text", world.paths.txt], ["xlsx", plain]]) {
    const { name, bytes } = await saved(page, page.locator(`[data-file="${format}"]`));
    if (name !== `${world.claim.id}.${format === "text" ? "txt" : format}`) faults.push(`the ${format} file is named ${name}`);
    if (!bytes.equals(readFileSync(path))) faults.push(`the ${format} file is not the program's`);
  }
  for (const button of await page.locator("[data-picture]:visible").all()) {
    const { name, bytes } = await saved(page, button);
    if (!name.endsWith(".png") || bytes.subarray(1, 4).toString() !== "PNG" || bytes.length < 5000) faults.push(`${name} is no picture`);
  }
  await page.context().close();
}

// Texts of a claim are text; what the policy does not allow does not run; without scripts the page
// is whole.
export async function safety(world, faults) {
  const page = await openPage(world.browser, world.address, {}, faults);
  const found = await page.evaluate(() => ({
    elements: [...document.querySelectorAll("script, img, iframe, object, embed, link, form, [onerror], [onclick], [onload], [style]")]
      .filter((x) => x.localName !== "canvas" && !x.matches(".canvas") && x.localName !== "script").map((x) => x.outerHTML),
    scripts: [...document.scripts].filter((x) => x.type === "").length,
    odd: /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.textContent.replace(/\r/g, "")),
  }));
  if (found.elements.length > 0) faults.push(`elements: ${found.elements.join(" ").slice(0, 200)}`);
  if (found.scripts !== 3) faults.push(`${found.scripts} scripts`);
  if (found.odd) faults.push("the page has control characters or marks of direction");
  if (world.claim.id === "hostile" && !(await page.locator("h3").allTextContents()).some((text) => text.includes("<script>alert(1)</script>"))) faults.push("the hostile label is not shown as text");
  await page.context().close();

  const refused = await openPage(world.browser, world.address, {}, []);
  const pwned = await refused.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.pwned = 1";
    document.body.append(script);
    const image = await new Promise((done) => {
      const img = new Image();
      img.onload = () => done("loaded");
      img.onerror = () => done("refused");
      img.src = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
    });
    return [window.pwned, image];
  });
  if (pwned[0] !== undefined || pwned[1] !== "refused") faults.push(`the policy lets ${pwned} through`);
  await refused.context().close();

  const bare = await openPage(world.browser, world.address, { javaScriptEnabled: false }, []);
  if (await bare.locator("#live").isVisible() || await bare.locator(".controls:visible").count() > 0) faults.push("controls show without scripts");
  if (!(await bare.locator("h1").isVisible())) faults.push("nothing shows without scripts");
  await bare.context().close();
}

// Built without Chart.js, the page has its tables in place of the charts.
export async function withoutCharts(world, faults) {
  const path = join(world.scratch, "bare.html");
  const html = readFileSync(world.paths.html, "utf8");
  const bare = html.replace(/<script>(?:(?!<\/script>)[\s\S])*Chart\.js v[\s\S]*?<\/script>\n/, "");
  if (bare.length > html.length - 1e5) faults.push("Chart.js is not found in the page");
  writeFileSync(path, bare);
  const page = await openPage(world.browser, pathToFileURL(path).href, {}, faults);
  if (!(await page.locator("#ladder table").isVisible())) faults.push("the table of the ladder does not show");
  if (await page.locator("canvas:visible").count() > 0) faults.push("empty charts show");
  await page.locator("[data-slider]").first().press("ArrowRight");
  await settle(page);
  if ((await read(page)).numbers === null) faults.push("a slider changes nothing");
  await page.context().close();
}
