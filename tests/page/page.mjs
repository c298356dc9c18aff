// Reads a page without a browser: its scripts run in a context of their own.
import { readFileSync } from "node:fs";
import vm from "node:vm";

// The page's model and engine. Chart.js and what needs a document are left out.
export function loadPage(path) {
  const html = readFileSync(path, "utf8");
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1]);
  const context = vm.createContext({ atob });
  for (const script of scripts) {
    if (script.includes("Chart.js v")) continue;
    try {
      vm.runInContext(script, context);
    } catch (error) {
      // The last file starts the page, for which there is no document.
      if (!/document|location|matchMedia/.test(error.message)) throw error;
    }
  }
  return { html, page: context.reaudit };
}

// Relative distance, for numbers that may both be absent.
export function distance(a, b) {
  if (a === b || (missing(a) && missing(b))) return 0;
  if (missing(a) || missing(b)) return Infinity;
  return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}
const missing = (x) => x === null || x === undefined || Number.isNaN(x);
