// Bundles each library into one file of vnlegal/serve/assets/vendor, and lists versions and licences beside them.
//
//     npm ci && npm run build
//
// The versions are those of package-lock.json; the same lock gives the same bytes.
import { build } from "esbuild";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const entries = readdirSync(".").filter((name) => name.endsWith(".js"));
const out = "../vnlegal/serve/assets/vendor";
const made = await build({
  entryPoints: entries,
  outdir: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});

const packages = new Map();
for (const [file, { inputs }] of Object.entries(made.metafile.outputs)) {
  for (const input of Object.keys(inputs)) {
    const found = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(input);
    if (found) packages.set(found[1], [...new Set([...(packages.get(found[1]) ?? []), file.split("/").pop()])]);
  }
}
const pages = ["Libraries bundled here by web/build.mjs, with their licences.\n"];
for (const [folder, files] of [...packages].sort()) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const text = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  pages.push(`${name} ${version} (${license}), in ${files.sort().join(", ")}\n\n${text ? readFileSync(join(folder, text), "utf8").trim() : ""}\n`);
}
writeFileSync(join(out, "LICENSES.txt"), pages.join(`\n${"-".repeat(80)}\n\n`));
