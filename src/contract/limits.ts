/** What the page has to know of the contract besides its types: without the schemas, which check nothing there. */

/** Bounds of every value that has some. */
export const settingLimits = {
  influence: { min: 0.5, max: 1.5, step: 0.1 },
  grades: { min: 0, max: 100, step: 1 },
  massThreshold: { min: 2, max: 10_000, step: 1 },
  responseGraceHours: { min: 0, max: 8760, step: null },
  cardDays: { min: 1, max: 365, step: 1 },
  retentionMonths: { min: 1, max: 1200, step: 1 },
} as const;

export const newsLimits = {
  keepDays: { min: 1, max: 3650 },
  intervalMinutes: { min: 15, max: 10_080 },
  feeds: 500,
} as const;

/** Where the words of a search stand in its address. */
export const searchPlace = '{query}';
