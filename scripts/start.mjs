// npm start: from a fresh clone to the address of a page, and from then on just the page.
import { buildPage } from './page.mjs';
import { ready } from './ready.mjs';
import { become } from './run.mjs';

const node = await ready();
await buildPage(node);
await become(node, ['src/cli/main.ts', 'start', ...process.argv.slice(2)]);
