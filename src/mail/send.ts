/** Sends mail. The one place that speaks SMTP. */

import { PassThrough } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { MailSettings } from './settings.ts';

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * What became of a mail. `failed`: the server has not taken it; `isFinal`: nor will it. `unknown`: the connection broke
 * after it had been handed over. `reason` names nobody.
 */
export type Sent =
  | { readonly state: 'sent' }
  | { readonly state: 'failed'; readonly isFinal: boolean; readonly reason: string }
  | { readonly state: 'unknown'; readonly reason: string };

export type Mailer = {
  readonly from: string;
  readonly send: (mail: Mail) => Promise<Sent>;
};

const patience = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 };

/** Sends through the server that is set, each mail over a connection of its own. `ca`: PEM of who vouches for it. */
export function mailerOf(
  { host, port, tls, auth, from }: MailSettings,
  { ca }: { readonly ca?: string } = {},
): Mailer {
  const newTransport = () =>
    createTransport({
      ...{ host, port, secure: tls === 'implicit', requireTLS: tls === 'required' },
      ignoreTLS: tls === 'none',
      ...(auth === null ? {} : { auth }),
      ...(ca === undefined ? {} : { tls: { ca } }),
      ...patience,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  return {
    from,
    send: async ({ headers, ...mail }) => {
      const transport = newTransport();
      let isHandedOver = false;
      // Its end is read when the last of the mail is written to the server, who may have it from then on.
      transport.use('stream', ({ message }, done) => {
        message.processFunc((content) =>
          content.pipe(new PassThrough()).once('end', () => {
            isHandedOver = true;
          }),
        );
        done();
      });
      try {
        await transport.sendMail({ from, ...mail, headers: { ...headers } });
        return { state: 'sent' };
      } catch (error) {
        return failureOf(error, isHandedOver);
      }
    },
  };
}

/** A refusal of the sender, the recipient or the content is final; who cannot be reached or signed in to is not. */
function failureOf(error: unknown, isHandedOver: boolean): Sent {
  const field = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  const [code, command, response] = [field('code'), field('command'), field('responseCode')];
  const answer = typeof response === 'number' ? ` ${response}` : '';
  const reason = `${text(code)}${answer} (${text(command)})`;
  if (isHandedOver && typeof response !== 'number') return { state: 'unknown', reason };
  const isRefusal = code === 'EENVELOPE' || code === 'EMESSAGE';
  const isFinal = isRefusal && typeof response === 'number' && response >= 500;
  return { state: 'failed', isFinal, reason };
}

/** Codes and commands of SMTP alone: what follows a command may be an address. */
function text(value: unknown): string {
  return typeof value === 'string' ? (/^[A-Z ]+/.exec(value)?.[0].trim() ?? '?') : '?';
}
