import { fileURLToPath } from 'node:url';
import { readBundle } from '../../src/connectors/bundle/connector.ts';
import type { Bundle, Item } from '../../src/model/bundle.ts';

/** The file of a company whose figures are known: `contoso`, `random-1` and so on. */
export function goldenFile(name: string): string {
  return fileURLToPath(new URL(`../goldens/${name}/bundle.json`, import.meta.url));
}

/** Such a company. */
export async function goldenBundle(name: string): Promise<Bundle> {
  return (await readBundle(goldenFile(name))).bundle;
}

/** A bundle's contents one by one, as a source gives them. */
export function bundleItems(bundle: Bundle): readonly Item[] {
  return [
    { type: 'organization', value: bundle.organization },
    { type: 'settings', value: bundle.settings },
    ...bundle.users.map((value) => ({ type: 'user' as const, value })),
    ...bundle.teams.map((value) => ({ type: 'team' as const, value })),
    ...bundle.accounts.map((value) => ({ type: 'account' as const, value })),
    ...bundle.contacts.map((value) => ({ type: 'contact' as const, value })),
    ...bundle.leads.map((value) => ({ type: 'lead' as const, value })),
    ...bundle.opportunities.map((value) => ({ type: 'opportunity' as const, value })),
    ...bundle.activities.map((value) => ({ type: 'activity' as const, value })),
  ];
}
