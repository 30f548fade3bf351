// Builds the web page into dist/web when its sources are not those it was built from.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { capture, root } from './run.mjs';

/** All that the page is made of. */
const sources = ['web', 'src/contract', 'src/model', 'lingui.config.ts', 'package-lock.json'];
const record = join(root, 'dist/web.sha256');

/** @param {string} node path of the Node to build with */
export async function buildPage(node) {
  if (!existsSync(join(root, 'web/index.html'))) return;
  const sha256 = hashOf(sources);
  const isBuilt = existsSync(join(root, 'dist/web/index.html')) && existsSync(record);
  if (isBuilt && readFileSync(record, 'utf8') === sha256) return;
  const vite = [
    'node_modules/vite/bin/vite.js',
    'build',
    'web',
    '--outDir',
    join(root, 'dist/web'),
  ];
  await capture(node, [...vite, '--emptyOutDir', '--logLevel', 'warn'], {
    title: 'Building the web page',
  });
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, sha256);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesIn).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(path) {
  if (!existsSync(join(root, path))) return [];
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
