/** Which addresses of the internet protocol are reached over the internet, and by nobody else's leave. */

import ipaddr from 'ipaddr.js';

/**
 * Whether an address is global unicast by the registries of IANA (RFC 6890 and what followed), and none behind which
 * another one stands: mapped and compatible IPv4, 6to4, Teredo, NAT64 and ISATAP are refused, whatever they lead to.
 * Text that is not written as a resolver writes it is no address.
 */
export function isPublicAddress(text: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    const address = ipaddr.IPv4.parse(text);
    return address.range() === 'unicast' && !besides.some((network) => address.match(network));
  }
  if (!/^[\da-f:.]+$/i.test(text) || !ipaddr.IPv6.isValid(text)) return false;
  const address = ipaddr.IPv6.parse(text);
  return address.range() === 'unicast' && address.match(globalUnicast) && !isIsatap(address.parts);
}

/** All that IANA has given out so far: https://www.iana.org/assignments/ipv6-address-space */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/** What clouds answer their own machines under, on an address that is public to everybody else. */
const besides = ['168.63.129.16/32'].map((network) => ipaddr.IPv4.parseCIDR(network));

/** RFC 5214: the last half holds an IPv4 address. */
function isIsatap(parts: readonly number[]): boolean {
  return ((parts[4] ?? 0) & 0xfdff) === 0 && parts[5] === 0x5efe;
}
