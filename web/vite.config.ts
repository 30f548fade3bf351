import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { packed } from './vite.packed.ts';

/**
 * `vite build web` writes dist/web, which the server hands out; `vite web` serves the page while it is written and
 * passes /api on to the server.
 */
const repository = `${import.meta.dirname}/..`;

export default defineConfig({
  plugins: [
    // Lingui's macros become calls before React's plugin sees the file; plugin-react has no Babel of its own any more.
    babel({
      presets: [linguiTransformerBabelPreset({}, { cwd: repository })],
      parserOpts: { plugins: ['typescript', 'jsx'] },
    }),
    react(),
    lingui({ cwd: repository, failOnCompileError: true }),
    packed(),
  ],
  // The server puts the nonce of each answer in its place: src/api/page.ts.
  html: { cspNonce: '__nonce__' },
  build: {
    outDir: `${repository}/dist/web`,
    emptyOutDir: true,
    target: 'es2022',
    // Inlined fonts and pictures would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Few files: of a server that speaks HTTP/1.1 a browser asks for six at a time, and here the list, which many
        // pages share parts with, would come in twelve.
        codeSplitting: {
          groups: [
            { name: 'shell', tags: ['$initial'], priority: 2 },
            { name: 'list', test: /web\/pages\/list\/list-page\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    port: 4401,
    // Under its own name: the server takes writes only from pages of the host that was asked.
    proxy: {
      '/api': { target: process.env.RAPPORT_API ?? 'http://127.0.0.1:4400', changeOrigin: false },
    },
  },
});
