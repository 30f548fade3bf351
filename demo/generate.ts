import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { icsOf } from './calendar.ts';
import { crmFiles } from './crm.ts';
import { mboxOf } from './mailbox.ts';
import { newsFiles } from './news.ts';
import type { Language } from './workdays.ts';
import { worldAt } from './world.ts';

/**
 * Writes the demo company into `folder`, as it would come out of real systems: `crm/company.json` (a bundle with the
 * organisation and its people), `crm/*.csv` with `crm/mapping.json`, `mail/<user>.mbox`, `calendar/<user>.ics`, and feeds with
 * news about the customers in `news/`.
 * The same arguments give the same bytes.
 */
export async function generateDemo({
  now,
  language,
  folder,
}: {
  readonly now: number;
  readonly language: Language;
  readonly folder: string;
}): Promise<void> {
  const world = worldAt({ now, language });
  const files = [
    ...crmFiles(world),
    ...newsFiles(world),
    ...world.colleagues.flatMap((person) => [
      { path: `mail/${nameOf(person.address)}.mbox`, content: mboxOf(person, world.mails) },
      { path: `calendar/${nameOf(person.address)}.ics`, content: icsOf(person, world.meetings) },
    ]),
  ];
  for (const part of ['crm', 'mail', 'calendar', 'news']) {
    await mkdir(join(folder, part), { recursive: true });
  }
  await Promise.all(files.map(({ path, content }) => writeFile(join(folder, path), content)));
}

function nameOf(address: string): string {
  return address.slice(0, address.indexOf('@'));
}
