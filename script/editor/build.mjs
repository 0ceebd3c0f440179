/* Bundles src/ into flask_initiatieven/static/editor/: editor.js, the licences of what is in it, and what it was made of. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../../flask_initiatieven/static/editor");
const hash = (text) => createHash("sha256").update(text).digest("hex");

const result = await build({
  entryPoints: [join(here, "src/editor.js")],
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/*! Editor of flask_initiatieven with ProseMirror; licences in LICENCES.txt, sources in script/editor */" },
  metafile: true,
  write: false,
});

const packages = new Set();
for (const input of Object.keys(result.metafile.inputs)) {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) packages.add(found[1]);
}
const licences = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} has no licence file`);
  return `${name} ${about.version} (${about.license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});

const sources = ["build.mjs", "package.json", "package-lock.json", ...readdirSync(join(here, "src")).sort().map((each) => `src/${each}`)];
const bundle = result.outputFiles[0].text;
const made = [...sources.map((name) => [name, readFileSync(join(here, name), "utf8")]), ["editor.js", bundle]];
writeFileSync(join(target, "editor.js"), bundle);
writeFileSync(join(target, "LICENCES.txt"), licences.join("\n" + "-".repeat(80) + "\n\n"));
writeFileSync(join(target, "made-of.txt"), made.map(([name, text]) => `${hash(text)}  ${name}\n`).join(""));
console.log(`editor.js: ${bundle.length} characters, of ${packages.size} packages`);
