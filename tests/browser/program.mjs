// The program beside the page: its reports, and its numbers with other settings.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const TRIALS = 16384; // of the page

export class Program {
  constructor(path, root, scratch) {
    Object.assign(this, { path, root, scratch });
  }

  run(claim, words) {
    const done = spawnSync(this.path, ["run", claim.name, "--data", claim.data, "-q", "--exit-zero", ...words], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(`${claim.name} ${words.join(" ")}: ${done.stderr}`);
  }

  // Writes reports of one run. Returned: their paths by extension.
  report(claim, extensions) {
    const paths = Object.fromEntries(extensions.map((extension) => [extension, join(this.scratch, `${claim.id}.${extension}`)]));
    this.run(claim, Object.values(paths).flatMap((path) => ["-o", path]));
    return paths;
  }

  // The result with assumptions set by hand and as many trials as the page has.
  audit(claim, changes) {
    const path = join(this.scratch, "audit.json");
    this.run(claim, ["-o", path, "--trials", `${TRIALS}`, "--exact-quantiles", ...changes.flatMap((change) => ["--set", change])]);
    return JSON.parse(readFileSync(path, "utf8"));
  }
}
