import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Problem } from '../src/model/problem.ts';

/** What went wrong, in the viewer's language where the page knows the problem, else in the server's words. */

/** What is wrong, in a sentence, and what to do about it. */
export function problemText(error: unknown, i18n: I18n): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  const known = problemWords[error.code];
  if (known !== undefined) return i18n._(known);
  const hint = hintText(error, i18n);
  return hint === '' ? error.message : `${error.message} ${hint}`;
}

/** What is wrong with what stands in `field` or within it; undefined when something else is, or nothing. */
export function fieldText(error: unknown, field: string, i18n: I18n): string | undefined {
  if (!(error instanceof Problem) || error.field === null) return undefined;
  if (error.field !== field && !error.field.startsWith(`${field}.`)) return undefined;
  const known = problemWords[error.code];
  if (known !== undefined) return i18n._(known);
  const hint = hintText(error, i18n);
  if (error.code === 'password_unfit') return i18n._(msg`Not this password: ${hint}.`);
  if (hint === '') return error.message;
  // In a list, only the value says which of its entries it is.
  const isInside = error.field !== field && error.value !== null && error.value !== 'null';
  return isInside
    ? i18n._(msg`“${error.value}” does not fit: ${hint}`)
    : i18n._(msg`This does not fit: ${hint}`);
}

function hintText({ hint }: Problem, i18n: I18n): string {
  if (hint === null) return '';
  const known = hintWords[hint];
  return known === undefined ? hint : i18n._(known);
}

const problemWords: Readonly<Record<string, MessageDescriptor>> = {
  unreachable: msg`The server does not answer. Check that you are online, then try again.`,
  sign_in_failed: msg`The address or the password is not right.`,
  second_factor_wrong: msg`This code is not right, or was used before. Wait for the next one.`,
  password_wrong: msg`This is not your password.`,
  code_wrong: msg`This code is not right. See that the clock of the telephone is, and take the code that is shown now.`,
  link_over: msg`This link does not hold any more: it was used, or its time is over. Ask for a new one.`,
  demo_over: msg`The demo is over: somebody has made this Rapport their own. Sign in with an account.`,
  demo_login: msg`This is one of the people of the demo, which changes only as the demo does.`,
  last_administrator: msg`Somebody has to administer. Make another person an administrator first.`,
  login_exists: msg`Somebody signs in with this address already.`,
  user_taken: msg`Another login is this person of the CRM already.`,
  settings_changed: msg`Somebody else has changed the settings meanwhile.`,
  notice_changed: msg`The notice has changed meanwhile. Load the page anew, and read it once more.`,
  not_activated: msg`Nothing is read in before the notice is accepted: Settings, Privacy.`,
  import_running: msg`Another file is being imported. Wait until it is in.`,
  format_unknown: msg`This is no file that Rapport can read: bundle (JSON), CSV, mbox, EML or iCalendar.`,
  introduction_waits: msg`You have asked this colleague about this person already, and there is no answer yet.`,
  view_exists: msg`A view of this name is there already. Choose another name.`,
  view_limit: msg`So many views are not kept. Delete one that nobody uses.`,
  not_allowed: msg`Your role does not allow this.`,
};

/** What the server expects, as its schemas say it. */
const hintWords: Readonly<Record<string, MessageDescriptor>> = {
  'at least 12 characters': msg`at least 12 characters`,
  'at most 256 characters': msg`at most 256 characters`,
  'nothing of your own address': msg`nothing of your own address`,
  'not the name of the organisation or of this program': msg`not the name of the organisation or of this program`,
  'nothing that everybody tries first: common words, keys in a row, repetitions, years': msg`nothing that everybody tries first: common words, keys in a row, repetitions, years`,
  'an address like name@example.com': msg`an address like name@example.com`,
  'text that is not empty': msg`text that is not empty`,
  'a domain without @, like example.com': msg`a domain without @, like example.com`,
  'an address of at most 320 characters': msg`an address of at most 320 characters`,
  'a text of at most 200 characters': msg`a text of at most 200 characters`,
  'a name of at most 200 characters': msg`a name of at most 200 characters`,
  'a name of at most 100 characters': msg`a name of at most 100 characters`,
  'a currency like EUR (ISO 4217)': msg`a currency like EUR (ISO 4217)`,
  'a number above 0': msg`a number above 0`,
  'a time like 09:00': msg`a time like 09:00`,
  'a time after `from`': msg`a time after the beginning`,
  'every day once': msg`every day once`,
  'a day: YYYY-MM-DD': msg`a day`,
  'a day that exists: YYYY-MM-DD': msg`a day that exists`,
  'a whole number from 2 to 10000': msg`a whole number from 2 to 10,000`,
  'hours from 0 to 8760': msg`hours from 0 to 8,760`,
  'a whole number of days from 1 to 365': msg`a whole number of days from 1 to 365`,
  'days from 1 to 365': msg`days from 1 to 365`,
  'at least one scope': msg`at least one scope`,
  'a whole number of months from 1 to 1200, or null: keep': msg`a whole number of months from 1 to 1,200, or nothing to keep it`,
};
