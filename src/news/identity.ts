/** By what an item is known again, in another feed or under another address. */

/** Case, accents and ligatures taken off: `Müller` and `MULLER` are the same. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l');
}

/** An address of a page (http or https, without credentials), or null when it is none. */
export function pageUrl(text: string | null, base: string): string | null {
  const url = text === null ? null : URL.parse(text.trim(), base);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return null;
  return url.username === '' && url.password === '' && url.href.length <= 2048 ? url.href : null;
}

/** A host without its `www.`; empty when the text is no address. */
export function hostOf(url: string | null): string {
  return (url === null ? '' : (URL.parse(url)?.hostname ?? '')).replace(/^www\./, '');
}

/** The address of a page without what differs for each reader: scheme, www, fragment, what counts clicks, last slash. */
export function sameUrl(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  for (const name of [...searchParams.keys()]) if (counting.test(name)) searchParams.delete(name);
  const query = searchParams.size === 0 ? '' : `?${searchParams}`;
  const host = hostname.replace(/^www\./, '') + (port === '' ? '' : `:${port}`);
  return `${host}${pathname.replace(/\/+$/, '')}${query}`;
}

const counting =
  /^(?:utm_\w+|at_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|cmpid|wt_mc|xtor|oc|ns_\w+)$/i;

/** A title as it is compared: words in order, without case, accents and marks. */
export function titleKey(title: string): string {
  return (folded(title).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ').slice(0, 300);
}

/** Whether a title says enough to be the same item wherever it stands: "Press release" does not. */
export function isTelling(key: string): boolean {
  return key.length >= 20 && key.split(' ').length >= 4;
}
