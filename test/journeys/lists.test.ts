import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { demoInBrowser } from './demo.ts';
import { barriers, overflow, visiting } from './visiting.ts';

const chromium = findChromium();
type Person = 'seller' | 'manager';

describe.skipIf(chromium === null)('a list', { timeout: 120_000 }, () => {
  const { app, browser } = demoInBrowser(chromium);

  /** A list as somebody of the demo sees it, who has signed in and read the notice. */
  function looking(
    { as = 'seller', at, ...options }: BrowserContextOptions & { as?: Person; at: string },
    journey: (page: Page) => Promise<void>,
  ): Promise<void> {
    return visiting(
      browser,
      async (page) => {
        const send = async (path: string, data: unknown) => {
          const headers = { origin: app.url };
          const answer = await page.request.post(`${app.url}/api/v1/${path}`, { data, headers });
          expect(answer.status()).toBe(200);
        };
        await send('session/demo', { as });
        await send('me/notice', { version: 1 });
        await page.goto(`${app.url}${at}`);
        await journey(page);
      },
      options,
    );
  }

  const names = (page: Page) => page.locator('tr[data-row] th');
  const shownRows = async (page: Page) =>
    Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;

  it('opens with one’s own open opportunities, the healthiest first', async () => {
    await looking({ at: '/opportunities' }, async (page) => {
      await page.getByRole('heading', { level: 1, name: 'My open opportunities' }).waitFor();
      await names(page).first().waitFor();
      const health = page.getByRole('columnheader', { name: 'Health', exact: true });
      expect(await health.getAttribute('aria-sort')).toBe('descending');
      await page.getByText(`${await shownRows(page)} records`).waitFor();
      await page.locator('tr[data-row] td svg path[d^="M"]').first().waitFor();
    });
  });

  it('is sorted by the server, by any column', async () => {
    await looking({ at: '/opportunities' }, async (page) => {
      await page.getByRole('button', { name: 'Value', exact: true }).click();
      await page.waitForURL(/sort=-estimatedValue/);
      const value = page.getByRole('columnheader', { name: 'Value', exact: true });
      expect(await value.getAttribute('aria-sort')).toBe('descending');
      const most = page.locator('tr[data-row="0"] td').nth(3);
      await expect.poll(() => most.textContent()).toContain('£840,000');
    });
  });

  it('is walked through by keys, which open a record', async () => {
    await looking({ at: '/contacts' }, async (page) => {
      await names(page).first().waitFor();
      const rows = await shownRows(page);
      const active = () =>
        page.evaluate(() => {
          const cell = document.activeElement;
          const row = cell?.closest('tr');
          return cell instanceof HTMLTableCellElement
            ? [Number(row?.dataset.row), cell.cellIndex]
            : null;
        });
      await page.locator('tr[data-row="0"] th').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      expect(await active()).toEqual([1, 1]);
      await page.keyboard.press('Control+End');
      await expect.poll(active).toEqual([rows - 1, 16]);
      await page.keyboard.press('Control+Home');
      await expect.poll(active).toEqual([0, 0]);
      const first = await page.locator('tr[data-row="0"] th').textContent();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: first ?? '' }).waitFor();
    });
  });

  it('keeps its first column in sight while one looks at others', async () => {
    await looking({ at: '/opportunities' }, async (page) => {
      const name = names(page).first();
      await name.waitFor();
      const left = async () => (await name.boundingBox())?.x;
      const before = await left();
      await page.getByRole('grid').evaluate((grid) => grid.parentElement?.scrollTo({ left: 400 }));
      await page.locator('table[data-aside]').waitFor();
      await expect.poll(left).toBe(before);
    });
  });

  it('is narrowed by filters that stand in the address and can be taken away', async () => {
    await looking({ as: 'manager', at: '/opportunities?whose=all' }, async (page) => {
      await names(page).first().waitFor();
      const all = await shownRows(page);
      await page.getByRole('button', { name: 'Add filter' }).click();
      const panel = page.getByRole('dialog', { name: 'Add filter' });
      await panel.getByLabel('Filter by').selectOption('Health');
      await panel.getByLabel('Health', { exact: true }).selectOption('Fair');
      await panel.getByRole('button', { name: 'Apply' }).click();
      await page.waitForURL(/grade=fair/);
      await expect.poll(() => shownRows(page)).toBeLessThan(all);
      await page.getByRole('button', { name: 'Health: Fair' }).waitFor();

      await page.getByRole('button', { name: 'Add filter' }).click();
      await panel.getByLabel('Filter by').selectOption('Emails by us');
      await panel.getByLabel('From').fill('9999');
      await panel.getByRole('button', { name: 'Apply' }).click();
      await page.getByText('No record fits these filters').waitFor();
      await page.getByRole('button', { name: 'Remove filter Emails by us' }).click();
      await names(page).first().waitFor();
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await expect.poll(() => shownRows(page)).toBe(all);
    });
  });

  it('shows the columns that somebody chose, also after a visit elsewhere', async () => {
    await looking({ at: '/accounts' }, async (page) => {
      await names(page).first().waitFor();
      await page.getByRole('button', { name: 'Columns' }).click();
      await page.getByRole('checkbox', { name: 'Time in meetings, h', exact: true }).click();
      await page.getByRole('checkbox', { name: 'Industry' }).click();
      await page.getByRole('button', { name: 'Move Owner to the left' }).click();
      const heads = () => page.getByRole('columnheader').allTextContents();
      const chosen = await heads();
      expect(chosen.slice(-3)).toEqual(['Owner', 'median h', 'meetings']);
      await page.keyboard.press('Escape');
      await page.goto(`${app.url}/contacts`);
      await names(page).first().waitFor();
      await page.goto(`${app.url}/accounts`);
      await names(page).first().waitFor();
      expect(await heads()).toEqual(chosen);
    });
  });

  it('is kept as a view, which opens again as it was, and is deleted', async () => {
    await looking({ at: '/leads?sort=name&status=all' }, async (page) => {
      await names(page).first().waitFor();
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByLabel('Save this view as').fill('Every lead');
      await page.getByRole('button', { name: 'Save view' }).click();
      await page.getByRole('heading', { level: 1, name: 'Every lead' }).waitFor();
      await page.goto(`${app.url}/leads`);
      await page.getByRole('heading', { level: 1, name: 'My open leads' }).waitFor();
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('link', { name: 'Every lead' }).click();
      await page.waitForURL(/sort=name/);
      await page.getByRole('heading', { level: 1, name: 'Every lead' }).waitFor();
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('button', { name: 'Delete view' }).click();
      await page.getByRole('heading', { level: 1, name: 'My leads' }).waitFor();
    });
  });

  it('is shared as a view with sellers, who see what its owner makes of it', async () => {
    const menu = async (page: Page) => {
      await page.getByRole('button', { name: 'Views' }).click();
      return page.getByRole('dialog', { name: 'Views' });
    };
    await looking({ as: 'manager', at: '/accounts?sort=name&whose=team' }, async (manager) => {
      await names(manager).first().waitFor();
      const form = await menu(manager);
      await form.getByLabel('Save this view as').fill('By name');
      await form.getByLabel('Seen by').selectOption('sellers');
      await form.getByRole('button', { name: 'Save view' }).click();
      await manager.getByRole('heading', { level: 1, name: 'By name' }).waitFor();

      await looking({ at: '/accounts' }, async (seller) => {
        await names(seller).first().waitFor();
        const offered = await menu(seller);
        await offered.getByRole('link', { name: /^By name ?by Gareth Pemberley$/ }).click();
        await seller.getByRole('heading', { level: 1, name: 'By name' }).waitFor();
        const theirs = await menu(seller);
        expect(await theirs.getByRole('button', { name: 'Delete view' }).count()).toBe(0);
        expect(await theirs.getByLabel('Seen by').count()).toBe(0);
      });

      const change = await menu(manager);
      await change.getByLabel('Name of the view').fill('All by name');
      await change.getByRole('button', { name: 'Save changes' }).click();
      await manager.getByRole('heading', { level: 1, name: 'All by name' }).waitFor();
      await looking({ at: '/accounts' }, async (seller) => {
        await (await menu(seller)).getByRole('link', { name: /^All by name/ }).waitFor();
      });

      const end = await menu(manager);
      await end.getByRole('button', { name: 'Delete view' }).click();
      await end.getByRole('button', { name: 'Yes, delete it for all of them' }).click();
      await manager.getByRole('heading', { level: 1, name: 'My team’s accounts' }).waitFor();
      await looking({ at: '/accounts' }, async (seller) => {
        const left = await menu(seller);
        await left.getByLabel('Save this view as').waitFor();
        expect(await left.getByRole('link', { name: /by name/i }).count()).toBe(0);
      });
    });
  });

  it('is the pipeline by one click, with the same rows', async () => {
    await looking({ as: 'manager', at: '/opportunities?whose=team' }, async (page) => {
      await names(page).first().waitFor();
      const rows = await shownRows(page);
      await page.getByRole('link', { name: 'Pipeline' }).click();
      await page.waitForURL(/as=pipeline/);
      await page.getByRole('region', { name: 'Relationship pipeline' }).waitFor();
      await page.getByText(`${rows} opportunities`).first().waitFor();
      await page.getByRole('link', { name: 'List', exact: true }).click();
      await names(page).first().waitFor();
    });
  });

  it('is taken along as a file with the same rows', async () => {
    await looking({ at: '/opportunities' }, async (page) => {
      await names(page).first().waitFor();
      const rows = await shownRows(page);
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Export CSV' }).click();
      const file = await (await coming).createReadStream();
      let text = '';
      for await (const chunk of file) text += String(chunk);
      expect(text.trim().split('\r\n').length).toBe(rows + 1);
    });
  });

  it('is a plain table on paper', async () => {
    await looking({ at: '/contacts' }, async (page) => {
      await names(page).first().waitFor();
      const rows = await shownRows(page);
      await page.emulateMedia({ media: 'print' });
      await expect.poll(() => page.locator('table:not([role]) tbody tr').count()).toBe(rows);
      expect(await page.getByRole('grid').isVisible()).toBe(false);
    });
  });

  it('is cards on a phone, in the width of the screen', async () => {
    const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
    await looking({ at: '/opportunities', ...phone }, async (page) => {
      await page.getByRole('article').first().waitFor();
      expect(await overflow(page)).toBe(0);
      await page.getByRole('button', { name: 'Add filter' }).click();
      await page.getByRole('dialog', { name: 'Add filter' }).getByLabel('Filter by').waitFor();
      expect(await overflow(page)).toBe(0);
    });
  });

  it.each(['light', 'dark'] as const)(
    'has no barrier that axe knows of, %s',
    async (colorScheme) => {
      await looking({ as: 'manager', at: '/opportunities', colorScheme }, async (page) => {
        await names(page).first().waitFor();
        expect(await barriers(page)).toEqual([]);
        for (const name of ['Views', 'Add filter', 'Columns']) {
          await page.getByRole('button', { name, exact: true }).click();
          await page.getByRole('dialog', { name }).locator('input, select').first().waitFor();
          expect(await barriers(page)).toEqual([]);
          await page.keyboard.press('Escape');
        }
        await page.getByRole('link', { name: 'Pipeline' }).click();
        await page.getByRole('region', { name: 'Relationship pipeline' }).waitFor();
        expect(await barriers(page)).toEqual([]);
      });
    },
  );
});
