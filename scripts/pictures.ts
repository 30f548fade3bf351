import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { findChromium, openBrowser } from '../test/journeys/browser.ts';
import { enterDemo } from '../test/journeys/entering.ts';
import { startDemoApp } from '../test/support/app.ts';

/**
 * npm run pictures: photographs every page of the demo company, light, dark and on a phone, into docs/pictures. The page
 * must have been built.
 */
const pages = {
  Seller: [
    { name: 'home', path: '/' },
    { name: 'opportunities', path: '/opportunities' },
    { name: 'pipeline', path: '/opportunities?as=pipeline' },
    { name: 'leads', path: '/leads' },
    { name: 'contacts', path: '/contacts' },
    { name: 'opportunity', path: '/opportunities/opp-001' },
    { name: 'ledger', path: '/opportunities/opp-001?counted=no#ledger' },
    { name: 'account', path: '/accounts/acc-01' },
    { name: 'contact', path: '/contacts/con-021' },
    { name: 'lead', path: '/leads/lead-13' },
    { name: 'own-account', path: '/account' },
  ],
  Manager: [
    { name: 'overview', path: '/overview' },
    { name: 'no-permission', path: '/settings' },
  ],
  Administrator: [
    { name: 'settings-analytics', path: '/settings/analytics' },
    { name: 'settings-exclusions', path: '/settings/exclusions' },
    { name: 'settings-calendar', path: '/settings/calendar' },
    { name: 'settings-currency', path: '/settings/currency' },
    { name: 'settings-sources', path: '/settings/sources' },
    { name: 'settings-people', path: '/settings/people' },
    { name: 'settings-privacy', path: '/settings/privacy' },
    { name: 'settings-audit', path: '/settings/audit' },
    { name: 'settings-cards', path: '/settings/cards' },
    { name: 'settings-introductions', path: '/settings/introductions' },
    { name: 'settings-news', path: '/settings/news' },
    { name: 'settings-backtest', path: '/settings/backtest' },
  ],
} as const;

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1360, height: 850 }, colorScheme: 'light' },
  dark: { viewport: { width: 1360, height: 850 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', isMobile: true },
};

const folder = join(import.meta.dirname, '../docs/pictures');

async function photograph(browser: Browser, url: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [look, options] of Object.entries(looks)) {
    for (const person of ['Seller', 'Manager', 'Administrator'] as const) {
      const context = await browser.newContext({
        locale: 'en-GB',
        reducedMotion: 'reduce',
        ...options,
      });
      const page = await context.newPage();
      const take = async (name: string) => {
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.evaluate(() => document.fonts.ready);
        // Figures and curves come after the frame; the open stream of events keeps the network busy for ever.
        await page.waitForTimeout(2000);
        const file = `${name}-${look}.png`;
        await page.screenshot({ path: join(folder, file) });
        process.stdout.write(`docs/pictures/${file}\n`);
      };
      if (person === 'Seller') {
        await page.goto(`${url}/sign-in`);
        await take('sign-in');
      }
      await enterDemo(page, url, { as: person });
      for (const { name, path } of pages[person]) {
        await page.goto(url + path, { waitUntil: 'load' });
        await take(name);
      }
      await context.close();
    }
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
