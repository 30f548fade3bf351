/** Where widgets stand on a record's page, as addresses name them after the `#`. */
export const places = {
  health: 'widget-health',
  whyChanged: 'widget-why-changed',
  interactions: 'widget-interactions',
  activities: 'widget-activities',
  coverage: 'widget-coverage',
  response: 'widget-response',
} as const;
