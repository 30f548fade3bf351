import { useLingui } from '@lingui/react/macro';
import type { Analytics } from '../../src/contract/api.ts';
import type { ResponseTimes } from '../../src/contract/response.ts';
import { useFormats } from '../app/formats.tsx';
import { FigureTable } from '../parts/plain-table.tsx';
import { responseBases } from './response-basis.ts';
import { hoursIn, measureWords, responseMeasures } from './response-times.tsx';

type Props = { readonly label: string; readonly analytics: Analytics };

/** Rates and counts of both sides, and every time in both bases. */
export function ResponseTable({ label, analytics }: Props) {
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { responseByUs, responseByThem } = analytics.response.window;
  const { window } = analytics.figures;
  const rate = (value: number | null) => (value === null ? '–' : formats.percent(value));
  const counts = (key: 'answered' | 'unanswered' | 'pending' | 'closing', name: string) => ({
    key,
    cells: [name, formats.count(responseByThem[key]), formats.count(responseByUs[key])],
  });
  const times = responseBases.flatMap((basis) =>
    responseMeasures.map((measure) => {
      const write = hoursIn(basis, formats);
      const cell = (of: ResponseTimes) => {
        const hours = of[basis]?.[measure] ?? null;
        return hours === null ? '–' : write(hours);
      };
      const name = i18n._(measureWords[measure]);
      return {
        key: `${basis} ${measure}`,
        cells: [
          basis === 'elapsed' ? t`${name}, elapsed` : t`${name}, working hours`,
          cell(responseByThem),
          cell(responseByUs),
        ],
      };
    }),
  );
  return (
    <FigureTable
      label={label}
      heads={[t`Figure`, t`They answer us`, t`We answer them`]}
      rows={[
        {
          key: 'rate',
          cells: [
            t`Response rate`,
            rate(window.responseByThem.rate),
            rate(window.responseByUs.rate),
          ],
        },
        counts('answered', t`answered`),
        counts('unanswered', t`unanswered`),
        counts('pending', t`pending, still in time`),
        counts('closing', t`closing, no answer due`),
        ...times,
      ]}
    />
  );
}
