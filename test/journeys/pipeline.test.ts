import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { type Gallery, openGallery } from './gallery.ts';

const chromium = findChromium();
const patient = { timeout: 15_000 };

describe.skipIf(chromium === null)('in the pipeline a seller', { timeout: 120_000 }, () => {
  let gallery: Gallery;

  beforeAll(async () => {
    gallery = await openGallery(chromium ?? '');
  }, 120_000);

  afterAll(async () => {
    await gallery?.close();
  });

  /** One case of the gallery, and what fails there. */
  async function inCase(
    name: string,
    journey: (chart: Chart) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    await gallery.visit(
      '?only=Pipeline',
      async (page, troubles) => {
        await journey(await chartOf(page, name));
        expect(troubles).toEqual([]);
      },
      options,
    );
  }

  it('walks from deal to deal by keyboard, hears each, and opens one', async () => {
    await inCase('every look, at the ends of the scale', async ({ page, plot, heard, opened }) => {
      await plot.focus();
      await page.keyboard.press('Home');
      expect(await heard()).toBe(
        'Deal late, Saltmarsh Ferries, €100,000, was to close 1 Oct 2026, health Poor 24, steady',
      );
      await page.keyboard.press('ArrowRight');
      expect(await heard()).toMatch(
        /^Deal top, .* closes 20 Dec 2026, health Excellent 100, steady$/,
      );
      await page.keyboard.press('End');
      expect(await heard()).toMatch(/^Deal never, .* no close date, health Fair 41/);
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowUp');
      // From the poorest up to the nearest above it, which stands in the lane beside.
      expect(await heard()).toMatch(/^Deal never, .* health Fair 41/);
      await page.keyboard.press('Home');
      await page.keyboard.press('Enter');
      expect(await opened()).toBe('late');
      await page.keyboard.press('Escape');
      expect(await plot.getByText('Saltmarsh Ferries · Nora Quist').count()).toBe(0);
    });
  });

  it('hears for a deal without value or health what there is to know', async () => {
    await inCase('every look, at the ends of the scale', async ({ page, plot, heard }) => {
      const said: string[] = [];
      await plot.focus();
      await page.keyboard.press('Home');
      for (let step = 0; step < 9; step += 1) {
        said.push(await heard());
        await page.keyboard.press('ArrowRight');
      }
      expect(said.find((text) => text.startsWith('Deal worthless'))).toContain(', no value, ');
      expect(said.find((text) => text.startsWith('Deal none'))).toMatch(
        /health No activities yet$/,
      );
      expect(said.find((text) => text.startsWith('Deal pending'))).toMatch(
        /health Being computed 45$/,
      );
      expect(new Set(said).size).toBe(9);
    });
  });

  it('points at a bubble, reads its card within the chart, and opens it by a click', async () => {
    await inCase('one deal', async ({ page, plot, box, opened }) => {
      await plot.focus();
      await page.keyboard.press('Home');
      const ring = await plot.locator('svg g circle').last().boundingBox();
      await page.keyboard.press('Escape');
      const [x, y] = [
        (ring?.x ?? 0) + (ring?.width ?? 0) / 2,
        (ring?.y ?? 0) + (ring?.height ?? 0) / 2,
      ];
      await page.mouse.move(x, y);
      const card = plot.getByText('Deal only').locator('xpath=../..');
      const place = await card.boundingBox();
      // The bubble is at the right edge, so the card is left of it.
      expect((place?.x ?? 0) + (place?.width ?? 0)).toBeLessThan(x);
      expect(place?.x ?? -1).toBeGreaterThanOrEqual(box.x);
      expect(await card.textContent()).toContain('€100,000');
      await page.mouse.click(x, y);
      expect(await opened()).toBe('only');
      await page.mouse.move(box.x + 80, box.y + 60);
      expect(await plot.getByText('Deal only').count()).toBe(0);
    });
  });

  it('chooses a part of the dates with the mouse, moves on, and returns to all of them', async () => {
    await inCase('140 deals', async ({ page, plot, box, tool, heard }) => {
      const strip = box.y + box.height - 18;
      await page.mouse.move(box.x + 400, strip);
      await page.mouse.down();
      await page.mouse.move(box.x + 600, strip, { steps: 4 });
      await page.mouse.up();
      await expect.poll(heard, patient).toMatch(/^Close dates from \d+ Jan 2027 to \d+ Mar 2027$/);
      const later = page.getByRole('button', { name: /\d+ later/ }).first();
      const before = Number.parseInt((await later.textContent()) ?? '', 10);
      await later.click();
      await expect
        .poll(async () => Number.parseInt((await later.textContent()) ?? '', 10), patient)
        .toBeLessThan(before);
      await tool('All dates').click();
      await expect.poll(heard, patient).toMatch(/^Close dates from 20 Nov 2026 to/);
      expect(await plot.getByText('Today').count()).toBe(1);
    });
  });

  it('zooms with the wheel only while the chart has the focus; else the page scrolls', async () => {
    await inCase('140 deals', async ({ page, plot, box, tool }) => {
      await page.mouse.move(box.x + 500, box.y + 200);
      await page.mouse.wheel(0, 120);
      await expect.poll(() => page.evaluate(() => scrollY), patient).toBeGreaterThan(50);
      expect(await tool('All dates').getAttribute('aria-disabled')).toBe('true');
      await plot.focus();
      const top = await page.evaluate(() => scrollY);
      await page.mouse.wheel(0, -240);
      await expect
        .poll(() => tool('All dates').getAttribute('aria-disabled'), patient)
        .not.toBe('true');
      expect(await page.evaluate(() => scrollY)).toBe(top);
    });
  });

  it('leaves out a grade by the legend, and counts what is left', async () => {
    await inCase('140 deals', async ({ page, root }) => {
      const poor = root.getByRole('button', { name: /^Poor \d+$/ });
      const count = Number.parseInt((await poor.textContent())?.replace(/\D/g, '') ?? '', 10);
      expect(await root.getByText(/^140 opportunities:/).count()).toBe(1);
      await poor.click();
      expect(await poor.getAttribute('aria-pressed')).toBe('false');
      expect(await root.getByText(new RegExp(`^${140 - count} opportunities:`)).count()).toBe(1);
      await root.getByRole('button', { name: 'View as table' }).click();
      expect(await root.locator('tbody tr').count()).toBe(140 - count);
      expect(await page.getByRole('cell', { name: /^Poor \d+/ }).count()).toBe(0);
    });
  });

  it('taps on a phone: once for the card, twice to open', async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    await inCase(
      'one deal',
      async ({ page, plot, opened }) => {
        await plot.focus();
        await page.keyboard.press('Home');
        const ring = await plot.locator('svg g circle').last().boundingBox();
        await page.keyboard.press('Escape');
        const x = (ring?.x ?? 0) + (ring?.width ?? 0) / 2;
        const y = (ring?.y ?? 0) + (ring?.height ?? 0) / 2;
        await page.touchscreen.tap(x, y);
        expect(await plot.getByText('Deal only').count()).toBe(1);
        expect(await opened()).toBeUndefined();
        await page.touchscreen.tap(x, y);
        expect(await opened()).toBe('only');
      },
      phone,
    );
  });
});

type Chart = Awaited<ReturnType<typeof chartOf>>;

async function chartOf(page: Page, name: string) {
  const root = page.locator(`[data-case="Pipeline: ${name}"]`);
  const plot = root.getByRole('application');
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (box === null) throw new Error(`the case "${name}" has no chart`);
  return {
    page,
    root,
    plot,
    box,
    tool: (label: string) => root.getByRole('button', { name: label }),
    /** What the live region of the page says. */
    heard: async () => (await page.getByRole('status').textContent()) ?? '',
    /** The id that was opened last. */
    opened: () => page.evaluate(() => document.body.dataset.opened),
  };
}
