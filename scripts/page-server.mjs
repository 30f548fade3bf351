// Serves the page from its sources and passes calls of the API on: node scripts/page-server.mjs PORT-OF-THE-API
import { join } from 'node:path';
import { createServer } from 'vite';
import { root } from './run.mjs';

const api = `http://127.0.0.1:${process.argv[2]}`;
const server = await createServer({
  root: join(root, 'web'),
  server: { port: 5173, strictPort: true, proxy: { '/api': api } },
});
await server.listen();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => server.close().then(() => process.exit()));
