// npm run dev: the server, started again at every change, and the page as it is edited, on http://localhost:4401.
import { ready } from './ready.mjs';
import { together } from './run.mjs';

const node = await ready();
const port = process.env.RAPPORT_PORT ?? '4400';
const watch = ['--watch', '--watch-preserve-output'];
process.exit(
  await together([
    { command: node, args: [...watch, 'src/cli/main.ts', 'start', ...process.argv.slice(2)] },
    {
      command: node,
      args: ['node_modules/vite/bin/vite.js', 'web'],
      env: { RAPPORT_API: `http://127.0.0.1:${port}` },
    },
  ]),
);
