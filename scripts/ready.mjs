// Makes a checkout ready to run: what every command does first. Plain JavaScript for Node 20.19 with nothing installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { capture, root, say } from './run.mjs';

/** The least Node that runs TypeScript without a build. */
const leastNode = [22, 18];

/**
 * Installs the npm packages when they are not those of package-lock.json, and answers the path of a Node that can run
 * the sources: the packages' own Node 24 if possible. Ends the process with a message when there is none.
 * @returns {Promise<string>}
 */
export async function ready() {
  if (!isInstalled()) await install();
  return packagedNode() ?? currentNode() ?? (await repairedNode()) ?? noNode();
}

/** Compares contents, not times: a copied or restored folder keeps the one but not the other. */
function isInstalled() {
  const wanted = packages('package-lock.json');
  const found = packages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    // Optional ones are left out on the platforms that they are not for.
    return found[path] === undefined ? optional === true : found[path].version === version;
  });
}

function packages(lockFile) {
  const path = join(root, lockFile);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

async function install() {
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  await capture(...npm(options), { title: 'Installing the npm packages (once, about a minute)' });
}

/** The npm that started us, run by the Node that runs us: another one may not fit, or not be in the PATH. */
function npm(options) {
  const script = process.env.npm_execpath ?? '';
  if (/npm-cli\.c?js$/.test(script)) return [process.execPath, [script, ...options]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', options];
}

/** Node 24 of the npm package `node`, or of the one for this platform that it brings. */
function packagedNode() {
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const platform = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folders = ['node', `node/node_modules/${platform}`, platform];
  const paths = folders.map((folder) => join(root, 'node_modules', folder, file));
  return paths.find((path) => runsSources(path)) ?? null;
}

function runsSources(path) {
  if (!existsSync(path)) return false;
  return isEnough(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? '');
}

function currentNode() {
  return isEnough(process.version) ? process.execPath : null;
}

function isEnough(version) {
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined) return false;
  return (
    Number(major) > leastNode[0] ||
    (Number(major) === leastNode[0] && Number(minor) >= leastNode[1])
  );
}

/** What the install script of the package `node` would have done, had npm not held it back. */
async function repairedNode() {
  const folder = join(root, 'node_modules/node');
  if (!existsSync(join(folder, 'installArchSpecificPackage.js'))) return null;
  await capture(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: folder,
    title: 'Installing Node 24, whose install script was held back',
  });
  // npm makes this link only for a file that is there.
  const link = join(root, 'node_modules/.bin/node');
  if (process.platform !== 'win32' && !existsSync(link)) symlinkSync('../node/bin/node', link);
  return packagedNode();
}

function noNode() {
  say(`Rapport needs Node ${leastNode.join('.')} or later; this is ${process.version}.`);
  say('The npm package "node" would have brought Node 24, but could not be installed here.');
  say('Install Node 24 from https://nodejs.org, then run the command again.');
  process.exit(1);
}
