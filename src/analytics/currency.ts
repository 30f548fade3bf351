import type { Settings } from '../model/entities.ts';

/**
 * A value in the organisation's currency by the latest rate that was valid on a day (`YYYY-MM-DD`); null when the value
 * or its rate is missing. Without a currency of the organisation values stand as they are.
 */
export function converted(
  amount: { readonly value: number | null; readonly currency: string | null },
  day: string,
  settings: Pick<Settings, 'currency' | 'rates'>,
): number | null {
  if (amount.value === null) return null;
  if (settings.currency === null || amount.currency === null) return amount.value;
  if (amount.currency === settings.currency) return amount.value;
  const valid = settings.rates
    .filter(({ currency, from }) => currency === amount.currency && (from ?? '') <= day)
    .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1));
  const rate = valid[0]?.rate;
  return rate === undefined ? null : amount.value * rate;
}
