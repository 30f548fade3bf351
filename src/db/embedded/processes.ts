import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { textOf } from '../../files/disk.ts';
import { errorCode } from '../../model/problem.ts';

/** Other processes of this machine, known by number only: whether they run, since when, and what they are. */

/**
 * What tells a process from a later one with the same number (its start time); null when none runs. Process numbers
 * are reused, after a restart of a container nearly at once, so that a number alone says nothing.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return linuxIdentity(pid);
  if (process.platform === 'win32') return answers(pid) ? 'running' : null;
  const line = await ps(pid, 'stat=,lstart=');
  return line === null || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
}

/** The command line of a process, arguments parted by spaces; null when none runs. */
export async function commandLine(pid: number): Promise<string | null> {
  if (process.platform === 'win32') return answers(pid) ? '' : null;
  if (process.platform !== 'linux') return ps(pid, 'command=');
  const text = await textOf(`/proc/${pid}/cmdline`);
  return text === null ? null : text.replaceAll('\0', ' ').trim();
}

/** Waits until the process has ended; false when it still runs after `seconds`. */
export async function ended(pid: number, seconds: number): Promise<boolean> {
  for (let waits = 0; waits < seconds * 50; waits += 1) {
    if ((await processIdentity(pid)) === null) return true;
    await pause(20);
  }
  return false;
}

async function linuxIdentity(pid: number): Promise<string | null> {
  const stat = await textOf(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The program's name, in parentheses, may hold anything; the fields after it are numbers (man 5 proc).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  // A zombie has ended; only its parent has not asked how.
  if (state === undefined || startTicks === undefined || 'ZX'.includes(state)) return null;
  const boot = await textOf('/proc/sys/kernel/random/boot_id');
  return `${boot?.trim() ?? ''} ${startTicks}`;
}

async function ps(pid: number, columns: string): Promise<string | null> {
  const run = promisify(execFile);
  const output = await run('ps', ['-o', columns, '-p', String(pid)]).catch(() => null);
  return output === null ? null : output.stdout.trim();
}

function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It runs, but belongs to somebody else.
    return errorCode(error) === 'EPERM';
  }
}
