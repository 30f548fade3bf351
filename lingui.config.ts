import type { LinguiConfig } from '@lingui/conf';

/** English is written in the sources; `lingui extract` collects it into web/locales/*.po, where German is added. */
const config: LinguiConfig = {
  sourceLocale: 'en',
  locales: ['en', 'de'],
  catalogs: [{ path: '<rootDir>/web/locales/{locale}', include: ['<rootDir>/web'] }],
  orderBy: 'origin',
};

export default config;
