import { execFileSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

/** Where Chromium is; null, said aloud, when there is none, which CI does not let pass. */
export function findChromium(): string | null {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const path = pathOf(name);
    if (path !== null) return path;
  }
  const why = 'no Chromium on this machine (Debian: apt-get install chromium)';
  if (process.env.CI === 'true') throw new Error(`The page must be tried in a browser: ${why}.`);
  process.stderr.write(`\n  SKIPPED: the journeys through the page: ${why}.\n\n`);
  return null;
}

/** Starts Chromium without a window, and without any talk of its own with the internet. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
}

function pathOf(name: string): string | null {
  try {
    const path = execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    return path === '' ? null : path;
  } catch {
    return null;
  }
}
