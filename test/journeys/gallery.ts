import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build } from 'vite';
import { openBrowser } from './browser.ts';

/** The gallery, built into a folder that is gone after, and pages that show it. */
export type Gallery = {
  /** Opens it with an address after `/gallery/`; what it complains of or asks for elsewhere is in `troubles`. */
  visit(
    address: string,
    look: (page: Page, troubles: readonly string[]) => Promise<void>,
    options?: BrowserContextOptions,
  ): Promise<void>;
  close(): Promise<void>;
};

const web = join(import.meta.dirname, '../../web');
const origin = 'http://gallery.example';
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Builds the gallery as the page is built, and starts Chromium, which gets it without any network. */
export async function openGallery(chromium: string): Promise<Gallery> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-gallery-'));
  await build({
    root: web,
    configFile: join(web, 'vite.config.ts'),
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { input: join(web, 'gallery/index.html') },
    },
  });
  const browser = await openBrowser(chromium);
  return {
    visit: (address, look, options = {}) => visit(browser, folder, { address, look, options }),
    close: async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Visit = {
  readonly address: string;
  readonly look: (page: Page, troubles: readonly string[]) => Promise<void>;
  readonly options: BrowserContextOptions;
};

async function visit(browser: Browser, folder: string, { address, look, options }: Visit) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  const troubles: string[] = [];
  await context.route('**', async (route) => {
    const { pathname, origin: asked } = new URL(route.request().url());
    const path = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const body = asked === origin ? await readFile(path).catch(() => null) : null;
    if (body === null) {
      troubles.push(`asked for ${route.request().url()}`);
      await route.abort();
      return;
    }
    await route.fulfill({ body, contentType: types[extname(path)] ?? 'application/octet-stream' });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', ({ message }) => troubles.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  try {
    await page.goto(`${origin}/gallery/${address}`);
    await page.getByRole('heading', { level: 1, name: 'Gallery' }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    await look(page, troubles);
  } finally {
    await context.close();
  }
}
