// npm run dev: the server, started again at every change, and the page as it is edited.
import { ready } from './ready.mjs';
import { say, together } from './run.mjs';

const port = process.env.RAPPORT_PORT ?? '3000';
const node = await ready();
say('The page, as it is edited: http://localhost:5173');
process.exit(
  await together([
    {
      command: node,
      args: [
        '--watch',
        '--watch-preserve-output',
        'src/cli/main.ts',
        'start',
        ...process.argv.slice(2),
      ],
      env: { RAPPORT_PORT: port },
    },
    { command: node, args: ['scripts/page-server.mjs', port] },
  ]),
);
