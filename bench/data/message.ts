import type { Activity } from '../../src/model/activity.ts';

/** An email as it stands in an mbox file, with the headers that mail gathers on its way and a body of some kilobytes. */
export function messageText(email: Activity): string {
  const date = new Date(email.startsAt).toUTCString().replace('GMT', '+0000');
  const sender = email.from ?? '';
  const headers = [
    `Return-Path: <${sender}>`,
    ...['relay', 'mx', 'store'].map(
      (host, hop) =>
        `Received: from ${host}${hop}.mail.example (${host}${hop}.mail.example [192.0.2.${hop + 1}])\n` +
        `\tby ${host}.bench.example (Postfix) with ESMTPS id 4F${hop}A${email.startsAt.toString(16)}\n` +
        `\tfor <${email.to[0] ?? ''}>; ${date}`,
    ),
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=mail.example; s=bench;\n` +
      `\th=from:to:subject:date:message-id; bh=${'Zm9v'.repeat(11)};\n\tb=${'YmFy'.repeat(60)}`,
    'Authentication-Results: mx.bench.example; dkim=pass; spf=pass',
    `From: "${nameOf(sender)}" <${sender}>`,
    `To: ${email.to.map((address) => `"${nameOf(address)}" <${address}>`).join(',\n ')}`,
    ...(email.cc.length > 0 ? [`Cc: ${email.cc.join(', ')}`] : []),
    `Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe_zu?= ${email.subject ?? ''}`,
    `Date: ${date}`,
    `Message-ID: ${email.messageId ?? ''}`,
    ...(email.inReplyTo === null ? [] : [`In-Reply-To: ${email.inReplyTo}`]),
    ...(email.references.length > 0 ? [`References: ${email.references.join('\n ')}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    'X-Mailer: Benchmark 1.0',
  ];
  return `From ${sender} ${asctime(email.startsAt)}\n${headers.join('\n')}\n\n${body}\n`;
}

function nameOf(address: string): string {
  return (address.split('@', 1)[0] ?? '').replace(/\W/g, ' ');
}

/** The date of an mbox separator: `Fri Nov 20 12:00:00 2026`. */
function asctime(at: number): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(at)
    .toUTCString()
    .split(' ');
  return `${weekday.replace(',', '')} ${month} ${day} ${time} ${year}`;
}

const body = `${'What was said stays between those who said it.\n'.repeat(60)}`;
