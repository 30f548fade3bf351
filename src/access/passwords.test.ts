import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { passwordsOf, usualCost } from './passwords.ts';

const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 };
const passwords = passwordsOf(cheap);

describe('passwords', () => {
  it('are kept as argon2id, at no less than OWASP asks for, each with a salt of its own', async () => {
    const usual = passwordsOf(usualCost);
    const kept = await usual.hash('correct horse battery');
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(kept).not.toBe(await usual.hash('correct horse battery'));
    expect(await usual.matches(kept, 'correct horse battery')).toBe(true);
    expect(await usual.matches(kept, 'correct horse batterY')).toBe(false);
    expect(await usual.matches(kept, 'correct horse battery ')).toBe(false);
  });

  it('count to the last character, however long they are', async () => {
    const long = 'ä'.repeat(256);
    const kept = await passwords.hash(long);
    expect(await passwords.matches(kept, long)).toBe(true);
    expect(await passwords.matches(kept, `${long.slice(0, -1)}a`)).toBe(false);
  });

  it('are the same however a keyboard puts a letter together, and no others', async () => {
    const kept = await passwords.hash('Grüße aus Köln');
    expect(await passwords.matches(kept, 'Grüße aus Köln'.normalize('NFD'))).toBe(true);
    expect(
      await passwords.matches(await passwords.hash('ﬁnish the ﬁles'), 'finish the files'),
    ).toBe(false);
  });

  it('of nobody are never right', async () => {
    for (const given of ['', 'x', 'null']) expect(await passwords.matches(null, given)).toBe(false);
  });

  it('are hashed anew when the cost has changed since', async () => {
    const before = await hash('x', { ...cheap, timeCost: 2 });
    expect(passwords.isOutdated(before)).toBe(true);
    expect(passwords.isOutdated(await passwords.hash('x'))).toBe(false);
    expect(await passwords.matches(before, 'x')).toBe(true);
  });
});
