import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { demoInBrowser } from './demo.ts';
import { enterDemo } from './entering.ts';
import { barriers, overflow, visiting } from './visiting.ts';

const chromium = findChromium();

/** Every page of an administrator, and a text that is there when it has loaded. */
const pages = [
  ['/account', 'Where you are signed in'],
  ['/settings/analytics', 'No record changes its grade'],
  ['/settings/exclusions', 'Shared mailboxes'],
  ['/settings/calendar', 'Working hours'],
  ['/settings/currency', 'Rates'],
  ['/settings/sources', 'All sources'],
  ['/settings/introductions', 'Introductions'],
  ['/settings/backtest', 'Look back'],
  ['/settings/people', 'Hand over records'],
  ['/settings/privacy', 'What a person asks for'],
  ['/settings/cards', 'Days without activity'],
  ['/settings/news', 'Filling & Packaging Weekly'],
  ['/settings/audit', /All \d+ entries are as they were written/],
] as const;

describe.skipIf(chromium === null)('an administrator', { timeout: 120_000 }, () => {
  const { app, browser } = demoInBrowser(chromium);

  const enter = (page: Page, path: string) =>
    enterDemo(page, app.url, { as: 'Administrator', path });

  it('sees what a grade would change before saving it, saves it, and has it everywhere', async () => {
    await visiting(browser, async (page) => {
      await enter(page, '/settings/analytics');
      await page.getByText('No record changes its grade').waitFor();
      const good = page.getByRole('slider', { name: 'Good from' });
      await good.fill('75');
      await page.getByText(/^Good\s*75–100$/).waitFor();
      const told = page.getByText(/^\d+ records? changes? (its|their) grade$/);
      await told.waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('All figures follow it.').waitFor();
      await page.getByText('No record changes its grade').waitFor();
      await page.reload();
      await page.getByText(/^Good\s*75–100$/).waitFor();
    });
  });

  it('is told when somebody else has changed the settings, and goes on from theirs', async () => {
    await visiting(browser, async (page, troubles) => {
      await enter(page, '/settings/analytics');
      await page.getByRole('slider', { name: 'Fair from' }).fill('33');
      const theirs = await page.evaluate(async () => {
        const { version } = await (await fetch('/api/v1/settings')).json();
        const answer = await fetch('/api/v1/settings', {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ version, massThreshold: 40 }),
        });
        return answer.status;
      });
      expect(theirs).toBe(200);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Somebody else has changed the settings meanwhile.').first().waitFor();
      await page.getByRole('button', { name: 'Load theirs' }).click();
      await expect
        .poll(() => page.getByRole('spinbutton', { name: /^Mass mail/ }).inputValue())
        .toBe('40');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('All figures follow it.').waitFor();
      // The browser itself writes each 409 into its console: that of the save, and those of previews.
      expect(troubles.every((trouble) => trouble.includes('409'))).toBe(true);
      troubles.length = 0;
    });
  });

  it('moves the neighbours of a grade along, and uses Excellent', async () => {
    await visiting(browser, async (page) => {
      await enter(page, '/settings/analytics');
      await page.getByRole('slider', { name: 'Fair from' }).fill('90');
      await page.getByText(/^Good\s*91–100$/).waitFor();
      await page.getByRole('switch', { name: 'Use the grade Excellent' }).click();
      await page
        .getByText(/^Excellent/)
        .first()
        .waitFor();
      expect(await page.getByRole('slider', { name: 'Excellent from' }).count()).toBe(1);
      await page.getByRole('button', { name: 'Discard' }).click();
      await page.getByText(/^Fair\s*33–/).waitFor();
    });
  });

  it('reads at the field what does not fit', async () => {
    await visiting(browser, async (page, troubles) => {
      await enter(page, '/settings/exclusions');
      await page.getByLabel('Domain', { exact: true }).fill('sales@example.com');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText(/“sales@example.com” does not fit: a domain without @/).waitFor();
      await page.getByRole('button', { name: 'Remove sales@example.com' }).click();
      expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
      expect(troubles.splice(0)).toHaveLength(1);
    });
  });

  it('is asked before leaving behind what is not saved', async () => {
    await visiting(browser, async (page) => {
      await enter(page, '/settings/currency');
      await page.getByRole('textbox', { name: 'Currency' }).first().fill('USD');
      await page.getByRole('link', { name: 'Sources' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
      expect(page.url()).toContain('/settings/currency');
      await page.getByRole('link', { name: 'Sources' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
      await page.getByRole('heading', { level: 1, name: 'Sources' }).waitFor();
    });
  });

  it('looks back on how well the score told what came, beside rules that need none', async () => {
    await visiting(browser, async (page) => {
      await enter(page, '/settings/backtest');
      await page.getByText('It has not been computed yet').waitFor();
      await page.getByRole('button', { name: 'Compute it' }).click();
      const contacts = page.getByRole('region', { name: /^Contacts: / });
      await contacts.waitFor({ timeout: 60_000 });
      const { against, verdict } = await page.evaluate(async () => {
        const { report } = await (await fetch('/api/v1/backtest')).json();
        return report.contacts;
      });
      // It says that it does not beat a rule of which it does not.
      expect(against.length).toBeGreaterThan(0);
      const told = (await contacts.textContent()) ?? '';
      const lost = against.filter((one: { verdict: string }) => one.verdict !== 'better').length;
      const said = told.match(/It does not beat “|” alone tells more: /g) ?? [];
      expect(said).toHaveLength(lost);
      expect(told.includes('Health tells more than every simple rule')).toBe(verdict === 'better');
      expect(told).toMatch(/right one higher \d+ times in 100 \(95 %: \d+ to \d+\)/);
      await contacts.getByRole('button', { name: 'View as table' }).click();
      const areas = contacts.getByRole('region', { name: 'Table: What tells how much' });
      for (const rule of ['Health score', 'Days since they last', 'Activities in 90', 'A coin']) {
        const row = areas.getByRole('row').filter({ hasText: rule });
        expect(await row.textContent(), rule).toMatch(/0\.\d\d.*0\.\d\d – [01]\.\d\d/);
      }
      const chances = contacts.getByRole('region', { name: /^Table: Chances made of the score/ });
      expect(await chances.getByRole('row').count()).toBeGreaterThan(2);
      await page.getByRole('region', { name: /^Deals: / }).waitFor();
      expect(await barriers(page)).toEqual([]);
    });
  });

  it('hides the health score, and every page does without it', async () => {
    await visiting(browser, async (page, troubles) => {
      await enter(page, '/settings/backtest');
      const show = (showHealth: boolean) =>
        page.evaluate(async (given) => {
          const { version } = await (await fetch('/api/v1/settings')).json();
          const answer = await fetch('/api/v1/settings', {
            method: 'PATCH',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ version, showHealth: given }),
          });
          return answer.status;
        }, showHealth);
      expect(await show(false)).toBe(200);
      await page.goto(`${app.url}/settings/backtest`);
      await page.getByText('The health score is hidden in this organisation').waitFor();
      await page.goto(`${app.url}/opportunities`);
      await page.locator('main a[href^="/opportunities/"]').first().waitFor();
      await page.goto(`${app.url}/opportunities/opp-001`);
      const rhythm = page.getByRole('region', { name: 'Rhythm' });
      await rhythm.getByText(/^Usually every/).waitFor();
      await page.getByRole('region', { name: 'Timeline' }).getByRole('listitem').first().waitFor();
      for (const name of ['What the score is made of', 'Why did it change?'])
        expect(await page.getByRole('region', { name }).count(), name).toBe(0);
      const summary = page.getByRole('region', { name: 'Summary' });
      expect(await summary.textContent()).not.toMatch(/Health (fell|rose)/);
      expect(await show(true)).toBe(200);
      // A list that begins to load before it is known what is shown is refused once, and asked for again.
      const refused = '422 (Unprocessable Entity)';
      expect(troubles.splice(0).filter((trouble) => !trouble.includes(refused))).toEqual([]);
    });
  });

  it('finds in the audit log who changed which setting', async () => {
    await visiting(browser, async (page) => {
      await enter(page, '/settings/audit');
      await page.getByLabel('What', { exact: true }).selectOption('settings_changed');
      await page.waitForURL(/action=settings_changed/);
      const rows = page.getByRole('region', { name: 'Table: Entries' }).locator('tbody tr');
      await expect
        .poll(() => rows.first().textContent(), { timeout: 10_000 })
        .toContain('Demo administrator');
      expect(await rows.first().textContent()).toContain('Settings changed');
    });
  });

  it('erases a contact after being told what happens', async () => {
    await visiting(browser, async (page) => {
      await enter(page, '/settings/privacy');
      await page.getByLabel('Part of the name').fill('colbourne');
      await page.getByRole('button', { name: 'Choose Harriet Colbourne' }).click();
      const everything = page.getByRole('link', { name: 'Everything (JSON)' });
      const held = await page.request.get(`${app.url}${await everything.getAttribute('href')}`);
      expect(held.status()).toBe(200);
      await page.getByRole('button', { name: 'Erase …' }).click();
      const dialog = page.getByRole('alertdialog');
      const forGood = dialog.getByRole('button', { name: 'Erase for good' });
      expect(await forGood.isDisabled()).toBe(true);
      await dialog.getByLabel('I know that this cannot be undone').check();
      await forGood.click();
      await page.getByText(/^Addresses: \d+ · activities removed: \d+/).waitFor();
      await page.getByRole('button', { name: 'Somebody else' }).click();
      await page.getByLabel('Part of the name').fill('colbourne');
      await page.getByText('Nobody is called so.').waitFor();
    });
  });

  it('sees where news come from, whose they are, and why an address of the own network is refused', async () => {
    await visiting(browser, async (page, troubles) => {
      await enter(page, '/settings/news');
      const feeds = page.getByRole('region', { name: 'Feeds of your own' });
      const pressRoom = feeds.getByRole('listitem').filter({ hasText: 'press.fernhollow.example' });
      await pressRoom.getByText(/^only about Fernhollow Dairy · 2 items kept, 2 of them/).waitFor();
      await feeds.getByRole('button', { name: 'Add a feed' }).click();
      const dialog = page.getByRole('dialog', { name: 'Add a feed' });
      const account = dialog.getByRole('combobox', { name: 'Only about this account' });
      await account.fill('brew');
      await dialog.getByRole('option', { name: /^Tunmoor Brewing/ }).click();
      expect(await account.inputValue()).toBe('Tunmoor Brewing');
      const address = dialog.getByRole('textbox', { name: /^Address of the feed/ });
      for (const [url, why] of [
        ['http://192.168.0.10/feed', 'The address is a number: feeds have names'],
        ['http://intranet/feed', 'This name is not public'],
        ['https://feeds.paper.com:8443/', 'Only the usual ports of http and https are asked'],
      ] as const) {
        await address.fill(url);
        await dialog.getByRole('button', { name: 'Add and fetch' }).click();
        await dialog.getByText(why).waitFor();
        expect(troubles.splice(0)).toHaveLength(1);
      }
      // Escape folds the list, and only then closes the dialog.
      await account.fill('nobody is called so');
      await dialog.getByText('No account that you see is called so').waitFor();
      await page.keyboard.press('Escape');
      await dialog.getByText('No account that you see is called so').waitFor({ state: 'hidden' });
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await pressRoom.getByRole('button', { name: /^Change/ }).click();
      const change = page.getByRole('dialog', { name: 'Change the feed' });
      await change.getByRole('textbox', { name: /^Name/ }).fill('Press room');
      await change.getByLabel('How often it is fetched').selectOption('every week');
      await change.getByRole('button', { name: 'Save' }).click();
      await pressRoom.getByText('Press room', { exact: true }).waitFor();
    });
  });

  it.each(['light', 'dark'] as const)(
    'meets no barrier that axe knows of, %s',
    async (colorScheme) => {
      await visiting(
        browser,
        async (page) => {
          await page.goto(`${app.url}/sign-in`);
          await page.getByRole('button', { name: /^Seller/ }).waitFor();
          await page.getByText('Sign in with an account').click();
          const found = [...(await barriers(page))];
          await enter(page, '/account');
          for (const [path, there] of pages) {
            await page.goto(`${app.url}${path}`);
            await page.getByRole('heading', { level: 1 }).waitFor();
            await page.getByText(there).first().waitFor();
            found.push(...(await barriers(page)).map((barrier) => `${path} ${barrier}`));
          }
          await page
            .locator('aside')
            .getByRole('button', { name: /^Demo administrator/ })
            .click();
          await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
          found.push(...(await barriers(page)).map((barrier) => `menu ${barrier}`));
          expect(found).toEqual([]);
        },
        { colorScheme },
      );
    },
  );

  it('finds on a phone everything in the width of the screen', async () => {
    await visiting(
      browser,
      async (page) => {
        await enter(page, '/account');
        for (const [path, there] of pages) {
          await page.goto(`${app.url}${path}`);
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.getByText(there).first().waitFor();
          expect({ path, overflow: await overflow(page) }).toEqual({ path, overflow: 0 });
        }
      },
      { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    );
  });

  it('leaves to sellers to say what is not about an account, and to take it back', async () => {
    await visiting(browser, async (page) => {
      await enterDemo(page, app.url, { as: 'Seller', path: '/accounts/acc-01' });
      const news = page.getByRole('region', { name: 'What’s New' });
      const title = 'Fernhollow Dairy picks site for second plant';
      const item = news.getByRole('listitem').filter({ hasText: title });
      const link = await item.getByRole('link', { name: title }).getAttribute('href');
      expect(link).toMatch(/^https:\/\/fillingweekly\.example\//);
      expect(await item.textContent()).toMatch(
        /Filling & Packaging Weekly · \d+ \w+ \d{4} · matches “Fernhollow Dairy”/,
      );
      await news.getByText('in their own feed “press.fernhollow.example”').first().waitFor();
      await item.getByRole('button', { name: 'Not about them' }).click();
      await news.getByText(`Left out: “${title}”`).waitFor();
      await item.waitFor({ state: 'hidden' });
      await news.getByRole('button', { name: 'Undo' }).click();
      await item.waitFor();
      // The same is at the people of the account.
      await page.goto(`${app.url}/contacts/con-012`);
      await item.waitFor();
    });
  });
});
