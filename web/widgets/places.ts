/** Where widgets stand on a record's page, as addresses name them after the `#`. */
export const places = {
  health: 'widget-health',
  factors: 'widget-factors',
  whyChanged: 'widget-why-changed',
  interactions: 'widget-interactions',
  activities: 'widget-activities',
  coverage: 'widget-coverage',
  response: 'widget-response',
  rhythm: 'widget-rhythm',
  similar: 'widget-similar',
  news: 'widget-news',
} as const;
