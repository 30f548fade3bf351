import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { startDemoApp } from '../support/app.ts';
import { openBrowser } from './browser.ts';

type DemoApp = Awaited<ReturnType<typeof startDemoApp>>;

/** The product with the demo company, and a browser to visit it with: there for the tests around the call, gone after. */
export function demoInBrowser(chromium: string | null): {
  readonly app: Pick<DemoApp, 'url' | 'setUpLink'>;
  readonly browser: Pick<Browser, 'newContext'>;
} {
  let [started, opened]: readonly [DemoApp?, Browser?] = [];
  beforeAll(async () => {
    [started, opened] = await Promise.all([startDemoApp(), openBrowser(chromium ?? '')]);
  }, 120_000);
  afterAll(async () => {
    await opened?.close();
    await started?.close();
  });
  return {
    app: {
      get url() {
        return there(started).url;
      },
      setUpLink: () => there(started).setUpLink(),
    },
    browser: { newContext: (options) => there(opened).newContext(options) },
  };
}

function there<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('The demo is there only while tests run.');
  return part;
}
