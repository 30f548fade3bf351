/** How mail leaves the house, as the environment says. */

import { Problem } from '../model/problem.ts';

/** What the environment says of it. */
export type MailVariables = {
  readonly RAPPORT_SMTP_URL?: string | undefined;
  readonly RAPPORT_MAIL_FROM?: string | undefined;
};

export type MailSettings = {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte; `required`: STARTTLS or nothing; `none`: in the clear. */
  readonly tls: 'implicit' | 'required' | 'none';
  readonly auth: { readonly user: string; readonly pass: string } | null;
  /** Who mail is from: an address, or `Name <address>`. */
  readonly from: string;
};

/**
 * The server and the sender; null when none is set. Passwords never go in the clear but on this machine. Throws a
 * Problem that names the variable.
 */
export function mailSettings(variables: MailVariables): MailSettings | null {
  const { RAPPORT_SMTP_URL: text, RAPPORT_MAIL_FROM: from } = variables;
  if (text === undefined && from === undefined) return null;
  if (text === undefined || from === undefined) {
    const missing = text === undefined ? 'RAPPORT_SMTP_URL' : 'RAPPORT_MAIL_FROM';
    throw refused(
      'A server for mail and a sender are needed together.',
      missing,
      `Set ${missing}.`,
    );
  }
  if (!/^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(from)) {
    const hint = 'Write rapport@example.com or Rapport <rapport@example.com>.';
    throw refused('The sender of mail is no address.', 'RAPPORT_MAIL_FROM', hint);
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    const hint = 'Write smtp://user:password@mail.example.com:587 or smtps://…:465.';
    throw refused('The server for mail is no SMTP address.', 'RAPPORT_SMTP_URL', hint);
  }
  const isImplicit = url.protocol === 'smtps:';
  const isHere = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const wantsNone = url.searchParams.get('tls') === 'none' || isHere;
  if (wantsNone && !isHere && url.username !== '') {
    const hint = 'Leave out tls=none, or the user and password.';
    throw refused('A password would be sent in the clear.', 'RAPPORT_SMTP_URL', hint);
  }
  const auth =
    url.username === ''
      ? null
      : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isImplicit ? 465 : 587) : Number(url.port),
    tls: isImplicit ? 'implicit' : wantsNone ? 'none' : 'required',
    auth,
    from,
  };
}

/** NOTE: without the value, in which there may be a password. */
function refused(message: string, field: string, hint: string): Problem {
  return new Problem({ code: 'configuration_invalid', message, field, hint });
}
