// A site in a real browser, from disk and from a server: node check_site.mjs PROGRAM ROOT SCRATCH
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { findBarriers, openBrowser, openPage, settle } from "./browser.mjs";

const [program, root, scratch] = process.argv.slice(2);
const CLAIMS = ["strubell-2019-nas", "strubell-2019-bert", "luccioni-2022-bloom", "anthony-2020-gpt3", "wapo-2024-email-water",
  "kdnuggets-2022-747x", "shift-2019-streaming", join(root, "tests", "golden", "hostile.json")];
const PAGES = ["index.html", "sources.html", "sources/patterson2021.html", "method.html", "lessons.html", "references.html", "404.html"];

const { browser, axe } = await openBrowser(root);
rmSync(scratch, { recursive: true, force: true });
// The hostile claim brings data of its own, so that its sources are those of its folder.
function make(folder, claims, data) {
  const done = spawnSync(program, ["site", folder, ...claims, "--data", data, "-n", "2000", "-q"], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`site ${claims.join(" ")}: ${done.stderr}`);
  return (path) => pathToFileURL(join(folder, path)).href;
}
const at = make(scratch, CLAIMS.slice(0, -1), root);
const hostile = make(`${scratch}-hostile`, CLAIMS.slice(-1), join(root, "tests", "golden", "data"));
const corpus = JSON.parse(readFileSync(join(scratch, "corpus.json"), "utf8"));

const shown = (page) => page.evaluate(() => [...document.querySelectorAll("#claims tbody tr")].filter((row) => !row.hidden).map((row) => row.id));
const count = (page) => page.locator("output[name=count]").textContent();
const ids = (claims) => claims.map(({ id }) => id).sort();

function same(faults, what, here, there) {
  if (JSON.stringify(here) !== JSON.stringify(there)) faults.push(`${what}: ${JSON.stringify(here)}, not ${JSON.stringify(there)}`);
}

const checks = {
  async search(faults) {
    const page = await openPage(browser, at("index.html"), {}, faults);
    same(faults, "at first", (await shown(page)).sort(), ids(corpus));
    await page.getByLabel("Search").fill("  CARS lifetimes ");
    same(faults, "two words", await shown(page), ["strubell-2019-nas"]);
    same(faults, "the count", await count(page), `1 of ${corpus.length} claims`);
    await page.getByLabel("Search").fill("nobody says this");
    same(faults, "nothing", await shown(page), []);
    if (!(await page.locator("#nothing").isVisible())) faults.push("nothing is found and nothing says so");
    await page.getByRole("button", { name: "Show all" }).click();
    await page.waitForFunction((all) => document.querySelectorAll("#claims tbody tr:not([hidden])").length === all, corpus.length);
    await page.context().close();
  },

  async filters(faults) {
    const page = await openPage(browser, at("index.html"), {}, faults);
    await page.getByLabel("Topic").selectOption("training");
    same(faults, "topic", (await shown(page)).sort(), ids(corpus.filter(({ topic }) => topic === "training")));
    await page.getByLabel("Verdict").selectOption("overstated");
    const both = ids(corpus.filter(({ topic, verdict }) => topic === "training" && verdict === "overstated"));
    same(faults, "topic and verdict", (await shown(page)).sort(), both);
    if (both.length === 0 || both.length === corpus.length) faults.push("the filters are not tested");
    // The address keeps what is chosen.
    const address = page.url();
    await page.context().close();
    const again = await openPage(browser, address, {}, faults);
    same(faults, "the link", (await shown(again)).sort(), both);
    same(faults, "its list", await again.getByLabel("Topic").inputValue(), "training");
    await again.context().close();
  },

  async orders(faults) {
    const page = await openPage(browser, at("index.html"), {}, faults);
    const known = corpus.filter(({ factor, verdict }) => factor > 0 && verdict !== "does-not-follow" && verdict !== "not-audited");
    const factors = Object.fromEntries(known.map(({ id, factor }) => [id, factor]));
    for (const [order, key, up] of [["factor", factors, false], ["factor-up", factors, true]]) {
      await page.getByLabel("Order").selectOption(order);
      const here = (await shown(page)).map((id) => key[id]).filter((value) => value !== undefined);
      same(faults, order, here, [...here].sort((a, b) => (up ? a - b : b - a)));
    }
    const dates = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll("#claims tbody tr")].map((row) => [row.id, row.dataset.date])));
    for (const [order, up] of [["date", false], ["date-up", true]]) {
      await page.getByLabel("Order").selectOption(order);
      const here = (await shown(page)).map((id) => dates[id]).filter((date) => date !== "");
      const sorted = [...here].sort();
      same(faults, order, here, up ? sorted : sorted.reverse());
    }
    await page.getByLabel("Order").selectOption("name");
    same(faults, "name", await shown(page), ids(corpus));
    await page.context().close();
  },

  async keyboard(faults) {
    const page = await openPage(browser, at("index.html"), {}, faults);
    const focus = () => page.evaluate(() => document.activeElement.name || document.activeElement.textContent);
    await page.keyboard.press("Tab");
    same(faults, "the first stop", await focus(), "To the content");
    for (let i = 0; i < 12 && (await focus()) !== "q"; i++) await page.keyboard.press("Tab");
    await page.keyboard.type("bloom");
    same(faults, "typed", await shown(page), ["luccioni-2022-bloom"]);
    for (let i = 0; i < 8 && (await focus()) !== "sort"; i++) await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    for (let i = 0; i < 8 && !(await focus()).startsWith("Training BLOOM"); i++) await page.keyboard.press("Tab");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    if (!page.url().endsWith("claims/luccioni-2022-bloom.html")) faults.push(`Enter leads to ${page.url()}`);
    await page.context().close();
    faults.splice(0, Infinity, ...faults.filter((fault) => !fault.startsWith("request: file:"))); // that page is another file
  },

  async without_scripts(faults) {
    const page = await openPage(browser, at("index.html"), { javaScriptEnabled: false }, faults);
    same(faults, "rows", await page.locator("#claims tbody tr").count(), corpus.length);
    if (await page.locator("#filters").isVisible()) faults.push("the form is shown although it does nothing");
    await page.context().close();
  },

  async axe_and_width(faults) {
    for (const path of PAGES) {
      for (const colorScheme of ["light", "dark"]) {
        const page = await openPage(browser, at(path), { colorScheme, bypassCSP: true }, faults);
        faults.push(...(await findBarriers(page, axe)).map((fault) => `${path} ${colorScheme}: ${fault}`));
        await page.context().close();
      }
      for (const width of [360, 820]) {
        const page = await openPage(browser, at(path), { viewport: { width, height: 740 } }, faults);
        await settle(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) faults.push(`${path} is ${wide} pixels wide on ${width}`);
        await page.context().close();
      }
    }
  },

  async hostile(faults) {
    for (const path of ["index.html", "claims/hostile.html", "sources.html"]) {
      const page = await openPage(browser, hostile(path), {}, faults);
      await settle(page);
      if (await page.evaluate(() => document.querySelectorAll("img, iframe, object, embed, script[src]").length > 0)) faults.push(`${path}: an element of the claim`);
      await page.context().close();
    }
  },

  // In a folder of a web server, from the index over a claim to a source and back.
  async served(faults) {
    const kinds = { ".html": "text/html; charset=utf-8", ".xml": "application/atom+xml", ".xlsx": "application/octet-stream" };
    const asked = [];
    const server = createServer((request, response) => {
      const path = new URL(request.url, "http://localhost").pathname;
      asked.push(path);
      if (!path.startsWith("/some/folder/")) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { "Content-Type": kinds[extname(path)] ?? "text/plain" }).end(readFileSync(join(scratch, path.slice("/some/folder/".length))));
    });
    await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
    const base = `http://127.0.0.1:${server.address().port}/some/folder/`;
    const page = await openPage(browser, `${base}index.html`, {}, []);
    const steps = [["Neural architecture search for one Transformer", "claims/strubell-2019-nas.html"],
      [/^Patterson et al\. \(2021\)/, "sources/patterson2021.html"], ["Claims", "index.html"], ["Sources", "sources.html"]];
    for (const [name, path] of steps) {
      await Promise.all([page.waitForNavigation(), page.getByRole("link", { name }).first().click()]);
      same(faults, `${name}`, page.url().slice(base.length), path);
    }
    const [download] = await Promise.all([page.waitForEvent("download"), page.goto(`${base}claims/strubell-2019-nas.xlsx`).catch(() => null)]);
    same(faults, "the workbook", download.suggestedFilename(), "strubell-2019-nas.xlsx");
    await page.context().close();
    server.close();
    const pages = asked.filter((path) => !path.endsWith("favicon.ico"));
    same(faults, "requests", pages.length, steps.length + 2);
  },
};

let failures = 0;
for (const [name, check] of Object.entries(checks)) {
  const faults = [];
  try {
    await check(faults);
  } catch (error) {
    faults.push(`failed: ${error.stack}`);
  }
  failures += faults.length > 0;
  console.log(`${faults.length > 0 ? "FAILED" : "ok"} ${name}`);
  for (const fault of faults.slice(0, 12)) console.log(`    ${fault}`);
}
await browser.close();
rmSync(scratch, { recursive: true });
rmSync(`${scratch}-hostile`, { recursive: true });
console.log(`${Object.keys(checks).length} checks, ${failures} failed`);
process.exitCode = failures > 0 ? 1 : 0;
