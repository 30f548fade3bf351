/** Addresses of the internet protocol, and ranges of them. */

/** All addresses whose first bits are those of one. IPv4 is the part ::ffff:0:0/96 of IPv6. */
export type Network = { readonly start: bigint; readonly bits: number };

const whole = 128;
const ipv4 = { prefix: 0xffffn << 32n, bits: 32 };

/** `10.1.0.0/16`, `fd00::/8` or a single address; null when it is none of these, or has bits behind its prefix. */
export function networkOf(text: string): Network | null {
  const [address = '', length, ...more] = text.trim().split('/');
  const start = numberOf(address);
  if (start === null || more.length > 0) return null;
  const most = address.includes(':') ? whole : ipv4.bits;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return null;
  const given = length === undefined ? most : Number(length);
  if (given > most) return null;
  const bits = whole - most + given;
  return firstBits(start, bits) << BigInt(whole - bits) === start ? { start, bits } : null;
}

/** Whether an address lies in one of the networks; text that is no address lies in none. */
export function isAmong(address: string, networks: readonly Network[]): boolean {
  const number = numberOf(address);
  if (number === null) return false;
  return networks.some(({ start, bits }) => firstBits(number, bits) === firstBits(start, bits));
}

/** Whether an address is of this machine alone. */
export function isLoopback(address: string): boolean {
  return isAmong(address, loopback);
}

function firstBits(number: bigint, bits: number): bigint {
  return number >> BigInt(whole - bits);
}

function numberOf(text: string): bigint | null {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const parts = text.split('.').map(Number);
    if (parts.some((part) => part > 255)) return null;
    return parts.reduce((all, part) => (all << 8n) | BigInt(part), 0n) | ipv4.prefix;
  }
  if (!/^[\da-f:.]+$/i.test(text) || !text.includes(':')) return null;
  // The parser of URLs knows all ways to write one and answers the shortest.
  const hostname = URL.parse(`http://[${text}]`)?.hostname;
  if (hostname === undefined) return null;
  const [before = '', after] = hostname.slice(1, -1).split('::');
  const head = groups(before);
  const tail = groups(after ?? '');
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  return [...head, ...zeros, ...tail].reduce((all, group) => (all << 16n) | BigInt(group), 0n);
}

function groups(text: string): readonly number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

const loopback = ['127.0.0.0/8', '::1'].flatMap((text) => networkOf(text) ?? []);
