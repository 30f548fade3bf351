import type { Page } from 'playwright-core';

/**
 * What is wrong in the boxes of the gallery, in a line each. Pictures would differ with every machine's fonts, so it
 * looks at what must hold in every font: nothing is blank, no number went wrong, nothing leaves its box, and no labels
 * of a drawing lie on each other.
 */
export async function faultsIn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const slack = 1.5;

    const isHidden = (element: Element): boolean => {
      const { clipPath, visibility } = getComputedStyle(element);
      const isShown = element.checkVisibility() && visibility === 'visible';
      return clipPath === 'inset(50%)' || !isShown;
    };
    const isCutOnPurpose = (element: Element, box: Element): boolean => {
      for (
        let one: Element | null = element;
        one !== null && one !== box;
        one = one.parentElement
      ) {
        if (isHidden(one)) return true;
        const { overflowX, overflowY } = getComputedStyle(one);
        const isSvg = one instanceof SVGElement;
        if (!isSvg && (overflowX !== 'visible' || overflowY !== 'visible')) return true;
      }
      return false;
    };
    const textsIn = (box: Element): readonly Element[] =>
      [...box.querySelectorAll('*')].filter((element) =>
        [...element.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
        ),
      );
    const meet = (a: DOMRect, b: DOMRect) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
      // Lines of text are as high as their font, most of which is air.
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;

    for (const box of document.querySelectorAll('[data-case]')) {
      const name = box.getAttribute('data-case') ?? '';
      const outer = box.getBoundingClientRect();
      const say = (fault: string) => faults.push(`${name}: ${fault}`);
      const texts = textsIn(box).filter((element) => !isHidden(element));

      if (outer.height < 34 || outer.width < 34) say('is squashed');
      if (texts.length === 0 && box.querySelector('svg *, canvas, div:empty') === null)
        say('is empty');
      if (/\b(NaN|undefined|Infinity|\[object)/.test(box.innerHTML)) say('has a number gone wrong');

      for (const element of texts) {
        const range = document.createRange();
        range.selectNodeContents(element);
        const inner = range.getBoundingClientRect();
        const isOut =
          inner.left < outer.left - slack ||
          inner.right > outer.right + slack ||
          inner.top < outer.top - slack ||
          inner.bottom > outer.bottom + slack;
        if (isOut && !isCutOnPurpose(element, box)) say(`"${element.textContent}" leaves its box`);
      }
      for (const drawing of box.querySelectorAll('svg')) {
        const labels = [...drawing.querySelectorAll('text')];
        const sheet = drawing.getBoundingClientRect();
        for (const label of labels) {
          const { left, right, top, bottom } = label.getBoundingClientRect();
          const isCut =
            left < sheet.left - slack ||
            right > sheet.right + slack ||
            top < sheet.top - 4 ||
            bottom > sheet.bottom + 4;
          if (isCut && getComputedStyle(drawing).overflow !== 'visible') {
            say(`"${label.textContent}" is cut off by its drawing`);
          }
        }
        for (const [place, label] of labels.entries()) {
          const other = labels
            .slice(place + 1)
            .find((one) => meet(label.getBoundingClientRect(), one.getBoundingClientRect()));
          if (other !== undefined) say(`"${label.textContent}" lies on "${other.textContent}"`);
        }
        for (const shape of drawing.querySelectorAll('path[d=""]'))
          say(`${shape.tagName} is empty`);
      }
      const canvases = [...box.querySelectorAll('canvas')];
      const painted = canvases.some((canvas) => {
        const { width, height } = canvas;
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
        return pixels.some((value, place) => place % 4 === 3 && value > 40);
      });
      if (canvases.length > 0 && !painted) say('has nothing on its canvas');
    }
    if (document.documentElement.scrollWidth > innerWidth + slack) faults.push('page: is too wide');
    return faults;
  });
}
