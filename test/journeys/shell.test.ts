import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { demoInBrowser } from './demo.ts';
import { enterDemo } from './entering.ts';
import { barriers, overflow, visiting } from './visiting.ts';

const chromium = findChromium();
const fadingDeal = 'Two filling lines, new dairy';

describe.skipIf(chromium === null)('a seller', { timeout: 120_000 }, () => {
  const { app, browser } = demoInBrowser(chromium);

  /** A page of its own, which a seller enters at `path`. */
  const visit = (
    path: string,
    journey: (page: Page, troubles: string[]) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> =>
    visiting(
      browser,
      async (page, troubles) => {
        await enterDemo(page, app.url, { as: 'Seller', path });
        await journey(page, troubles);
      },
      options,
    );

  /** The address of a deal's page, found as a seller finds it. */
  async function openDeal(page: Page): Promise<void> {
    await page.getByLabel('Search by name').fill('two filling');
    await page.getByRole('link', { name: fadingDeal }).click();
    await page.getByRole('heading', { level: 1, name: fadingDeal }).waitFor();
  }

  it('opens the fading deal and sees which factor pulls it down', async () => {
    await visit('/opportunities', async (page) => {
      await page.getByRole('heading', { level: 1, name: 'My open opportunities' }).waitFor();
      await openDeal(page);
      expect(await page.getByRole('img', { name: /^Health \d+ of 100, Fair$/ }).count()).toBe(1);
      const made = page.getByRole('region', { name: 'What the score is made of' });
      const text = await made.textContent();
      expect(text).toContain('Recency');
      expect(text).toMatch(/Now \d+ emails in a row to the key contact are unanswered/);
      const points = await made.getByRole('link').allTextContents();
      const sum = points.map(Number).reduce((all, one) => all + one, 0);
      const score = Number(/Health (\d+) of/.exec((await labelOfGauge(page)) ?? '')?.[1]);
      expect(Math.abs(sum - score)).toBeLessThan(0.8);
    });
  });

  it('opens a figure and finds exactly so many activities in the ledger', async () => {
    await visit('/opportunities', async (page) => {
      await openDeal(page);
      const interactions = page.getByRole('region', { name: 'Customer interactions' });
      const sent = interactions.getByRole('link').first();
      const count = Number(await sent.textContent());
      expect(count).toBeGreaterThan(3);
      await sent.click();
      await page.waitForURL(/kind=email&side=us&counted=yes|side=us/);
      const ledger = page.getByRole('region', { name: 'Ledger' });
      await ledger.getByText(`${count} activities`, { exact: true }).waitFor();
      expect(await ledger.locator('details:not(details details)').count()).toBe(count);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('ledger');
    });
  });

  it('sees in the ledger why an activity does not count, and who took part', async () => {
    await visit('/opportunities', async (page) => {
      await openDeal(page);
      await page
        .getByRole('region', { name: 'What was left out' })
        .getByRole('link', { name: 'Not completed' })
        .click();
      const entry = page.getByRole('region', { name: 'Ledger' }).locator('details').first();
      await entry.locator('summary', { hasText: 'Not completed' }).click();
      await entry.getByText('It had not happened, or had not been completed').waitFor();
      expect(await entry.textContent()).toContain('Of theirs');
    });
  });

  it('travels back 30 days to when the deal was good, and returns', async () => {
    await visit('/opportunities', async (page) => {
      await openDeal(page);
      const before = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
      await page.getByLabel('As of').fill(before);
      await page.getByText('You see this record as of').waitFor();
      await page.getByRole('img', { name: /^Health \d+ of 100, Good$/ }).waitFor();
      expect(page.url()).toContain(`asOf=${before}`);
      await page.getByRole('button', { name: 'Back to now' }).click();
      await page.getByRole('img', { name: /^Health \d+ of 100, Fair$/ }).waitFor();
    });
  });

  it('reaches every day of the activity chart by keyboard and sees it as a table', async () => {
    await visit('/opportunities', async (page) => {
      await openDeal(page);
      const chart = page.getByRole('region', { name: 'Relationship activities' });
      const days = chart.getByRole('button', { name: /: (Emails|Meetings|Calls) / });
      await days.last().focus();
      await page.keyboard.press('Home');
      const first = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      await page.keyboard.press('ArrowRight');
      const second = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      expect(first).toBe(await days.first().getAttribute('aria-label'));
      expect(second).toBe(await days.nth(1).getAttribute('aria-label'));
      const number = await days.count();
      await chart.getByRole('button', { name: 'View as table' }).click();
      expect(await chart.locator('tbody tr').count()).toBe(number);
    });
  });

  it('reads it in German, with German dates and numbers', async () => {
    await visit(
      '/opportunities',
      async (page) => {
        await page
          .getByRole('heading', { level: 1, name: 'Meine offenen Verkaufschancen' })
          .waitFor();
        await page.getByText('840.000 £').first().waitFor();
        expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
        await page.getByRole('combobox', { name: 'Sprache' }).selectOption('en');
        await page.getByRole('heading', { level: 1, name: 'My open opportunities' }).waitFor();
        await page.reload();
        await page.getByRole('heading', { level: 1, name: 'My open opportunities' }).waitFor();
      },
      { locale: 'de-DE' },
    );
  });

  it('finds on a phone everything in the width of the screen', async () => {
    await visit(
      '/opportunities',
      async (page) => {
        await page.getByRole('article').first().waitFor();
        expect(await overflow(page)).toBe(0);
        await page.getByRole('button', { name: 'Open navigation' }).click();
        await page
          .getByRole('dialog')
          .getByRole('link', { name: /Accounts/ })
          .click();
        await page
          .getByRole('heading', { level: 1, name: 'My accounts by relationship' })
          .waitFor();
        await page.getByRole('article').first().getByRole('link').click();
        await page.getByRole('heading', { name: 'Ledger' }).waitFor();
        expect(await overflow(page)).toBe(0);
      },
      { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    );
  });

  it('finds everything in a window that is made narrow, charts too', async () => {
    await visit('/opportunities/opp-001', async (page) => {
      const answered = page.locator('main').getByRole('progressbar');
      await page.getByText(/^Activities up to each age/).waitFor();
      await expect.poll(() => answered.count(), { timeout: 30_000 }).toBe(0);
      await page.setViewportSize({ width: 320, height: 640 });
      await expect.poll(() => overflow(page)).toBe(0);
    });
  });

  it('learns what to do when a record is not there', async () => {
    await visit('/opportunities/nobody-knows-me', async (page, troubles) => {
      await page.getByRole('alert').waitFor();
      // To ask again for what is not there is of no use.
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
      await page.getByRole('link', { name: 'Go to the list: Opportunities' }).waitFor();
      // The browser itself writes the 404 into its console.
      troubles.length = 0;
    });
  });

  it.each(['light', 'dark'] as const)(
    'meets no barrier that axe knows of, %s',
    async (colorScheme) => {
      const open = { colorScheme };
      await visit(
        '/opportunities',
        async (page) => {
          await page.getByRole('row').nth(3).waitFor();
          expect(await barriers(page)).toEqual([]);
          await openDeal(page);
          await page.locator('details summary').first().waitFor();
          await page
            .getByRole('region', { name: 'Ledger' })
            .locator('details summary')
            .first()
            .click();
          expect(await barriers(page)).toEqual([]);
          await page
            .getByRole('link', { name: /^Accounts/ })
            .first()
            .click();
          await page.getByRole('row').nth(3).getByRole('link').click();
          await page.getByRole('region', { name: 'Ledger' }).waitFor();
          expect(await barriers(page)).toEqual([]);
        },
        open,
      );
    },
  );

  it('gets a record that somebody else changed without asking again', async () => {
    await visit('/opportunities', async (page) => {
      await openDeal(page);
      const leftOut = page.getByRole('region', { name: 'What was left out' });
      await leftOut.getByRole('link').first().waitFor();
      expect(await leftOut.getByRole('link', { name: 'Taken out' }).count()).toBe(0);
      const elsewhere = await page.context().newPage();
      await elsewhere.goto(`${app.url}/leads`);
      const status = await elsewhere.evaluate(async () => {
        const path = '/api/v1/opportunities/opp-001/activities?counted=true&kind=email&limit=1';
        const { rows } = await (await fetch(path)).json();
        const answer = await fetch(`/api/v1/activities/${rows[0].key}`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ override: 'exclude' }),
        });
        return answer.status;
      });
      expect(status).toBe(200);
      await leftOut.getByRole('link', { name: 'Taken out' }).waitFor();
    });
  });

  it('keeps what it shows while nobody can be heard, and then catches up by itself', async () => {
    await visit('/opportunities', async (page, troubles) => {
      await openDeal(page);
      const leftOut = page.getByRole('region', { name: 'What was left out' });
      await leftOut.getByRole('link').first().waitFor();
      const taken = leftOut.getByRole('link', { name: 'Taken out' });
      const before = await taken.count();
      await page.context().setOffline(true);
      const notice = page.getByText('No connection. You see what was known at');
      await notice.waitFor();
      await page.getByRole('heading', { level: 1, name: fadingDeal }).waitFor();

      // Somebody else goes on working.
      const { rows } = await (
        await page.request.get(
          `${app.url}/api/v1/opportunities/opp-001/activities?${before === 0 ? 'counted=true&kind=email' : 'reason=overruled'}&limit=1`,
        )
      ).json();
      const answer = await page.request.patch(`${app.url}/api/v1/activities/${rows[0].key}`, {
        headers: { origin: app.url },
        data: { override: before === 0 ? 'exclude' : null },
      });
      expect(answer.status()).toBe(200);

      await page.context().setOffline(false);
      await notice.waitFor({ state: 'hidden' });
      await taken.waitFor({ state: before === 0 ? 'visible' : 'hidden' });
      // The browser itself writes into its console what it could not reach.
      expect(troubles.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
      troubles.length = 0;
    });
  });

  it('is told of an update when a part of the page is gone, and goes on after a reload', async () => {
    await visit('/opportunities', async (page, troubles) => {
      await page.getByRole('heading', { level: 1, name: 'My open opportunities' }).waitFor();
      const firstScript = /<script\b[^>]*><\/script>/;
      await page.route('**/assets/home-page-*.js', (route) => route.fulfill({ status: 404 }));
      await page.route(`${app.url}/`, async (route) => {
        const answer = await route.fetch();
        const body = (await answer.text()).replace(
          firstScript,
          '<script src="/assets/next.js"></script>',
        );
        await route.fulfill({ response: answer, body });
      });
      await page.getByRole('link', { name: 'Home' }).click();
      await page.getByRole('heading', { level: 1, name: 'Rapport was updated' }).waitFor();
      await page.unroute('**/assets/home-page-*.js');
      await page.unroute(`${app.url}/`);
      await page.getByRole('main').getByRole('button', { name: 'Reload' }).click();
      await page.getByRole('heading', { level: 1, name: 'Where to look first' }).waitFor();
      expect(troubles.every((text) => /404|could not be loaded/.test(text))).toBe(true);
      troubles.length = 0;
    });
  });
});

async function labelOfGauge(page: Page): Promise<string | null> {
  return page.getByRole('img', { name: /^Health/ }).getAttribute('aria-label');
}
