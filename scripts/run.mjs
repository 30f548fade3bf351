// Runs other programs: with their output to be seen, or kept until it is needed.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Tells a person something. Standard output belongs to the command that is run. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a program in the project's folder with our own input and output; answers its exit code, 128 and more for a
 * signal as shells have it.
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {} } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return ended(child);
}

/** Runs a program in our place: our exit code is its. */
export async function become(command, args, options) {
  process.exit(await run(command, args, options));
}

/**
 * Runs a program whose output is only of interest when it fails; then shows it and ends the process, or answers false
 * with `mayFail`.
 * @returns {Promise<boolean>}
 */
export async function capture(command, args, { title, cwd = root, env = {}, mayFail = false }) {
  const progress = showProgress(title);
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    shell: command.endsWith('.cmd'),
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(data));
  const code = await ended(child);
  progress.end(code === 0);
  if (code === 0) return true;
  process.stderr.write(Buffer.concat(output));
  if (mayFail) return false;
  say(`\nThis failed: ${title}. The lines above say why.`);
  process.exit(code);
}

/** Several programs side by side until the first one ends; then the others are asked to end too. */
export async function together(commands) {
  const children = commands.map(({ command, args, env = {} }) =>
    spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }),
  );
  const codes = children.map((child) => ended(child));
  const first = await Promise.race(codes);
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(codes);
  return first;
}

/** Waits for the end of a child; until then it gets the signals that we get. */
function ended(child) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // A terminal gives Ctrl-C to all of its processes at once, and npm passes it on once more.
  const hasTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const pass = (signal) => {
    if (signal === 'SIGTERM' || !hasTerminal) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, pass);
  // npm runs scripts in a shell, which does not pass on the signal that ends it.
  const parent = process.ppid;
  const orphaned = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(orphaned);
    child.kill('SIGTERM');
  }, 500);
  return new Promise((resolve) => {
    const end = (code) => {
      clearInterval(orphaned);
      for (const signal of signals) process.off(signal, pass);
      resolve(code);
    };
    child.once('error', (error) => {
      say(`${child.spawnfile}: ${error.message}`);
      end(127);
    });
    child.once('exit', (code, signal) => end(code ?? 128 + (numbers[signal] ?? 0)));
  });
}

const numbers = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

/** One line that counts the seconds; without a terminal a line at the start and one at the end. */
function showProgress(title) {
  const start = Date.now();
  const isTerminal = process.stderr.isTTY;
  const seconds = () => Math.round((Date.now() - start) / 1000);
  const draw = () => process.stderr.write(`\r${title} … ${seconds()} s`);
  if (isTerminal) draw();
  else say(`${title} …`);
  const timer = isTerminal ? setInterval(draw, 1000) : null;
  return {
    end(isGood) {
      if (timer !== null) clearInterval(timer);
      say(`${isTerminal ? '\r' : ''}${title}: ${isGood ? 'done' : 'failed'} after ${seconds()} s`);
    },
  };
}
