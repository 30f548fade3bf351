import type { LinguiConfig } from '@lingui/conf';
import { formatter } from '@lingui/format-po';

/**
 * English is written in the sources; `npx lingui extract --clean` collects it into web/locales/*.po, where German is
 * added. web/locales.test.ts fails when the two do not fit together.
 */
const config: LinguiConfig = {
  sourceLocale: 'en',
  locales: ['en', 'de'],
  catalogs: [{ path: '<rootDir>/web/locales/{locale}', include: ['<rootDir>/web'] }],
  orderBy: 'origin',
  // Line numbers would change the catalogues with every edit.
  format: formatter({ lineNumbers: false }),
};

export default config;
