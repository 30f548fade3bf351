/** What the environment says of the organisation's own sign-in (OpenID Connect). */

import { Problem } from '../model/problem.ts';
import { roles } from '../model/vocabulary.ts';
import type { Role } from './identity.ts';

export type OpenIdVariables = {
  readonly RAPPORT_OIDC_ISSUER?: string | undefined;
  readonly RAPPORT_OIDC_CLIENT_ID?: string | undefined;
  readonly RAPPORT_OIDC_CLIENT_SECRET?: string | undefined;
  readonly RAPPORT_OIDC_NAME?: string | undefined;
  readonly RAPPORT_OIDC_SCOPE: string;
  readonly RAPPORT_OIDC_GROUPS_CLAIM: string;
  readonly RAPPORT_OIDC_GROUP_ROLES?: string | undefined;
  readonly RAPPORT_OIDC_NEW: 'on' | 'off';
};

/** Who may come in, and as what. */
export type OpenIdRules = {
  readonly groupRoles: readonly { readonly group: string; readonly role: Role }[];
  /** Whether people without a login get one: who is a user of the CRM, or whose groups give a role. */
  readonly isOpenToNew: boolean;
};

export type OpenIdSettings = OpenIdRules & {
  readonly issuer: string;
  readonly clientId: string;
  /** null: a public client, for which PKCE alone vouches. */
  readonly clientSecret: string | null;
  /** What the button says. */
  readonly name: string;
  readonly scope: string;
  readonly groupsClaim: string;
};

/** The settings; null when no issuer is named. Throws a Problem that says what to set. */
export function openIdSettings(variables: OpenIdVariables): OpenIdSettings | null {
  const { RAPPORT_OIDC_ISSUER: issuer, RAPPORT_OIDC_CLIENT_ID: clientId } = variables;
  if (issuer === undefined) return null;
  const url = URL.parse(issuer);
  const isLocal = url?.protocol === 'http:' && localNames.test(url.hostname);
  if (url === null || (url.protocol !== 'https:' && !isLocal)) {
    throw refused('RAPPORT_OIDC_ISSUER', 'The issuer is not an address over https.', issuer);
  }
  if (clientId === undefined) {
    throw refused('RAPPORT_OIDC_CLIENT_ID', 'The issuer knows this program by a client id.');
  }
  return {
    issuer,
    clientId,
    clientSecret: variables.RAPPORT_OIDC_CLIENT_SECRET ?? null,
    name: variables.RAPPORT_OIDC_NAME ?? url.hostname,
    scope: variables.RAPPORT_OIDC_SCOPE,
    groupsClaim: variables.RAPPORT_OIDC_GROUPS_CLAIM,
    groupRoles: groupRolesIn(variables.RAPPORT_OIDC_GROUP_ROLES ?? ''),
    isOpenToNew: variables.RAPPORT_OIDC_NEW === 'on',
  };
}

/** Whether the issuer is asked over plain http, which is for this machine alone. */
export function isLocalIssuer({ issuer }: OpenIdSettings): boolean {
  return issuer.startsWith('http:');
}

const localNames = /^(?:localhost|127\.0\.0\.1|\[::1\])$/;

/** `sales=seller,cn=leads,dc=example=manager`: the role stands behind the last `=`, so names may hold `=` and `,`. */
function groupRolesIn(text: string): OpenIdRules['groupRoles'] {
  const entry = new RegExp(`\\s*(.+?)\\s*=\\s*(${roles.join('|')})\\s*(?:,|$)`, 'y');
  const found: { readonly group: string; readonly role: Role }[] = [];
  while (entry.lastIndex < text.trimEnd().length) {
    const from = entry.lastIndex;
    const [, group, name] = entry.exec(text) ?? [];
    const role = roles.find((one) => one === name);
    if (group === undefined || role === undefined) {
      const rest = text.slice(from);
      throw refused(
        'RAPPORT_OIDC_GROUP_ROLES',
        `What is no group with one of the roles ${roles.join(', ')} stands in the list.`,
        rest,
      );
    }
    found.push({ group, role });
  }
  return found;
}

function refused(field: string, message: string, value?: string): Problem {
  return new Problem({
    code: 'configuration_invalid',
    message,
    field,
    hint: hints[field] ?? 'See docs/running.md.',
    ...(value === undefined ? {} : { value }),
  });
}

const hints: Readonly<Record<string, string>> = {
  RAPPORT_OIDC_ISSUER:
    'Write it as the provider does, such as https://login.example/realms/sales; plain http is for an issuer on this machine.',
  RAPPORT_OIDC_CLIENT_ID: 'Register the program with the issuer and set RAPPORT_OIDC_CLIENT_ID.',
  RAPPORT_OIDC_GROUP_ROLES: 'Write it as sales=seller,leads=manager,crm-admins=administrator.',
};
