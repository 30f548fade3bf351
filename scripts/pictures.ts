import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { findChromium, openBrowser } from '../test/journeys/browser.ts';
import { startDemoApp } from '../test/support/app.ts';

/**
 * npm run pictures: photographs the pages with the demo company, light, dark and on a phone, into docs/pictures. The
 * page must have been built.
 */
const pages = [
  { name: 'opportunities', path: '/opportunities?sort=-estimatedValue' },
  { name: 'opportunity', path: '/opportunities/opp-001' },
  { name: 'ledger', path: '/opportunities/opp-001?counted=no#ledger' },
  { name: 'account', path: '/accounts/acc-01' },
] as const;

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1360, height: 850 }, colorScheme: 'light' },
  dark: { viewport: { width: 1360, height: 850 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', isMobile: true },
};

const folder = join(import.meta.dirname, '../docs/pictures');

async function photograph(browser: Browser, url: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [look, options] of Object.entries(looks)) {
    const context = await browser.newContext({
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    for (const { name, path } of pages) {
      await page.goto(url + path, { waitUntil: 'load' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      // The figures, the font, and the way down to the ledger.
      await page
        .getByText(/\d+ (records|activities)/)
        .first()
        .waitFor();
      await page.evaluate(() => document.fonts.ready);
      await page.getByText('The ledger is loading').waitFor({ state: 'detached' });
      await page.waitForTimeout(500);
      const file = `${name}-${look}.png`;
      await page.screenshot({ path: join(folder, file) });
      process.stdout.write(`docs/pictures/${file}\n`);
    }
    await context.close();
  }
}

const chromium = findChromium();
if (chromium !== null) {
  const [app, browser] = await Promise.all([startDemoApp(), openBrowser(chromium)]);
  try {
    await photograph(browser, app.url);
  } finally {
    await browser.close();
    await app.close();
  }
}
