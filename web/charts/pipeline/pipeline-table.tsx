import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useFormats } from '../../app/formats.tsx';
import { FigureTable } from '../../parts/plain-table.tsx';
import type { Deal } from './deal.ts';
import { useDealWords } from './deal-words.ts';

const useStyles = makeStyles({
  note: {
    paddingTop: '8px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
});

type Props = { readonly deals: readonly Deal[]; readonly today: string };

/** More rows would keep the page from answering; the list has them all. */
const most = 500;

/** The deals of the chart as a table, the next to close first. */
export function PipelineTable({ deals, today }: Props) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const words = useDealWords(today);
  const instant = (at: string | null) => (at === null ? '–' : formats.instantDay(at));
  const rows = [...deals]
    .sort((a, b) => keyOf(a).localeCompare(keyOf(b)))
    .slice(0, most)
    .map((deal) => ({
      key: deal.id,
      cells: [
        deal.name,
        deal.account ?? '–',
        deal.owner ?? '–',
        words.value(deal) ?? '–',
        deal.estimatedCloseDate === null ? '–' : formats.day(deal.estimatedCloseDate),
        [words.health(deal), words.trend(deal)].filter((part) => part !== null).join(', '),
        instant(deal.lastInteractionAt),
        instant(deal.nextInteractionAt),
      ],
    }));
  const [shown, all] = [formats.count(rows.length), formats.count(deals.length)];
  return (
    <div>
      <FigureTable
        label={t`Relationship pipeline as a table`}
        heads={[
          t`Opportunity`,
          t`Account`,
          t`Owner`,
          t`Value`,
          t`Closes`,
          t`Health`,
          t`Last contact`,
          t`Next contact`,
        ]}
        rows={rows}
      />
      {rows.length < deals.length && (
        <p className={styles.note}>
          <Trans>
            The first {shown} of {all}; the list has all of them.
          </Trans>
        </p>
      )}
    </div>
  );
}

function keyOf({ estimatedCloseDate, name }: Deal): string {
  return `${estimatedCloseDate ?? '9999'} ${name}`;
}
