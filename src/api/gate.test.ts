import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import type { Identity } from '../access/identity.ts';
import type { OrganizationState } from '../facts/organization.ts';
import { defaultOrganizationSettings } from '../model/entities.ts';
import { type ApiEnvironment, allowed, assertDeclared, identified } from './gate.ts';
import { arriving, loopbackDoor } from './origin.ts';
import { problemResponse } from './problems.ts';

const someone: Identity = {
  login: 1,
  email: 'a@ours.example',
  name: 'A',
  roles: ['seller'],
  user: null,
  by: { kind: 'token', key: 1 },
  scopes: ['read'],
};
const contoso: OrganizationState = {
  organization: { name: 'Contoso', timeZone: 'UTC', domains: [] },
  settings: defaultOrganizationSettings,
  version: 1,
  demo: false,
};
const responses = { 200: { description: 'Done' } };

function anApi() {
  const api = new OpenAPIHono<ApiEnvironment>();
  api.use(arriving(loopbackDoor));
  api.use(
    identified(
      async ({ token }) => (token === 'known' ? someone : null),
      async () => contoso,
    ),
  );
  api.onError((error, context) => problemResponse(context, error));
  const route = (path: string, declared: ReturnType<typeof allowed>) =>
    api.openapi(
      createRoute({ method: 'get', path, summary: path, ...declared, responses }),
      (context) => context.text('done'),
    );
  route('/api/open', allowed('everybody', 'read'));
  route('/api/read', allowed('members', 'read'));
  route('/api/administer', allowed('members', 'administer'));
  route('/api/managers', allowed(['manager'], 'read'));
  return api;
}

describe('the gate', () => {
  it.each([
    ['/api/open', null, 200],
    ['/api/read', null, 401],
    ['/api/read', 'forged', 401],
    ['/api/read', 'known', 200],
    ['/api/administer', 'known', 403],
    ['/api/managers', 'known', 403],
  ])('answers %s to the token %s with %i', async (path, token, status) => {
    const headers = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await anApi().request(`http://localhost${path}`, { headers });
    expect(response.status).toBe(status);
  });

  it('lets no program start with a route that does not say whom it is for', () => {
    const api = anApi();
    expect(() => assertDeclared(api)).not.toThrow();
    api.get('/api/v1/secrets', (context) => context.text('everything'));
    expect(() => assertDeclared(api)).toThrow('GET /api/v1/secrets does not say whom it is for');
  });

  it('nor with one that describes itself without saying so', () => {
    const api = anApi();
    const undeclared = createRoute({ method: 'post', path: '/api/v1/x/{id}', responses });
    api.openapi(undeclared, (context) => context.text('everything'));
    expect(() => assertDeclared(api)).toThrow('POST /api/v1/x/:id does not say whom it is for');
  });
});
