/** `Chrome · Linux`, of what a browser says of itself. Only for people's eyes: browsers claim to be others. */
export function clientName(client: string | null): string | null {
  if (client === null) return null;
  const browser = /(Edg|OPR)\//.exec(client)?.[1] ?? /(Firefox|Chrome|Safari)\//.exec(client)?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(client)?.[1];
  if (browser === undefined) return client.slice(0, 60);
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser] ?? browser;
  return system === undefined ? name : `${name} · ${system.replace('Mac OS X', 'macOS')}`;
}
