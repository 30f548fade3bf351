// npm test: everything that must hold. Arguments go to Vitest: npm test -- src/db
import { check } from './check.mjs';
import { machine } from './machine.mjs';
import { buildPage } from './page.mjs';
import { ready } from './ready.mjs';
import { become } from './run.mjs';

const node = await ready();
const env = await machine();
const code = await check(node);
if (code !== 0) process.exit(code);
await buildPage(node);
await become(node, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], { env });
