/** Sealing with AES-256-GCM: what is sealed can neither be read nor changed nor moved to another place without the key. */

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Problem } from '../model/problem.ts';

/** A key and the name it is known by, which tells nothing of it. */
export type Key = { readonly id: string; readonly bytes: Buffer };

const keyBytes = 32;
const idBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;

/** A key made by chance. */
export function newKey(): Key {
  return identified(randomBytes(keyBytes));
}

/**
 * The key that is written as base64 of 32 bytes; `from` says where it stands. Throws `key_invalid`, which does not
 * show what stood there.
 */
export function keyOf(text: string, from: string): Key {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === keyBytes && bytes.toString('base64') === text) return identified(bytes);
  throw new Problem({
    code: 'key_invalid',
    message: 'The key for sealing secrets is not the base64 of 32 bytes.',
    field: from,
    value: `${text.length} characters (not shown)`,
    hint: 'Put it back as it was; a new one is made with: openssl rand -base64 32. Secrets that were sealed with a lost key must be entered anew.',
  });
}

/**
 * The text sealed for `belongsTo`: id of the key, nonce, tag, cipher. The nonce is by chance, 96 bits: safe for 2^32
 * secrets under one key (NIST SP 800-38D, 8.3).
 */
export function seal(text: string, belongsTo: string, key: Key): Buffer {
  const nonce = randomBytes(nonceBytes);
  const id = Buffer.from(key.id, 'hex');
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: tagBytes });
  cipher.setAAD(bound(id, belongsTo));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([id, nonce, cipher.getAuthTag(), sealed]);
}

/**
 * The text that was sealed for `belongsTo`. Throws `key_unknown` when its key is not among the keys, and
 * `secret_damaged` when it was changed or sealed for something else.
 */
export function open(sealed: Buffer, belongsTo: string, keys: readonly Key[]): string {
  const id = sealed.subarray(0, idBytes);
  const key = keys.find((one) => one.id === id.toString('hex'));
  const start = idBytes + nonceBytes;
  if (sealed.length < start + tagBytes) throw damaged(belongsTo);
  if (key === undefined) throw unknown(belongsTo, id.toString('hex'));
  const nonce = sealed.subarray(idBytes, start);
  const cipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: tagBytes });
  cipher.setAAD(bound(id, belongsTo));
  cipher.setAuthTag(sealed.subarray(start, start + tagBytes));
  const text = cipher.update(sealed.subarray(start + tagBytes));
  try {
    return Buffer.concat([text, cipher.final()]).toString('utf8');
  } catch {
    throw damaged(belongsTo);
  }
}

function identified(bytes: Buffer): Key {
  const digest = createHash('sha256').update('rapport key\0').update(bytes).digest('hex');
  return { id: digest.slice(0, idBytes * 2), bytes };
}

function bound(id: Buffer, belongsTo: string): Buffer {
  return Buffer.concat([Buffer.from('rapport secret 1\0'), id, Buffer.from(belongsTo, 'utf8')]);
}

function damaged(belongsTo: string): Problem {
  return new Problem({
    code: 'secret_damaged',
    message: 'A secret does not open: it was changed, or belongs to something else.',
    field: belongsTo,
    hint: 'Enter it anew.',
  });
}

function unknown(belongsTo: string, id: string): Problem {
  return new Problem({
    code: 'key_unknown',
    message: 'A secret was sealed with a key that is not here.',
    field: belongsTo,
    value: `key ${id}`,
    hint: 'Put that key back (the file "key" of the data folder, or RAPPORT_KEY or RAPPORT_KEY_BEFORE), or enter the secret anew.',
  });
}
