/** How many people of ours a sum over them has to hold, outside of one record (spec §15). */
export const leastPeople = 5;

/**
 * Whether a sum over so many people of ours may be shown outside of one record: of fewer it would tell what single ones
 * did. Within a record colleagues are shown by name, so that they can help.
 */
export function enoughPeople(people: number): boolean {
  return people >= leastPeople;
}
