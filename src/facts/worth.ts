import { converted } from '../analytics/currency.ts';
import { type Sql, sql } from '../db/sql.ts';
import type { Settings } from '../model/entities.ts';

/**
 * The estimated value of a row of record_analytics in the organisation's currency by the rates of a day (`YYYY-MM-DD`);
 * null when the value or its rate is missing. As `converted` has it; a test holds both to the same.
 */
export function worthOn(day: string, settings: Pick<Settings, 'currency' | 'rates'>): Sql {
  const currencies = [...new Set(settings.rates.map(({ currency }) => currency))];
  const rates = currencies.map((currency) => converted({ value: 1, currency }, day, settings));
  const own = settings.currency;
  return sql`(estimated_value * (
    select case when ${own}::text is null or currency is null or currency = ${own} then 1 else (
      select rate from unnest(${currencies}::text[], ${rates}::float8[]) known (name, rate) where name = currency
    ) end
    from opportunity where opportunity.key = record_key
  ))`;
}
