import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sources } from '../support/sources.ts';
import { findChromium } from './browser.ts';
import { type Gallery, openGallery } from './gallery.ts';
import { faultsIn } from './gallery-faults.ts';
import { barriers } from './visiting.ts';

const chromium = findChromium();

describe.skipIf(chromium === null)('the gallery', { timeout: 120_000 }, () => {
  let gallery: Gallery;

  beforeAll(async () => {
    gallery = await openGallery(chromium ?? '');
  }, 120_000);

  afterAll(async () => {
    await gallery?.close();
  });

  it.each([
    ['light', {}],
    ['dark', {}],
    ['light', { locale: 'de-DE' }],
    ['light', { viewport: { width: 390, height: 844 } }],
  ] as const)(
    'shows every case as it should be, and asks for nothing: %s %o',
    async (colorScheme, more) => {
      await gallery.visit(
        '',
        async (page, troubles) => {
          expect(await page.locator('[data-case]').count()).toBeGreaterThan(60);
          expect(await faultsIn(page)).toEqual([]);
          expect(troubles).toEqual([]);
        },
        { colorScheme, ...more },
      );
    },
  );

  it.each(['light', 'dark'] as const)(
    'has no barrier that axe knows of, %s',
    async (colorScheme) => {
      const open = { colorScheme };
      await gallery.visit('', async (page) => expect(await barriers(page)).toEqual([]), open);
    },
  );

  it('walks through the points of a chart by keyboard, and lets go of one without losing it', async () => {
    await gallery.visit('', async (page) => {
      const marks = page.locator('[data-case="Marks: four"]').getByRole('button');
      const tip = (place: number) => page.getByText(`Tip ${place}`, { exact: true });
      const pressed = async (key: string) => {
        await page.keyboard.press(key);
        return page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      };
      expect(await marks.evaluateAll((all) => all.map(({ tabIndex }) => tabIndex))).toEqual([
        -1, -1, -1, 0,
      ]);
      await marks.last().focus();
      expect(await pressed('Home')).toBe('Mark 1');
      expect(await pressed('ArrowRight')).toBe('Mark 2');
      expect(await pressed('ArrowDown')).toBe('Mark 3');
      expect(await pressed('ArrowLeft')).toBe('Mark 2');
      await tip(2).waitFor();
      expect(await pressed('Escape')).toBe('Mark 2');
      await tip(2).waitFor({ state: 'hidden' });
      expect(await pressed('End')).toBe('Mark 4');
      expect(await pressed('ArrowRight')).toBe('Mark 4');
      await marks.first().hover();
      await tip(1).waitFor();
      await page.keyboard.press('Escape');
      await tip(1).waitFor({ state: 'hidden' });
      expect(await marks.evaluateAll((all) => all.map(({ tabIndex }) => tabIndex))).toEqual([
        -1, -1, -1, 0,
      ]);
    });
  });

  it('is read by somebody who sees what is wrong', async () => {
    await gallery.visit('', async (page) => {
      await page.evaluate(() => {
        const box = (name: string, content: string) =>
          `<div data-case="${name}" style="width:200px;height:60px">${content}</div>`;
        const label = (x: number) => `<text x="${x}" y="20">label</text>`;
        document.body.innerHTML = [
          box('blank', ''),
          box('unpainted', '<p>a</p><canvas width="9" height="9"></canvas>'),
          box('wide', '<p style="white-space:nowrap">so much text that it cannot fit in here</p>'),
          box(
            'cut',
            '<p style="overflow:hidden;white-space:nowrap">much text, but cut on purpose</p>',
          ),
          box('crossed', `<svg>${label(5)}${label(9)}</svg>`),
          box('apart', `<svg>${label(5)}${label(90)}</svg>`),
          box('off', `<svg width="60">${label(45)}</svg>`),
          box('miscounted', '<svg><rect data-x="NaN" width="5" height="5"/></svg>'),
        ].join('');
      });
      const names = (await faultsIn(page)).map((fault) => fault.split(':')[0]);
      expect(names).toEqual(['blank', 'unpainted', 'wide', 'crossed', 'off', 'miscounted']);
    });
  });
});

describe('the exhibits of the gallery', () => {
  it('are all charts and parts that there are', () => {
    const shown = sources('web/gallery/*.tsx')
      .map(({ code }) => code)
      .join('\n');
    const missing = sources('web/{charts,parts}/*.tsx').flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?:function|const) ([A-Z]\w*)/gm)]
        .map(([, name = '']) => name)
        .filter((name) => !new RegExp(`<${name}\\b`).test(shown))
        .map((name) => `${path}: ${name} has no case`),
    );
    expect(missing).toEqual([]);
  });
});
