import { expect, test } from 'vitest';
import type { Me } from '../../src/contract/sign-in.ts';
import { cache, linkKey, sessionKey } from './cache.ts';
import { entered } from './session.ts';

test('whoever enters sees nothing that was asked for somebody else, and the page they came by asks nothing anew', () => {
  cache.setQueryData(sessionKey, { me: null });
  cache.setQueryData([...linkKey, 'token'], { email: 'mira@example.org' });
  cache.setQueryData(['list', 'accounts'], [{ name: 'for the eyes of another' }]);
  entered(mira);
  expect(cache.getQueryData(sessionKey)).toEqual({ me: mira });
  expect(cache.getQueryData([...linkKey, 'token'])).toEqual({ email: 'mira@example.org' });
  expect(cache.getQueryData(['list', 'accounts'])).toBeUndefined();
});

const mira: Me = {
  email: 'mira@example.org',
  name: 'Mira',
  roles: ['seller'],
  userId: null,
  via: 'session',
  scopes: [],
  secondFactor: false,
  hasPassword: true,
  demo: false,
};
