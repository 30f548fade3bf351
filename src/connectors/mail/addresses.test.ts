import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KnownEntries, normalAddress, parseAddresses } from './addresses.ts';

const pairs = (text: string) => parseAddresses(text).map(({ address, name }) => [address, name]);

describe('an address list', () => {
  it.each<[string, string, (readonly [string, string])[]]>([
    ['an address alone', 'Ada@US.example', [['ada@us.example', '']]],
    ['a name', 'Ada Löve <ada@us.example>', [['ada@us.example', 'Ada Löve']]],
    ['a name that is the address', '"ada@us.example" <Ada@us.example>', [['ada@us.example', '']]],
    ['a name with a comma', '"Love, Ada" <ada@us.example>', [['ada@us.example', 'Love, Ada']]],
    [
      'escapes in a name',
      '"Ada \\"The\\" Love" <a@b.example>',
      [['a@b.example', 'Ada "The" Love']],
    ],
    ['single quotes around a name', '"\'Ada\'" <a@b.example>', [['a@b.example', 'Ada']]],
    ['an apostrophe', "Pat O'Neil <p.o'neil@b.example>", [["p.o'neil@b.example", "Pat O'Neil"]]],
    ['a comment for a name', 'a@b.example (Ada (of Us))', [['a@b.example', 'Ada (of Us)']]],
    ['no space before the bracket', 'Ada<a@b.example>', [['a@b.example', 'Ada']]],
    ['an empty group', 'undisclosed-recipients:;', []],
    [
      'a group',
      'Team: a@b.example, "C, D" <c@d.example>; e@f.example',
      [
        ['a@b.example', ''],
        ['c@d.example', 'C, D'],
        ['e@f.example', ''],
      ],
    ],
    [
      'semicolons as commas',
      'a@b.example; c@d.example',
      [
        ['a@b.example', ''],
        ['c@d.example', ''],
      ],
    ],
    ['an encoded name', '=?utf-8?Q?J=C3=B6rg?= <j@b.example>', [['j@b.example', 'Jörg']]],
    [
      'a character split across words',
      '=?utf-8?Q?J=C3?=  =?utf-8?Q?=B6rg?= <j@b.example>',
      [['j@b.example', 'Jörg']],
    ],
    [
      'an encoded comma',
      '=?utf-8?Q?Love=2C_Ada?= <a@b.example>, c@d.example',
      [
        ['a@b.example', 'Love, Ada'],
        ['c@d.example', ''],
      ],
    ],
    ['an unknown charset', '=?x-odd?Q?J=F6rg?= <j@b.example>', [['j@b.example', 'Jörg']]],
    ['windows-1252', '=?windows-1252?Q?=93J=94_=80?= <j@b.example>', [['j@b.example', '“J” €']]],
    [
      'an open quote',
      '"Ada <a@b.example>, c@d.example',
      [
        ['a@b.example', 'Ada'],
        ['c@d.example', ''],
      ],
    ],
    [
      'an open bracket',
      'Ada <a@b.example, Bo <c@d.example>',
      [
        ['a@b.example', 'Ada'],
        ['c@d.example', 'Bo'],
      ],
    ],
    [
      'an open comment',
      'a@b.example (Ada, c@d.example',
      [
        ['a@b.example', 'Ada'],
        ['c@d.example', ''],
      ],
    ],
    ['doubled brackets', 'Ada <<a@b.example>>', [['a@b.example', 'Ada']]],
    ['a source route', '<@x.example,@y.example:a@b.example>', [['a@b.example', '']]],
    ['a quoted local part', '"ada.love"@b.example', [['ada.love@b.example', '']]],
    ['a local part with a space', '"ada love"@b.example', [['"ada love"@b.example', '']]],
    [
      'an archive that hides addresses',
      'ada at b.example (Ada Love)',
      [['ada@b.example', 'Ada Love']],
    ],
    ['an address in quotes only', '"a@b.example"', [['a@b.example', '']]],
    ['no address at all', 'Ada Love, root, <>', []],
    ['a mangled group', '<Undisclosed-Recipient:;@b.example>', []],
    [
      'mailto',
      '<mailto:a@b.example>, mailto:c@d.example',
      [
        ['a@b.example', ''],
        ['c@d.example', ''],
      ],
    ],
    ['empty entries', ' , a@b.example,,', [['a@b.example', '']]],
  ])('is read: %s', (_, text, expected) => {
    expect(pairs(text)).toEqual(expected);
  });

  it('is the same list whichever way an entry is written', () => {
    const entry = fc.record({
      address: fc.constantFrom('a@b.example', 'c.d+e@f-g.example', 'h_1@i.example'),
      name: fc.constantFrom('Ada', 'Ada M Love', 'Łucja', ''),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        const plain = entries.map(({ address, name }) => `${name} <${address}>`).join(', ');
        const hard = entries
          .map(({ address, name }) => `"${name}" () < ${address.toUpperCase()} >`)
          .join(' ;');
        expect(parseAddresses(hard)).toEqual(parseAddresses(plain));
        expect(parseAddresses(plain)).toEqual(entries);
      }),
    );
  });

  it('is the same list whatever has been read before', () => {
    const piece = fc.constantFrom(
      'a@b.example',
      '<c@d.example>',
      'Ada ',
      '"',
      '"Love, Ada" ',
      '\\"',
      '(',
      ')',
      ',',
      ', ',
      ';',
      ':',
      '<',
      '>',
      ' ',
      '=?utf-8?Q?=2C?= ',
    );
    const known: KnownEntries = new Map();
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        expect(parseAddresses(text, known)).toEqual(parseAddresses(text, new Map()));
        expect(parseAddresses(text, known)).toEqual(parseAddresses(text, new Map()));
      }),
      { numRuns: 3000 },
    );
  });

  it('takes time in proportion to its length, whatever stands in it', () => {
    for (const piece of [
      '"',
      '(',
      '<',
      '@',
      ',',
      ':',
      ' ',
      '\\"',
      '=?',
      '=?a?q?',
      'a:',
      '<@,',
      '(")',
    ]) {
      const started = performance.now();
      parseAddresses(piece.repeat(Math.floor(300_000 / piece.length)));
      expect(performance.now() - started, piece).toBeLessThan(1500);
    }
  });
});

describe('an address', () => {
  it('is trimmed, lower-cased and freed of what programs wrap around it', () => {
    for (const raw of [
      ' A@B.example ',
      "'a@b.example'",
      'mailto:a@b.example',
      'a@b.example.',
      'a @ b.example',
    ]) {
      expect(normalAddress(raw), raw).toBe('a@b.example');
    }
  });

  it('has both parts and no more characters than SMTP carries', () => {
    for (const raw of [
      '',
      '@b.example',
      'a@',
      'a',
      'a b@c.example',
      'a@b c',
      `${'a'.repeat(320)}@b.example`,
    ]) {
      expect(normalAddress(raw), raw).toBeNull();
    }
  });
});
