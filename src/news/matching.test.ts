import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { companyName } from './company-name.ts';
import { matcherOf, type Subject } from './matching.ts';
import { accounts, items } from './testing/labelled.ts';

const subject = (name: string, part: Partial<Subject> = {}): Subject => ({
  key: 1,
  name,
  domains: [],
  industry: null,
  ...part,
});
const about = (subjects: readonly Subject[], title: string, excerpt: string | null = null) =>
  matcherOf(subjects)({ title, excerpt });

describe('matching items with accounts', () => {
  it('on the labelled set is right in at least 95 of 100 and finds at least 90 of 100', () => {
    const match = matcherOf(accounts.map((one, key) => ({ key, ...one })));
    const said: string[] = [];
    let [right, wrong, missed] = [0, 0, 0];
    for (const { title, excerpt, of } of items) {
      const found = match({ title, excerpt }).map(({ account }) => accounts[account]?.label ?? '');
      right += found.filter((label) => of.includes(label)).length;
      for (const label of found.filter((one) => !of.includes(one))) {
        wrong += 1;
        said.push(`not about ${label}: ${title}`);
      }
      for (const label of of.filter((one) => !found.includes(one))) {
        missed += 1;
        said.push(`about ${label}: ${title}`);
      }
    }
    const precision = right / (right + wrong);
    const recall = right / (right + missed);
    process.stdout.write(
      `news matching: ${items.length} items, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}\n${said.map((line) => `  ${line}\n`).join('')}`,
    );
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  });

  it.each([
    ['Contoso Pharma AG', 'Contoso Pharma opens a plant', ['Contoso Pharma']],
    ['Contoso Pharma AG', 'CONTOSO PHARMA AG: report', ['CONTOSO PHARMA AG']],
    ['Orange S.A.', 'Orange S.A. closes', ['Orange S.A.']],
    ['Shell plc', 'Shell PLC sells', ['Shell PLC']],
    ['Böhmer & Söhne KG', 'Boehmer und Soehne fährt', ['Boehmer und Soehne']],
    ['株式会社コントソ', '株式会社コントソの新製品', ['株式会社コントソ']],
  ])('of “%s” tells the words of “%s”', (name, title, words) => {
    expect(about([subject(name)], title)).toEqual([{ account: 1, because: 'name', words }]);
  });

  it('by the domain, also below it, and not beside it', () => {
    const one = [subject('–', { domains: ['contoso.com'] })];
    expect(about(one, 'See news.contoso.com now')).toEqual([
      { account: 1, because: 'domain', words: ['news.contoso.com'] },
    ]);
    for (const other of [
      'notcontoso.com',
      'contoso.com.evil.com',
      'contoso.community',
      'a@contoso.com',
    ])
      expect(about(one, `See ${other} now`)).toEqual([]);
  });

  it('takes the longest of names within one another, and the legal form that is written', () => {
    const both = [subject('Litware', { key: 1 }), subject('Litware Energy', { key: 2 })];
    expect(about(both, 'Litware Energy wins').map(({ account }) => account)).toEqual([2]);
    const forms = [subject('Litware GmbH', { key: 1 }), subject('Litware Inc.', { key: 2 })];
    expect(about(forms, 'Litware Inc wins').map(({ account }) => account)).toEqual([2]);
    expect(about(forms, 'Litware wins').map(({ account }) => account)).toEqual([1, 2]);
  });

  it('finds an account whatever stands around its name, and in whatever legal form', () => {
    const words = fc.array(fc.constantFrom('yesterday', 'the', 'market', 'says', 'report'), {
      maxLength: 6,
    });
    const form = fc.constantFrom(
      '',
      ' GmbH',
      ' AG',
      ', Inc.',
      ' Ltd',
      ' S.p.A.',
      ' B.V.',
      ' & Co. KG',
    );
    fc.assert(
      fc.property(words, words, form, (before, after, legal) => {
        const title = [...before, 'Fabrikam', ...after].join(' ');
        expect(about([subject(`Fabrikam${legal}`)], title)).toEqual([
          { account: 1, because: 'name', words: ['Fabrikam'] },
        ]);
      }),
    );
  });

  it('says nothing that does not stand in the item, and breaks on no text', () => {
    const match = matcherOf(accounts.map((one, key) => ({ key, ...one })));
    const some = fc.constantFrom(
      ...accounts.map(({ name }) => name),
      'apple',
      'Orange',
      '&',
      'GmbH',
      'a.com',
      '\ud800',
    );
    const text = fc
      .array(fc.oneof(some, fc.string({ unit: 'grapheme' })), { maxLength: 8 })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(text, fc.option(text), (title, excerpt) => {
        for (const { words } of match({ title, excerpt })) {
          expect(words.length).toBeGreaterThan(0);
          for (const word of words) expect(`${title}\n${excerpt ?? ''}`).toContain(word);
        }
      }),
    );
  });

  it('breaks on no name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(companyName(name).forms.length).toBeLessThanOrEqual(6);
        about([subject(name)], name, name);
      }),
    );
  });
});
