/** The organisation's own sign-in: OpenID Connect, with the authorization code flow and PKCE. */

import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  ResponseBodyError,
} from 'openid-client';
import type { OpenIdProblem } from '../contract/openid.ts';
import { Problem } from '../model/problem.ts';
import type { AttemptChecks } from './oidc-attempts.ts';
import { isLocalIssuer, type OpenIdRules, type OpenIdSettings } from './oidc-settings.ts';

/** Whom the provider vouches for. */
export type OpenIdPerson = {
  readonly issuer: string;
  /** The provider's number for the person, which stays whatever else changes. */
  readonly subject: string;
  /** null: the provider does not say that it is theirs. */
  readonly verifiedEmail: string | null;
  readonly name: string | null;
  readonly groups: readonly string[];
};

export type OpenId = {
  /** What the button says. */
  readonly name: string;
  readonly rules: OpenIdRules;
  /** Where the browser is sent. Throws `openid_away`. */
  readonly begin: (redirectUri: string, checks: AttemptChecks) => Promise<URL>;
  /**
   * Who has come back, from the address that the provider sent the browser to. Throws `openid_refused`, `openid_away`
   * and `openid_invalid`.
   */
  readonly finish: (cameBackTo: URL, checks: AttemptChecks) => Promise<OpenIdPerson>;
};

/** How far the clock of the provider may be off, and how long it may take to answer (s). */
const skewSeconds = 60;
const timeoutSeconds = 10;

/**
 * The way to the provider. Nothing is asked of it before somebody signs in, and one that was away is asked again by the
 * next. `fetch`: in place of the runtime's own, for tests.
 */
export function openIdOf(settings: OpenIdSettings | null, fetch?: CustomFetch): OpenId | null {
  if (settings === null) return null;
  let known: Promise<Configuration> | null = null;
  const provider = async () => {
    known ??= discovered(settings, fetch);
    try {
      return await known;
    } catch (error) {
      known = null;
      throw failed(error, 'openid_away');
    }
  };
  const { name, groupRoles, isOpenToNew } = settings;
  return {
    name,
    rules: { groupRoles, isOpenToNew },
    begin: async (redirectUri, { state, nonce, codeVerifier }) =>
      buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      }),
    finish: async (cameBackTo, { state, nonce, codeVerifier }) => {
      const configuration = await provider();
      const tokens = await authorizationCodeGrant(configuration, cameBackTo, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      }).catch((error: unknown) => {
        throw failed(error, 'openid_invalid');
      });
      const claims = tokens.claims();
      if (claims === undefined) throw problem('openid_invalid', null);
      const { userinfo_endpoint } = configuration.serverMetadata();
      const more =
        userinfo_endpoint === undefined
          ? {}
          : await fetchUserInfo(configuration, tokens.access_token, claims.sub).catch(
              (error: unknown) => {
                throw failed(error, 'openid_invalid');
              },
            );
      return personFrom({ ...claims }, { ...more }, settings);
    },
  };
}

/** The provider as it describes itself; it must call itself what the settings do. */
function discovered(settings: OpenIdSettings, fetch?: CustomFetch): Promise<Configuration> {
  const { clientId, clientSecret } = settings;
  return discovery(
    new URL(settings.issuer),
    clientId,
    { [clockTolerance]: skewSeconds },
    clientSecret === null ? None() : secretAsTaken(clientSecret),
    {
      timeout: timeoutSeconds,
      execute: [
        // The signature is looked at although TLS vouches for where the token comes from.
        enableNonRepudiationChecks,
        ...(isLocalIssuer(settings) ? [allowInsecureRequests] : []),
      ],
      ...(fetch === undefined ? {} : { [customFetch]: fetch }),
    },
  );
}

/** In the body, which everybody reads the same way, unless the provider takes it in a header alone. */
function secretAsTaken(secret: string): ClientAuth {
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_post'];
    const way = taken.includes('client_secret_post') ? ClientSecretPost : ClientSecretBasic;
    return way(secret)(server, ...rest);
  };
}

type Claims = Readonly<Record<string, unknown>>;

/** What the token says goes before what the provider says when asked, which is about the same subject. */
function personFrom(token: Claims, asked: Claims, settings: OpenIdSettings): OpenIdPerson {
  const said = (name: string) => token[name] ?? asked[name];
  const groups = said(settings.groupsClaim);
  const name = said('name');
  return {
    issuer: settings.issuer,
    subject: String(token.sub),
    verifiedEmail: verifiedEmail(token) ?? verifiedEmail(asked),
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 200) : null,
    groups: (Array.isArray(groups) ? groups : [groups]).filter(
      (group) => typeof group === 'string',
    ),
  };
}

/** The address and that it is verified have to be said together. Some providers write `true` as text. */
function verifiedEmail({ email, email_verified: verified }: Claims): string | null {
  const isVerified = verified === true || verified === 'true';
  return isVerified && typeof email === 'string' ? email : null;
}

/** What went wrong, as far as the person can do something about it; `otherwise`: when it is none of what is known. */
function failed(error: unknown, otherwise: OpenIdProblem): Problem {
  if (error instanceof AuthorizationResponseError) return problem('openid_refused', error);
  if (error instanceof ResponseBodyError)
    return problem(error.status >= 500 ? 'openid_away' : 'openid_invalid', error);
  const isAway =
    (error instanceof ClientError && notAnswering.has(error.code ?? '')) ||
    (error instanceof TypeError && error.message === 'fetch failed');
  return problem(isAway ? 'openid_away' : otherwise, error);
}

const notAnswering: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

function problem(code: OpenIdProblem, cause: unknown): Problem {
  return new Problem({
    code,
    message: 'Signing in with the account of the organisation did not work.',
    hint: 'Try again; if it goes on, tell your administrator the time and this code.',
    cause,
  });
}
