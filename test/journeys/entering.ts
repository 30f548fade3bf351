import type { Page } from 'playwright-core';

/** Enters the demo company through the page as one of its people, then goes to `path`. */
export async function enterDemo(
  page: Page,
  url: string,
  {
    as,
    path = '/',
  }: { readonly as: 'Seller' | 'Manager' | 'Administrator'; readonly path?: string },
): Promise<void> {
  const to = path === '/' ? '' : `?to=${encodeURIComponent(path)}`;
  await page.goto(`${url}/sign-in${to}`);
  // By their order, which is the same in every language.
  const people = page.getByRole('main').getByRole('listitem');
  await people.nth(['Seller', 'Manager', 'Administrator'].indexOf(as)).getByRole('button').click();
  await page.waitForURL((address) => address.pathname !== '/sign-in');
}
