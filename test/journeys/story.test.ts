import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { demoInBrowser } from './demo.ts';
import { enterDemo } from './entering.ts';
import { barriers, visiting } from './visiting.ts';

const chromium = findChromium();
const fadingDeal = 'Two filling lines, new dairy';

describe.skipIf(chromium === null)('the story of a fading deal', { timeout: 120_000 }, () => {
  const { app, browser } = demoInBrowser(chromium);

  it('is told from the home page to the cause in the ledger', async () => {
    await visiting(browser, async (page) => {
      await enterDemo(page, app.url, { as: 'Seller' });
      await page.getByRole('heading', { level: 1, name: 'Where to look first' }).waitFor();
      const cards = page.getByRole('region', { name: 'For today' });
      const card = cards.getByRole('listitem').filter({ hasText: fadingDeal });
      expect(await card.textContent()).toMatch(
        /Health fell from Good \(\d+\) to \w+ \(\d+\) in 30 days/,
      );
      // What a card says is not said again below it.
      const records = page.getByRole('region', { name: 'Then these records' });
      await records.getByRole('listitem').first().waitFor();
      expect(await records.getByText(fadingDeal).count()).toBe(0);
      // The card leads to the widget that tells why, and so does the sentence above, though the address is there already.
      await card.getByRole('link', { name: fadingDeal }).click();
      await page.locator('#widget-why-changed:focus').waitFor();
      await page.getByRole('heading', { level: 1 }).click();

      const summary = page.getByRole('region', { name: 'Summary' });
      await summary
        .getByRole('link', { name: /^Health fell by \d+ points within 30 days/ })
        .click();
      await page.locator('#widget-why-changed:focus').waitFor();
      const why = page.getByRole('region', { name: 'Why did it change?' });
      await why.getByText(/It fell from \d+ to \d+, mostly by Recency/).waitFor();
      await why.getByRole('link', { name: 'What happened in between' }).click();
      await page.getByText(/^\d+ activities$/).waitFor();
      const factors = page.getByRole('region', { name: 'What the score is made of' });
      expect(await factors.textContent()).toContain(
        'emails in a row to the key contact are unanswered',
      );
    });
  });

  it('compares the deal with those that were won, field by field and at the same age', async () => {
    await visiting(browser, async (page) => {
      await enterDemo(page, app.url, { as: 'Seller', path: '/opportunities/opp-001' });
      const similar = page.getByRole('region', { name: 'Similar won deals', exact: true });
      const won = similar.getByRole('region', { name: 'Table: Similar won deals' });
      const deals = won.locator('tbody tr');
      await deals.first().waitFor();
      const [, count] =
        /\((\d+)\)/.exec((await similar.getByRole('tab').first().textContent()) ?? '') ?? [];
      expect(await deals.count()).toBe(Number(count));
      expect(await deals.first().textContent()).toMatch(/\d+%.*Currency: GBP.*Not alike: /);
      const weights = similar.getByRole('heading', { name: 'What weighs how much' }).locator('..');
      const fields = (await weights.getByRole('listitem').allTextContents()).map((text) =>
        Number(/([\d.]+)%$/.exec(text)?.[1]),
      );
      expect(fields.length).toBe(8);
      expect(fields.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 0);
      await similar.getByRole('tab', { name: /^Lost \(\d+\)$/ }).click();
      await similar.getByRole('region', { name: 'Table: Similar lost deals' }).waitFor();

      const beside = page.getByRole('region', { name: /^Beside similar won deals/ });
      const row = beside.getByRole('row', { name: /^Activities/ });
      expect(await row.textContent()).toMatch(/\d+ to \d+/);
      const days = beside.getByRole('button', { name: /^Day \d+: \d+ here, median \d+/ });
      expect(await days.count()).toBeGreaterThan(5);
      await similar.getByRole('tab', { name: /^Won/ }).click();
      const name = (await deals.first().getByRole('link').textContent()) ?? '';
      await deals.first().getByRole('link').click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByText('This deal was closed by then.').first().waitFor();
    });
  });

  it('gives cards, which are snoozed, dismissed and taken back', async () => {
    await visiting(browser, async (page) => {
      await enterDemo(page, app.url, { as: 'Seller' });
      const cards = page.getByRole('region', { name: 'For today' });
      const list = cards.getByRole('listitem');
      await expect.poll(() => list.count(), { timeout: 30_000 }).toBe(5);
      const names = () => list.locator('a[href^="/"]').allTextContents();
      const [first = '', second = ''] = await names();
      await page.getByRole('button', { name: `Dismiss: ${first}` }).click();
      await expect.poll(() => list.count()).toBe(4);
      // The focus is on the way back.
      const undo = page.getByRole('button', { name: `Undo: ${first}` });
      await expect
        .poll(() => undo.evaluate((button) => button === document.activeElement))
        .toBe(true);
      await page.keyboard.press('Enter');
      await expect.poll(names).toContain(first);
      await page.getByRole('button', { name: `Snooze: ${second}` }).click();
      await page.getByRole('button', { name: 'Until tomorrow' }).click();
      await cards.getByText(`${second}: snoozed until`).waitFor();
      await page.reload();
      await expect.poll(() => list.count(), { timeout: 30_000 }).toBe(4);
      expect(await names()).not.toContain(second);
      expect(await barriers(page)).toEqual([]);
    });
  });

  it('answers the nine questions on the list and on the record, without a second click', async () => {
    await visiting(browser, async (page) => {
      await enterDemo(page, app.url, { as: 'Seller', path: '/opportunities' });
      // Which opportunities should I spend my time on: by health, with where each is heading.
      await page
        .getByRole('columnheader', { name: /Health/ })
        .first()
        .waitFor();
      await page.getByRole('link', { name: fadingDeal }).first().click();
      await page.getByRole('heading', { level: 1, name: fadingDeal }).waitFor();

      const answers: readonly (readonly [question: string, answer: RegExp])[] = [
        // When did we last contact them, and when will we next?
        ['Last contact', /\d+ days ago|yesterday|today/],
        ['Next contact', /in \d+ days|tomorrow|today/],
        // How many emails and meetings have we exchanged?
        ['In 60 days', /\d+ emails.*\d+ meetings/],
        // How many activities did they initiate?
        ['Initiated', /\d+ \/ \d+/],
        // How much time have we spent with them?
        ['Time by us', /\d+ hrs? \d+ mins?/],
        // What is their response rate?
        ['They answer', /\d+%/],
        // How long does our team take to respond?
        ['We answer within', /\d+(\.\d+)? (hrs|mins?|days)/],
      ];
      for (const [question, answer] of answers) {
        const given = page.locator('dl > div').filter({ hasText: question }).first();
        expect(await given.textContent(), question).toMatch(answer);
        // None stands there without a way to what it is made of.
        for (const figures of await given.locator('dd').all()) {
          const [figure = ''] = /\d+(\.\d+)?/.exec((await figures.textContent()) ?? '') ?? [];
          const opens = figures.locator('a, button').filter({ hasText: figure });
          const isDate = question.endsWith('contact') && (await figures.locator('a').count()) === 0;
          if (figure !== '' && !isDate) expect(await opens.count(), question).toBeGreaterThan(0);
        }
      }
      const theirs = page.locator('dl > div').filter({ hasText: 'They answer' }).first();
      await theirs.getByRole('button', { name: /%/ }).click();
      const turns = page.getByRole('dialog', { name: 'Our emails that they answered' });
      await turns.getByRole('row').nth(1).waitFor();
      await page.keyboard.press('Escape');
      await turns.waitFor({ state: 'hidden' });
      // Do we have a good relationship with the customer?
      const health = page.getByRole('region', { name: 'Relationship health' });
      expect(await health.textContent()).toMatch(/56.*Fair.*declining/s);
    });
  });

  it('tells response times as they passed or in working hours, and the turns behind them', async () => {
    await visiting(browser, async (page) => {
      await enterDemo(page, app.url, { as: 'Seller', path: '/opportunities/opp-001' });
      const times = page.getByRole('region', { name: 'Response time and rate' });
      await times.getByText(/elapsed hours: all that passed/).waitFor();
      await times.getByRole('button', { name: 'Working hours' }).click();
      await times.getByText(/working hours of whoever answers/).waitFor();
      await page.reload();
      await times.getByText(/working hours of whoever answers/).waitFor();
      await times
        .getByRole('button', { name: /^Kaplan–Meier median/ })
        .first()
        .click();
      const turns = page.getByRole('dialog', { name: 'Our emails that need their answer' });
      await turns.getByRole('row').filter({ hasText: 'so far' }).first().waitFor();
      await page.keyboard.press('Escape');
      await turns.waitFor({ state: 'hidden' });
    });
  });

  it('asks a colleague for an introduction, by mail or over others, and keeps what came of it', async () => {
    await visiting(browser, async (page) => {
      await enterDemo(page, app.url, { as: 'Seller' });
      const { id, name, colleague } = await knownByColleagues(page);
      await page.goto(`${app.url}/contacts/${encodeURIComponent(id)}`);
      const ties = page.getByRole('region', { name: 'Who knows whom' });
      const ask = new RegExp(`^Ask ${colleague} for an introduction$`);
      await ties.getByRole('button', { name: ask }).click();
      const asking = page.getByRole('dialog', { name: `Ask ${colleague} for an introduction` });
      const text = asking.getByLabel('Text');
      expect(await text.inputValue()).toContain(`you know ${name}`);
      const letter = `${await text.inputValue()}\n\nPS: before Friday, please.`;
      await text.fill(letter);
      await asking.getByRole('button', { name: 'Keep the request' }).click();
      const kept = page.getByRole('dialog', { name: /is kept$/ });
      const mail = kept.getByRole('link', { name: /^Write to / });
      const address = await mail.getAttribute('href');
      expect(address).toMatch(/^mailto:[^?]+%40/);
      expect(decodeURIComponent(address ?? '')).toContain('PS: before Friday, please.');
      await kept.getByRole('button', { name: 'Copy the text' }).click();
      await kept.getByText('Copied').waitFor();
      await kept.getByRole('button', { name: 'Close' }).click();

      const asked = ties.getByRole('region', { name: 'Introductions' }).getByRole('listitem');
      await asked.getByText('waits for an answer').waitFor();
      await asked.getByRole('button', { name: /^Introduced/ }).click();
      await asked.getByText('introduced', { exact: true }).waitFor();
      await page.goto(app.url);
      const own = page.getByRole('region', { name: 'Introductions that you asked for' });
      await own.getByText('introduced', { exact: true }).waitFor();

      await page.goBack();
      await ties.getByRole('button', { name: 'Look for a way over others' }).click();
      const ways = ties.getByRole('region', { name: 'Ways over others' }).getByRole('listitem');
      await ways.first().getByRole('link').waitFor();
      const over = ways.getByRole('button', { name: /^Ask .* for an introduction over / }).first();
      await over.click();
      const dialog = page.getByRole('dialog', { name: /^Ask .* for an introduction$/ });
      expect(await dialog.getByLabel('Text').inputValue()).toContain(
        `who is in touch with ${name}`,
      );
      // What was copied is what stood there.
      await dialog.getByLabel('Text').press('ControlOrMeta+a');
      await page.keyboard.press('ControlOrMeta+v');
      await expect.poll(() => dialog.getByLabel('Text').inputValue()).toBe(letter);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      expect(await barriers(page)).toEqual([]);
    });
  });

  it('changes at once when somebody decides that an activity does not count, and back', async () => {
    await visiting(browser, async (page) => {
      await enterDemo(page, app.url, { as: 'Seller', path: '/opportunities/opp-001?counted=yes' });
      const counted = () => countedIn(page);
      const before = await counted();
      const entries = page.locator('#ledger li');
      await entries.filter({ hasText: 'Following up on the quotation' }).first().click();
      await page.getByRole('button', { name: 'Leave it out' }).click();
      await expect.poll(counted, { timeout: 10_000 }).toBe(before - 1);
      await page.goto(`${app.url}/opportunities/opp-001?reason=overruled`);
      await page.locator('#ledger li').filter({ hasText: 'Taken out' }).first().click();
      await page.getByRole('button', { name: 'Take the decision back' }).click();
      await expect.poll(counted, { timeout: 10_000 }).toBe(before);
    });
  });

  it('shows a colleague’s mail as kind, time and direction alone', async () => {
    await visiting(browser, async (page) => {
      await enterDemo(page, app.url, { as: 'Manager', path: '/opportunities/opp-001' });
      const rows = page.locator('#ledger li');
      await rows.first().waitFor();
      expect(await page.locator('#ledger').textContent()).not.toContain(
        'Following up on the quotation',
      );
      expect(
        await rows.filter({ hasText: 'readable by those who take part' }).count(),
      ).toBeGreaterThan(5);
    });
  });
});

type Known = { readonly id: string; readonly name: string; readonly colleague: string };

/** One of the seller's contacts whom a colleague knows, and to whom there is a way over others. */
async function knownByColleagues(page: Page): Promise<Known> {
  return page.evaluate(async () => {
    const read = async (path: string) => (await fetch(`/api/v1/${path}`)).json();
    const { me } = await read('session');
    const { rows } = await read('contacts?whose=mine&limit=50');
    for (const { record } of rows) {
      const { id, name } = record;
      const path = `contacts/${encodeURIComponent(id)}`;
      const [{ people }, { paths }] = await Promise.all([
        read(`${path}/ties`),
        read(`${path}/paths`),
      ]);
      const isOther = ({ user }: { readonly user: { readonly id: string } }) =>
        user.id !== me.userId;
      const tie = people[0]?.ties.find(isOther);
      if (tie !== undefined && paths.some(isOther)) return { id, name, colleague: tie.user.name };
    }
    throw new Error('No contact of the seller is known by a colleague.');
  });
}

async function countedIn(page: Page): Promise<number> {
  const text = await page.getByRole('region', { name: 'What was left out' }).textContent();
  return Number(/(\d+) activit(?:y|ies) count/.exec(text ?? '')?.[1] ?? Number.NaN);
}
