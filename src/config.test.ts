import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, variableNames } from './config.ts';

const problemWith = (variables: Readonly<Record<string, string>>) => {
  try {
    loadConfig(variables);
  } catch (error) {
    return error;
  }
  return null;
};

const url = { RAPPORT_URL: 'https://rapport.example' };
const tls = { RAPPORT_TLS_CERT: 'a.crt', RAPPORT_TLS_KEY: 'a.key' };
const proxy = { RAPPORT_TRUSTED_PROXIES: '172.18.0.0/16, fd00::7' };
const everywhere = { RAPPORT_HOST: '0.0.0.0' };

describe('the front door', () => {
  it('is on this machine alone when nothing is said', () => {
    const { door, port } = loadConfig({});
    expect(door).toEqual({ host: '127.0.0.1', publicOrigin: null, tls: null, trustedProxies: [] });
    expect(port).toBe(4400);
  });

  it.each([
    ['plain http on all addresses', everywhere, 'RAPPORT_HOST'],
    ['plain http under a public name', { ...everywhere, ...url }, 'RAPPORT_HOST'],
    ['plain http on one address', { RAPPORT_HOST: '192.168.1.7' }, 'RAPPORT_HOST'],
    ['plain http on a name', { RAPPORT_HOST: 'rapport.example' }, 'RAPPORT_HOST'],
    ['plain http on all of IPv6', { RAPPORT_HOST: '::' }, 'RAPPORT_HOST'],
    ['a certificate alone', { RAPPORT_TLS_CERT: 'a.crt' }, 'RAPPORT_TLS_KEY'],
    ['a key alone', { ...everywhere, RAPPORT_TLS_KEY: 'a.key' }, 'RAPPORT_TLS_CERT'],
    ['TLS for others under no name', { ...everywhere, ...tls }, 'RAPPORT_URL'],
    ['a proxy for no name', { ...everywhere, ...proxy }, 'RAPPORT_URL'],
    ['a proxy here for no name', proxy, 'RAPPORT_URL'],
    ['a public name that nobody takes https for', url, 'RAPPORT_URL'],
    ['a public name over http', { ...proxy, RAPPORT_URL: 'http://a.example' }, 'RAPPORT_URL'],
    ['a public name with a path', { ...tls, RAPPORT_URL: 'https://a.example/b' }, 'RAPPORT_URL'],
    ['no address', { ...url, RAPPORT_TRUSTED_PROXIES: 'nginx' }, 'RAPPORT_TRUSTED_PROXIES'],
    ['everybody', { ...url, RAPPORT_TRUSTED_PROXIES: '::/0' }, 'RAPPORT_TRUSTED_PROXIES'],
    ['all of IPv4', { ...url, RAPPORT_TRUSTED_PROXIES: '0.0.0.0/0' }, 'RAPPORT_TRUSTED_PROXIES'],
  ])('is not opened for %s', (_, variables, field) => {
    expect(problemWith(variables)).toMatchObject({
      code: 'configuration_invalid',
      field,
      hint: expect.stringMatching(/RAPPORT_|Write/),
    });
  });

  it.each([
    ['TLS of its own', { ...everywhere, ...tls, ...url }],
    ['TLS of its own on this machine', tls],
    ['a proxy on another machine', { ...everywhere, ...proxy, ...url }],
    ['a proxy on this machine', { RAPPORT_TRUSTED_PROXIES: '127.0.0.1 ::1', ...url }],
    ['loopback by its other names', { RAPPORT_HOST: '::1' }],
  ])('is opened with %s', (_, variables) => {
    expect(problemWith(variables)).toBeNull();
  });

  it('is known by the origin alone', () => {
    expect(
      loadConfig({ ...tls, RAPPORT_URL: 'https://Rapport.Example:443/' }).door.publicOrigin,
    ).toBe('https://rapport.example');
  });
});

describe("the organisation's own sign-in", () => {
  const issuer = {
    RAPPORT_OIDC_ISSUER: 'https://login.example/x',
    RAPPORT_OIDC_CLIENT_ID: 'rapport',
  };

  it('is none when nothing is said', () => {
    expect(loadConfig({}).openId).toBeNull();
  });

  it('lets in nobody new, and has the name of its host, when no more is said', () => {
    expect(loadConfig(issuer).openId).toEqual({
      issuer: 'https://login.example/x',
      clientId: 'rapport',
      clientSecret: null,
      name: 'login.example',
      scope: 'openid email profile',
      groupsClaim: 'groups',
      groupRoles: [],
      isOpenToNew: false,
    });
  });

  it('knows groups by any name', () => {
    const openId = loadConfig({
      ...issuer,
      RAPPORT_OIDC_GROUP_ROLES: ' sales=seller, CN=Leads,DC=example=manager,a=b=seller,a=manager ',
    }).openId;
    expect(openId?.groupRoles).toEqual([
      { group: 'sales', role: 'seller' },
      { group: 'CN=Leads,DC=example', role: 'manager' },
      { group: 'a=b', role: 'seller' },
      { group: 'a', role: 'manager' },
    ]);
  });

  it.each([
    [
      'http elsewhere',
      { ...issuer, RAPPORT_OIDC_ISSUER: 'http://login.example' },
      'RAPPORT_OIDC_ISSUER',
    ],
    ['no address', { ...issuer, RAPPORT_OIDC_ISSUER: 'login.example' }, 'RAPPORT_OIDC_ISSUER'],
    ['no client', { RAPPORT_OIDC_ISSUER: 'https://login.example' }, 'RAPPORT_OIDC_CLIENT_ID'],
    [
      'a role unheard of',
      { ...issuer, RAPPORT_OIDC_GROUP_ROLES: 'a=king' },
      'RAPPORT_OIDC_GROUP_ROLES',
    ],
    [
      'a group alone',
      { ...issuer, RAPPORT_OIDC_GROUP_ROLES: 'a=seller,b' },
      'RAPPORT_OIDC_GROUP_ROLES',
    ],
  ])('is refused with %s', (_, variables, field) => {
    expect(problemWith(variables)).toMatchObject({ code: 'configuration_invalid', field });
  });

  it('may be on this machine without TLS', () => {
    const here = { ...issuer, RAPPORT_OIDC_ISSUER: 'http://127.0.0.1:9000' };
    expect(loadConfig(here).openId?.issuer).toBe('http://127.0.0.1:9000');
  });
});

describe('every variable', () => {
  it('is explained in docs/running.md', () => {
    const text = readFileSync(join(import.meta.dirname, '..', 'docs', 'running.md'), 'utf8');
    expect(variableNames.length).toBeGreaterThan(15);
    expect(variableNames.filter((name) => !text.includes(`| \`${name}\` |`))).toEqual([]);
  });
});
