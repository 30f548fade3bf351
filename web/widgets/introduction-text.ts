/** The text that asks for an introduction, filled in: `{colleague}`, `{person}`, `{activities}` and `{me}`. */

export type IntroductionNames = {
  readonly colleague: string;
  readonly person: string;
  readonly activities: string;
  readonly me: string;
};

/** What stands in braces and is none of the four stays as it is. */
export function filledIn(template: string, names: IntroductionNames): string {
  const known = new Map<string, string>(Object.entries(names));
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => known.get(name) ?? whole);
}
