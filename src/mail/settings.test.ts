import { describe, expect, it } from 'vitest';
import { mailSettings } from './settings.ts';

const from = 'Rapport <rapport@us.example>';
const settings = (url: string | undefined, sender: string | undefined = from) =>
  mailSettings({ RAPPORT_SMTP_URL: url, RAPPORT_MAIL_FROM: sender });

describe('the settings of mail', () => {
  it('are none when nothing is set', () => {
    expect(mailSettings({})).toBeNull();
  });

  it('take TLS for granted, but on this machine or where it is said', () => {
    const of = (url: string) => {
      const { host, port, tls } = settings(url) ?? { host: '', port: 0, tls: null };
      return [host, port, tls];
    };
    expect(of('smtp://mail.us.example')).toEqual(['mail.us.example', 587, 'required']);
    expect(of('smtps://mail.us.example')).toEqual(['mail.us.example', 465, 'implicit']);
    expect(of('smtp://mail.us.example:25?tls=none')).toEqual(['mail.us.example', 25, 'none']);
    expect(of('smtp://127.0.0.1:2525')).toEqual(['127.0.0.1', 2525, 'none']);
    expect(of('smtp://[::1]:2525')).toEqual(['::1', 2525, 'none']);
  });

  it('read what is escaped in user and password', () => {
    const { auth } = settings('smtp://a%40b:p%2Fw@mail.us.example') ?? { auth: null };
    expect(auth).toEqual({ user: 'a@b', pass: 'p/w' });
  });

  it.each([
    ['http://mail.us.example', from, 'RAPPORT_SMTP_URL'],
    ['mail.us.example', from, 'RAPPORT_SMTP_URL'],
    ['smtp://a:secret@mail.us.example?tls=none', from, 'RAPPORT_SMTP_URL'],
    ['smtp://mail.us.example', 'nobody', 'RAPPORT_MAIL_FROM'],
    ['smtp://mail.us.example', 'a@b.example\r\nBcc: c@d.example', 'RAPPORT_MAIL_FROM'],
    ['smtp://mail.us.example', undefined, 'RAPPORT_MAIL_FROM'],
    [undefined, from, 'RAPPORT_SMTP_URL'],
  ])('do not take %s with %s, and do not say a password', (url, sender, field) => {
    const asked = () => mailSettings({ RAPPORT_SMTP_URL: url, RAPPORT_MAIL_FROM: sender });
    expect(asked).toThrow(expect.objectContaining({ code: 'configuration_invalid', field }));
    expect(asked).not.toThrow(/secret/);
  });
});
