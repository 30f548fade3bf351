// Runs a TypeScript file of the project, installing first if need be: node scripts/node.mjs FILE [arguments]
import { ready } from './ready.mjs';
import { become } from './run.mjs';

await become(await ready(), process.argv.slice(2));
