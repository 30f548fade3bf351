import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { demoInBrowser } from './demo.ts';
import { enterDemo } from './entering.ts';
import { barriers, visiting } from './visiting.ts';

const chromium = findChromium();
const deal = '/opportunities/opp-001';
const dealName = 'Two filling lines, new dairy';
const admin = { email: 'ada@own.example', password: 'copper wheel under maple' } as const;

describe.skipIf(chromium === null)('whoever comes to the page', { timeout: 120_000 }, () => {
  const { app, browser } = demoInBrowser(chromium);

  it('sees that it is a demo, enters as a seller, and looks with the eyes of a manager', async () => {
    await visiting(browser, async (page) => {
      await page.goto(`${app.url}${deal}?days=90`);
      await page.getByText('This is a demo.').waitFor();
      await page.getByRole('button', { name: /^Seller/ }).click();
      await page.getByRole('heading', { level: 1, name: dealName }).waitFor();
      expect(page.url()).toContain('days=90');
      expect(await page.getByRole('link', { name: 'Settings' }).count()).toBe(0);
      await page.getByRole('button', { name: /Seller$/ }).click();
      await page.getByRole('menuitem', { name: 'Manager' }).click();
      await page.getByRole('button', { name: /Manager$/ }).waitFor();
      await page.getByRole('button', { name: /Manager$/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await page.getByText('This is a demo.').waitFor();
      await page.goto(app.url);
      await page.getByText('This is a demo.').waitFor();
    });
  });

  it('is told calmly what is not for them', async () => {
    await visiting(browser, async (page) => {
      await enterDemo(page, app.url, { as: 'Seller', path: '/settings/people' });
      await page.getByText('Settings are for administrators.').waitFor();
      expect(await barriers(page)).toEqual([]);
    });
  });

  it('signs in again where they were when the session has ended', async () => {
    await visiting(browser, async (page, troubles) => {
      await enterDemo(page, app.url, { as: 'Seller', path: deal });
      await page.getByRole('heading', { level: 1, name: dealName }).waitFor();
      // What the page still asks for would find out before anybody does anything.
      const answered = page.locator('main').getByRole('progressbar');
      await expect.poll(() => answered.count(), { timeout: 30_000 }).toBe(0);
      await page.context().clearCookies();
      await page.getByRole('button', { name: '365 days' }).click();
      await page.getByText('You have been signed out.').waitFor();
      expect(await barriers(page)).toEqual([]);
      await page.getByRole('button', { name: /^Seller/ }).click();
      await page.getByRole('heading', { level: 1, name: dealName }).waitFor();
      expect(troubles.every((trouble) => trouble.includes('401'))).toBe(true);
      troubles.length = 0;
    });
  });

  it('is led nowhere else by a link to sign in', async () => {
    await visiting(browser, async (page) => {
      await page.goto(`${app.url}/sign-in?to=${encodeURIComponent('//evil.example/')}`);
      await page.getByRole('button', { name: /^Seller/ }).click();
      await page.waitForURL(`${app.url}/`);
    });
  });

  it('makes the demo their own: accepts the notice as its administrator, and brings in mail', async () => {
    await visiting(browser, async (page) => {
      await enterDemo(page, app.url, { as: 'Administrator', path: '/settings/privacy' });
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Winther');
      await page.getByLabel('Email address').fill(admin.email);
      await page.getByLabel('Password', { exact: true }).fill(admin.password);
      await page.getByLabel(/^I accept this/).check();
      await page.getByRole('button', { name: 'Accept', exact: true }).click();
      await page.getByText(/^Accepted by Ada Winther/).waitFor();
      await page.getByRole('button', { name: 'I have read this' }).click();
      await page.goto(`${app.url}/settings/sources`);
      await page.getByLabel('File to import').setInputFiles(sorry());
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByText(/^Imported: /).waitFor();
      const outcome = page.getByRole('region', { name: 'What became of the import' });
      expect(await outcome.textContent()).toContain('New1');
    });
  });

  it('turns on a second factor, and then signs in with a password and a recovery code', async () => {
    await visiting(browser, async (page, troubles) => {
      await signIn(page, app.url, admin);
      await page.goto(`${app.url}/account`);
      await page.getByLabel('Your password, to turn it on').fill(admin.password);
      await page.getByRole('button', { name: 'Turn it on' }).click();
      await page.getByRole('img', { name: /^QR code/ }).waitFor();
      expect(await barriers(page)).toEqual([]);
      const shown = await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).textContent();
      const secret = Secret.fromBase32((shown ?? '').replaceAll(' ', ''));
      await page.getByLabel('The code that it shows now').fill(new TOTP({ secret }).generate());
      await page.getByRole('button', { name: 'Confirm' }).click();
      await page.getByText('It is on').waitFor();
      const codes = (await page.locator('pre').textContent())?.split('\n') ?? [];
      expect(codes.length).toBeGreaterThan(5);
      await page.getByRole('button', { name: /^Ada Winther/ }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();

      await page.getByLabel('Email address').fill(admin.email);
      await page.getByLabel('Password', { exact: true }).fill('not this one, surely');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('The address or the password is not right.').waitFor();
      await page.getByLabel('Password', { exact: true }).fill(admin.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByLabel('Code').fill(codes[0] ?? '');
      expect(await barriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByRole('button', { name: /^Ada Winther/ }).waitFor();
      // The browser itself writes each 401 into its console.
      expect(troubles.splice(0).filter((trouble) => !trouble.includes('401'))).toEqual([]);
    });
  });

  it('becomes an administrator by the link of the command, which leaves the address bar at once', async () => {
    await visiting(browser, async (page) => {
      await page.goto(await app.setUpLink());
      await page.getByRole('heading', { level: 1, name: 'Set up Rapport' }).waitFor();
      expect(await page.evaluate(() => location.href)).toBe(`${app.url}/set-up`);
      expect(await barriers(page)).toEqual([]);
      await page.getByLabel('Your name').fill('Bo Nyland');
      await page.getByLabel('Your email address').fill('bo@own.example');
      await page.getByLabel('Password', { exact: true }).fill('lantern over quiet gravel');
      await page.getByRole('button', { name: 'Set up', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: 'Privacy' }).waitFor();
    });
  });

  it('invites a colleague, who accepts, is told what is processed, and makes an API token', async () => {
    let link = '';
    await visiting(browser, async (page) => {
      await signIn(page, app.url, {
        email: 'bo@own.example',
        password: 'lantern over quiet gravel',
      });
      await page.getByRole('button', { name: 'I have read this' }).click();
      await page.goto(`${app.url}/settings/people`);
      await page.getByRole('button', { name: 'Invite' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Email address').fill('cleo@own.example');
      await dialog.getByRole('button', { name: 'Make the link' }).click();
      link = (await page.locator('pre').textContent()) ?? '';
      expect(link).toMatch(/\/invitation#\S+$/);
      await page
        .getByRole('cell', { name: /^cleo@own.example/ })
        .or(page.getByText('cleo@own.example'))
        .first()
        .waitFor();
    });
    await visiting(browser, async (page, troubles) => {
      await page.goto(link);
      await page.getByText('You will sign in as cleo@own.example').waitFor();
      expect(await page.evaluate(() => location.href)).toBe(`${app.url}/invitation`);
      expect(await barriers(page)).toEqual([]);
      await page.getByLabel('Your name').fill('Cleo Marsh');
      await page.getByLabel('Password', { exact: true }).fill('cleo');
      await page.getByRole('button', { name: 'Accept and sign in' }).click();
      await page.getByText('Not this password: at least 12 characters.').waitFor();
      await page.getByLabel('Password', { exact: true }).fill('seven otters by the harbour');
      await page.getByRole('button', { name: 'Accept and sign in' }).click();
      const notice = page.getByRole('alertdialog');
      await notice.getByText(/must not be used for decisions on employment/).waitFor();
      expect(await barriers(page)).toEqual([]);
      await notice.getByRole('button', { name: 'I have read this' }).click();
      await notice.waitFor({ state: 'detached' });
      await page.goto(`${app.url}/account`);
      await page.getByLabel('Name of a new token').fill('a report');
      await page.getByRole('button', { name: 'Make a token' }).click();
      const token = (await page.locator('pre').textContent()) ?? '';
      expect(token).toMatch(/^rapport_/);
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`${app.url}/api/v1/about`, { headers })).status).toBe(200);
      await page.getByRole('button', { name: 'Revoke the token a report' }).click();
      await page.getByText('There are none.').waitFor();
      expect((await fetch(`${app.url}/api/v1/about`, { headers })).status).toBe(401);
      expect(troubles.splice(0).filter((trouble) => !trouble.includes('422'))).toEqual([]);
    });
  });
});

async function signIn(
  page: Page,
  url: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((address) => address.pathname !== '/sign-in');
}

/** A new email of the silent key contact, as a mail program saves it. */
function sorry() {
  const mail = [
    'From: Harriet Colbourne <harriet.colbourne@fernhollow.example>',
    'To: Imogen Tarrant <imogen.tarrant@uk.brockelund.example>',
    'Subject: Sorry for the silence',
    `Date: ${new Date(Date.now() - 60_000).toUTCString()}`,
    'Message-ID: <sorry.2@fernhollow.example>',
    '',
    'Let us talk on Monday.',
    '',
  ].join('\r\n');
  return { name: 'sorry.eml', mimeType: 'message/rfc822', buffer: Buffer.from(mail) };
}
