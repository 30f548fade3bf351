import { type CsvMapping, parseMapping } from './mapping.ts';
import hubspot from './presets/hubspot.json' with { type: 'json' };
import salesforce from './presets/salesforce.json' with { type: 'json' };

export const presetNames = ['hubspot', 'salesforce'] as const;
export type PresetName = (typeof presetNames)[number];

/**
 * The mapping for a folder of exports of a known CRM: the API names of its columns, in any spelling (`OwnerId`,
 * `owner_id`, `Owner ID`), under its own names of files or those that Fivetran gives them.
 */
export function presetMapping(name: PresetName): CsvMapping {
  return parseMapping(name === 'hubspot' ? hubspot : salesforce);
}
