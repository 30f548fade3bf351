import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  LockClosedRegular,
  SubtractCircleRegular,
} from '@fluentui/react-icons';
import { Trans, useLingui } from '@lingui/react/macro';
import type { RecordHead } from '../../src/contract/api.ts';
import type { LedgerRow } from '../../src/contract/figures.ts';
import { useFormats } from '../app/formats.tsx';
import { KindIcon } from '../parts/kind-icon.tsx';
import { phone } from '../parts/layout.ts';
import { kindWords, sideWords } from '../words.ts';
import { LedgerDetails } from './ledger-details.tsx';
import { reasonWords } from './reasons.ts';

const useStyles = makeStyles({
  entry: { borderTop: `1px solid ${tokens.colorNeutralStroke3}` },
  summary: {
    display: 'grid',
    gridTemplateColumns: '34px minmax(0, 1fr) auto',
    gap: '2px 12px',
    alignItems: 'center',
    padding: '11px 8px',
    margin: '0 -8px',
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    listStyle: 'none',
    '::-webkit-details-marker': { display: 'none' },
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    [phone]: { gridTemplateColumns: '34px minmax(0, 1fr)' },
  },
  icon: { gridRow: 'span 2' },
  subject: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontWeight: 600 },
  lock: { marginLeft: '6px', verticalAlign: '-2px', color: tokens.colorNeutralForeground3 },
  faded: { color: tokens.colorNeutralForeground2, fontWeight: 400 },
  when: {
    textAlign: 'right',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    [phone]: { gridColumn: 2, textAlign: 'left', fontSize: tokens.fontSizeBase200 },
  },
  who: {
    gridColumn: 2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  verdict: {
    display: 'inline-flex',
    justifyContent: 'flex-end',
    alignItems: 'center',
    gap: '5px',
    fontSize: tokens.fontSizeBase200,
    [phone]: { gridColumn: 2, justifyContent: 'flex-start' },
  },
  counted: { color: 'var(--gradeGood)' },
  leftOut: { color: tokens.colorNeutralForeground2 },
});

type Props = { readonly row: LedgerRow; readonly record: RecordHead };

/** One activity in two lines, and all that is known of it when opened. */
export function LedgerEntry({ row, record }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const formats = useFormats();
  const reason = row.reason === null ? null : i18n._(reasonWords[row.reason].title);
  return (
    <li className={styles.entry}>
      <details>
        <summary className={styles.summary}>
          <KindIcon kind={row.kind} size={34} className={styles.icon} />
          <span className={mergeClasses(styles.subject, !row.counted && styles.faded)}>
            {row.subject ?? i18n._(kindWords[row.kind])}
            {!row.isReadable && (
              <LockClosedRegular fontSize={14} className={styles.lock} aria-hidden />
            )}
          </span>
          <time dateTime={row.startsAt} className={styles.when}>
            {formats.instant(row.startsAt)}
          </time>
          <span className={styles.who}>
            {i18n._(kindWords[row.kind])} {i18n._(sideWords[row.side])}
            {row.durationMinutes !== null && row.durationMinutes > 0 && (
              <> · {formats.minutes(row.durationMinutes)}</>
            )}
            {' · '}
            {row.isReadable ? namesOf(row) : <Trans>readable by those who take part</Trans>}
          </span>
          {row.counted ? (
            <span className={mergeClasses(styles.verdict, styles.counted)}>
              <CheckmarkCircleRegular fontSize={16} aria-hidden />
              <Trans>counted</Trans>
            </span>
          ) : (
            <span className={mergeClasses(styles.verdict, styles.leftOut)}>
              <SubtractCircleRegular fontSize={16} aria-hidden />
              {reason}
            </span>
          )}
        </summary>
        <LedgerDetails row={row} record={record} />
      </details>
    </li>
  );
}

/** Who took part, the others' side first, as a line has room for. */
function namesOf({ participants }: LedgerRow): string {
  const names = participants
    .toSorted((a, b) => Number(a.internal) - Number(b.internal))
    .map(({ owners, address }) => owners[0]?.name ?? address);
  return names.length > 4
    ? `${names.slice(0, 4).join(', ')} +${names.length - 4}`
    : names.join(', ');
}
