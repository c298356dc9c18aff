// The browser, and what is watched while a page is open in it.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const SKIPPED = 77; // CTest's word for a test that was skipped
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(SKIPPED);
}

// The modules of build/browser, and a browser. `root` is that of the tree.
export async function openBrowser(root) {
  const folder = join(root, "build", "browser");
  const program = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  if (!existsSync(join(folder, "node_modules", "playwright-core"))) skip("playwright-core and axe-core are not in build/browser; script/bootstrap test installs them");
  if (!program) skip("there is no Chromium; script/bootstrap test installs it");
  const load = createRequire(join(folder, "package.json"));
  const browser = await load("playwright-core").chromium.launch({ executablePath: program, args: FLAGS });
  return { browser, axe: load("axe-core").source };
}

// Opens a page that may do nothing wrong: no error, no warning, no request but for the file itself,
// no dialog. What it does wrong goes into `faults`.
export async function openPage(browser, address, options, faults) {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => faults.push(`dialog: ${dialog.message()}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!address.startsWith(url.split("#")[0]) && !url.startsWith("blob:")) faults.push(`request: ${url}`);
  });
  const meter = await context.newCDPSession(page);
  await meter.send("Performance.enable", { timeDomain: "threadTicks" });
  page.meter = meter;
  await page.goto(address);
  if (options?.javaScriptEnabled !== false) await page.waitForFunction(() => globalThis.reaudit?.ready || document.scripts.length === 0);
  return page;
}

// Milliseconds of the processor that the page's thread has used.
export async function threadTime(page) {
  const { metrics } = await page.meter.send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
}

// Waits until what was changed is shown.
export async function settle(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

// Serious and critical findings of axe, as texts.
export async function findBarriers(page, axe) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}`);
}
