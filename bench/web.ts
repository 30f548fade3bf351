/** How the page feels with a long list, in Chromium: the first view, a sort, and ten seconds of scrolling. */

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { noticeVersion } from '../src/contract/activation.ts';
import { sql } from '../src/db/sql.ts';
import { findChromium, openBrowser } from '../test/journeys/browser.ts';
import { type RunningApp, settled, startApp } from './app.ts';
import { companyOf } from './data/company.ts';
import { activityBatches, companyBatches, importAll } from './fill.ts';
import { quantile } from './measure.ts';
import { openStore } from './store.ts';
import { firstPaint, paintedAfter, scrolled } from './web-page.ts';

export type WebNumbers = {
  /** Of the list. */
  readonly rows: number;
  /** Kibibytes of JavaScript, gzip, until the first rows are there. */
  readonly firstViewKib: number;
  /** From the navigation until rows are painted and the page answers; the median of some. */
  readonly interactiveMs: number;
  /** From the click on a heading until the rows in the new order are painted. */
  readonly sortMs: number;
  readonly sortSlowestMs: number;
  /** While scrolling with the processor slowed down fourfold. */
  readonly framesPerSecond: number;
  readonly longestTaskMs: number;
  readonly longestFrameMs: number;
};

/** Why nothing was measured. */
export type WebSkipped = { readonly skipped: string };

/** A list of one contact for ten activities, most of whom nobody has written to: what counts here is its length. */
const sizes = { records: 1.83, activities: 0.06 } as const;
const slowdown = 4;
const visits = 5;
const scrollSeconds = 10;

/** Fills a store of its own, opens its longest list in Chromium and measures; or says why it cannot. */
export async function measureWeb(
  activities: number,
  { keep, say }: { readonly keep: string | null; readonly say: (line: string) => void },
): Promise<WebNumbers | WebSkipped> {
  const chromium = findChromium();
  if (chromium === null) return { skipped: 'there is no Chromium' };
  const isBuilt = await access(join(import.meta.dirname, '../dist/web/index.html')).then(
    () => true,
    () => false,
  );
  if (!isBuilt) return { skipped: 'the page is not built: npm start builds it' };

  const store = await openStore(keep === null ? null : join(keep, 'web'));
  try {
    const company = companyOf(activities * sizes.records);
    const [known] = await store.database.query<{ any: boolean }>(
      sql`select exists (select from contact) as any`,
    );
    if (known?.any !== true) {
      await importAll(store.database, companyBatches(company), () => {});
      const some = activityBatches(company, Math.round(activities * sizes.activities));
      await importAll(store.database, some, () => {});
    }
    const app = await startApp(store);
    const browser = await openBrowser(chromium);
    try {
      const seconds = await settled(store);
      // What the server does by itself some minutes after so much was written.
      await store.owner.run(sql`vacuum analyze record_analytics`);
      await readNotice(app);
      say(`web: filled; settled after ${seconds.toFixed(0)} s`);
      return await measured(browser, app);
    } finally {
      await browser.close();
      await app.close();
    }
  } finally {
    await store.close();
  }
}

/** Whoever comes for the first time is shown what is done with their mail; that is not what is measured. */
async function readNotice({ url, headers }: RunningApp): Promise<void> {
  const answer = await fetch(`${url}/api/v1/me/notice`, {
    method: 'POST',
    headers: { ...headers, origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ version: noticeVersion }),
  });
  if (!answer.ok) throw new Error(`The notice was not taken as read: ${await answer.text()}`);
}

async function measured(browser: Browser, app: RunningApp): Promise<WebNumbers> {
  // The first visit also warms up the server. It alone is weighed: to read what came takes time from the page.
  const { bytes } = await firstView(browser, app, true);
  const views: number[] = [];
  for (let visit = 0; visit < visits; visit++) {
    views.push((await firstView(browser, app, false)).ms);
  }

  const context = await enter(browser, app);
  const page = await context.newPage();
  await page.goto(`${app.url}/contacts`);
  await page.locator('[data-row]').first().waitFor();
  const rows = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
  await warmUp(app);
  const sorts: number[] = [];
  for (const heading of Object.keys(headings)) {
    // Scores over time of the rows before must not be on their way any more.
    await page.waitForTimeout(600);
    sorts.push(await page.evaluate(paintedAfter, heading));
  }
  await page.waitForTimeout(600);
  const scroll = await scrolledSlowly(page);
  await context.close();
  return {
    rows,
    firstViewKib: bytes / 1024,
    interactiveMs: quantile(views, 0.5),
    sortMs: quantile(sorts, 0.5),
    sortSlowestMs: Math.max(...sorts),
    ...scroll,
  };
}

/** Columns as the page and as the server call them, none of which the list is sorted by at first. */
const headings = {
  'Last contact': '-lastInteractionAt',
  'Emails by us': '-window.emailsSent',
  Contact: 'name',
  'Time by us, h': '-window.minutesByUs',
  'They answer, %': '-window.responseByThem.rate',
  Owner: 'owner',
} as const;

/** Asks for every order once, as somebody has on any day but a server's first. The page knows nothing of the answers. */
async function warmUp({ url, headers }: RunningApp): Promise<void> {
  for (const sort of Object.values(headings)) {
    const answer = await fetch(`${url}/api/v1/contacts?sort=${sort}&count=false`, { headers });
    if (!answer.ok) throw new Error(`The list was not sorted by ${sort}: ${await answer.text()}`);
    await answer.text();
  }
}

async function firstView(browser: Browser, app: RunningApp, isWeighed: boolean) {
  const context = await enter(browser, app);
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (!isWeighed || !new URL(response.url()).pathname.endsWith('.js')) return;
    sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.addInitScript(firstPaint);
  await page.goto(`${app.url}/contacts`);
  const painted = await page.waitForFunction(
    () => performance.getEntriesByName('rows painted')[0]?.startTime,
  );
  const ms = Number(await painted.jsonValue());
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return { ms, bytes };
}

async function scrolledSlowly(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const numbers = await page.evaluate(scrolled, scrollSeconds);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return numbers;
}

/** A browser of its own, signed in, that has cached nothing. */
async function enter(browser: Browser, app: RunningApp): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
  });
  const [name = '', value = ''] = (app.headers.cookie ?? '').split('=');
  await context.addCookies([{ name, value, url: app.url }]);
  return context;
}
