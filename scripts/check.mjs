// npm run check: formatting, lint and types.
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ready } from './ready.mjs';
import { root, run, say } from './run.mjs';

/** Runs the checks and answers the exit code of the first that fails, else 0. */
export async function check(node) {
  const projects = ['.', 'web'].filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));
  const steps = [
    ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
    ...projects.map((folder) => ['node_modules/typescript/bin/tsc', '-p', folder]),
  ];
  for (const step of steps) {
    const code = await run(node, step);
    if (code === 0) continue;
    say(
      `\nFailed: ${step.slice(0, 3).join(' ')}. "npx biome check --write" mends what can be mended by itself.`,
    );
    return code;
  }
  return 0;
}

if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  process.exit(await check(await ready()));
}
