import { describe, expect, it } from 'vitest';
import { newKey } from '../secrets/seal.ts';
import { deviceOf, newDevice } from './devices.ts';

const [before, key, other] = [newKey(), newKey(), newKey()];
const keys = { newest: key, all: [before, key] };

describe('a browser that is known', () => {
  it('is known for the account that signed in with it, and for no other', () => {
    const cookie = newDevice('berta@ours.example', keys);
    expect(deviceOf(cookie, 'berta@ours.example', keys)).toMatch(/^[\w-]{43}$/);
    expect(deviceOf(cookie, 'anton@ours.example', keys)).toBeNull();
    expect(newDevice('berta@ours.example', keys)).not.toBe(cookie);
  });

  it('stays known while the key is changed, and no longer', () => {
    const cookie = newDevice('berta@ours.example', { newest: before, all: [before] });
    expect(deviceOf(cookie, 'berta@ours.example', keys)).not.toBeNull();
    expect(deviceOf(cookie, 'berta@ours.example', { newest: key, all: [key] })).toBeNull();
  });

  it('cannot be made up', () => {
    const cookie = newDevice('berta@ours.example', keys);
    const [id = '', signed = ''] = cookie.split('.');
    const foreign = newDevice('berta@ours.example', { newest: other, all: [other] });
    const made = [null, '', '.', id, `${id}.`, `${id}x.${signed}`, `${id}.${signed}AA`, foreign];
    for (const one of made) expect(deviceOf(one, 'berta@ours.example', keys), `${one}`).toBeNull();
  });
});
