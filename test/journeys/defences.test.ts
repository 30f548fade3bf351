import { createServer } from 'node:http';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { demoInBrowser } from './demo.ts';
import { enterDemo } from './entering.ts';

const chromium = findChromium();
const deal = 'Two filling lines, new dairy';

describe.skipIf(chromium === null)('the page under its policy', { timeout: 120_000 }, () => {
  const { app, browser } = demoInBrowser(chromium);

  /**
   * A page of its own, with `foreign` in its markup as if it had got there on the server; answers every violation of
   * its policy and all that the browser complained of.
   */
  async function visit(
    url: string,
    journey: (page: Page) => Promise<void>,
    { foreign = '', ...options }: BrowserContextOptions & { readonly foreign?: string } = {},
  ): Promise<readonly string[]> {
    const context = await browser.newContext({
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const complaints: string[] = [];
    await page.exposeFunction('complain', (text: string) => void complaints.push(text));
    await page.addInitScript(
      `addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, sample }) =>
        complain('violation: ' + [effectiveDirective, blockedURI, sourceFile, sample].join(' ')), true)`,
    );
    page.on('pageerror', ({ message }) => complaints.push(`error: ${message}`));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    if (foreign !== '') {
      await page.route(`${url}/`, async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace('<div id="root">', `${foreign}$&`);
        await route.fulfill({ response, body });
      });
    }
    try {
      await page.goto(url);
      await journey(page);
      return complaints;
    } finally {
      await context.close();
    }
  }

  it.each(['light', 'dark'] as const)(
    'works through list, record and widgets without a violation, %s',
    async (colorScheme) => {
      const complaints = await visit(
        app.url,
        async (page) => {
          await enterDemo(page, app.url, { as: 'Administrator', path: '/opportunities' });
          await page.getByRole('row').nth(3).waitFor();
          await page.getByRole('button', { name: 'Value' }).click();
          await page.waitForURL(/sort=-estimatedValue/);
          await page.mouse.wheel(0, 2000);
          await page.getByLabel('Search by name').fill('two filling');
          // Rows move while the list is narrowed, and a click would open another.
          await page.waitForURL(/search=two/);
          await page.locator('[role=grid][aria-busy=false]').waitFor();
          await page.getByRole('link', { name: deal }).click();
          await page.getByRole('heading', { level: 1, name: deal }).waitFor();
          const chart = page.getByRole('region', { name: 'Relationship activities' });
          await chart
            .getByRole('button', { name: /: (Emails|Meetings|Calls) / })
            .last()
            .focus();
          await page.keyboard.press('Home');
          await page.keyboard.press('ArrowRight');
          await chart
            .getByRole('button', { name: /: (Emails|Meetings|Calls) / })
            .last()
            .hover();
          await chart.getByRole('button', { name: 'View as table' }).click();
          await chart.locator('tbody tr').first().waitFor();
          for (const region of await page.getByRole('region').all()) await region.hover();
          const ledger = page.getByRole('region', { name: 'Ledger' });
          await ledger.locator('details summary').first().click();
          await page
            .getByLabel('As of')
            .fill(new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10));
          await page.getByText('You see this record as of').waitFor();
          await page
            .getByRole('link', { name: /^Accounts/ })
            .first()
            .click();
          await page.getByRole('row').nth(3).getByRole('link').click();
          await ledger.waitFor();
          await page.setViewportSize({ width: 390, height: 844 });
          await page.getByRole('button', { name: 'Open navigation' }).click();
          await page.getByRole('dialog').waitFor();
        },
        { colorScheme, viewport: { width: 1440, height: 900 } },
      );
      expect(complaints).toEqual([]);
    },
  );

  it('runs no script that got into the page, nor markup that a script assigns', async () => {
    const foreign = `<script>document.documentElement.dataset.ran = "inline"</script>
      <script src="/assets/none.js"></script>
      <img src="/none.png" onerror="document.documentElement.dataset.ran = 'handler'">`;
    const complaints = await visit(
      app.url,
      async (page) => {
        await page.getByRole('button', { name: /^Seller/ }).waitFor();
        const assigned = await page.evaluate(() => {
          try {
            document.body.insertAdjacentHTML('beforeend', '<b>markup</b>');
            return 'taken';
          } catch (error) {
            return String(error);
          }
        });
        expect(assigned).toContain('TrustedHTML');
        expect(await page.evaluate(() => document.images[0]?.complete)).toBe(true);
        const ran = await page.evaluate(() => document.documentElement.dataset.ran ?? 'nothing');
        expect(ran).toBe('nothing');
      },
      { foreign },
    );
    const blocked = complaints
      .filter((text) => text.startsWith('violation: '))
      .map((text) => text.split(' ').slice(1, 3).join(' '));
    expect(blocked).toEqual([
      'script-src-elem inline',
      `script-src-elem ${app.url}/assets/none.js`,
      'script-src-attr inline',
      'require-trusted-types-for trusted-types-sink',
    ]);
  });

  it('gives every answer another nonce and knows only that', async () => {
    const nonces = await Promise.all(
      [1, 2, 3].map(async () => {
        const answer = await fetch(app.url);
        const nonce = /'nonce-([^']+)'/.exec(
          answer.headers.get('content-security-policy') ?? '',
        )?.[1];
        const page = await answer.text();
        expect(page).not.toContain('__nonce__');
        const inPage = [...page.matchAll(/nonce="([^"]+)"/g)].map(([, found]) => found);
        expect(inPage.length).toBeGreaterThan(3);
        expect(new Set(inPage)).toEqual(new Set([nonce]));
        expect(answer.headers.get('cache-control')).toBe('no-store');
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(3);
  });

  it('is shown in no frame of another origin, neither page nor answer', async () => {
    const frames = ['/', '/api/v1/about', '/assets/'].map(
      (path) => `<iframe src="${app.url}${path}"></iframe>`,
    );
    const foreign = createServer((_, answer) => {
      answer.setHeader('content-type', 'text/html').end(`<!doctype html>${frames.join('')}`);
    });
    await new Promise<void>((done) => foreign.listen(0, '127.0.0.1', done));
    const address = foreign.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const complaints = await visit(`http://127.0.0.1:${port}/`, async (page) => {
        expect(page.frames()).toHaveLength(4);
        await expect
          .poll(() =>
            page
              .frames()
              .slice(1)
              .map((frame) => frame.url()),
          )
          .toEqual(frames.map(() => 'chrome-error://chromewebdata/'));
      });
      expect(complaints.filter((text) => text.includes('frame-ancestors'))).toHaveLength(3);
    } finally {
      foreign.close();
    }
  });
});
