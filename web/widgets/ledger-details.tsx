import { makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { RecordHead } from '../../src/contract/api.ts';
import type { LedgerRow } from '../../src/contract/figures.ts';
import { participantRoles, responses } from '../../src/model/vocabulary.ts';
import { collectionOf } from '../data/collections.ts';
import { phone } from '../parts/layout.ts';
import { responseWords, roleWords } from '../words.ts';
import { Decide } from './decide.tsx';
import { KeepOut } from './keep-out.tsx';
import { flagWord, reasonWords } from './reasons.ts';
import { Answered } from './timeline-line.tsx';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: '14px',
    padding: '4px 8px 18px 46px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    [phone]: { paddingLeft: '0' },
  },
  why: { maxWidth: '70ch' },
  lists: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))',
    gap: '14px 28px',
  },
  heading: { fontSize: tokens.fontSizeBase200, fontWeight: 600, paddingBottom: '4px' },
  // Rows of 24 pixels: links above each other stay easy to hit.
  list: { display: 'grid', overflowWrap: 'anywhere', '& li': { padding: '3px 0' } },
  quiet: { color: tokens.colorNeutralForeground2 },
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    ':hover': { textDecoration: 'underline' },
  },
});

type Props = { readonly row: LedgerRow; readonly record: RecordHead };

/** Why an activity counts or not, who took part, and every other record it belongs to. */
export function LedgerDetails({ row, record }: Props) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const others = row.records.filter(({ type, id }) => type !== record.type || id !== record.id);
  const flags = row.flags.flatMap((flag) => flagWord(flag) ?? []);
  return (
    <div className={styles.box}>
      <div className={styles.why}>
        {row.reason === null ? (
          <Trans>It counts: it took place, and both sides took part.</Trans>
        ) : (
          i18n._(reasonWords[row.reason].text)
        )}
        {row.override === 'include' && (
          <>
            {' '}
            <Trans>Somebody decided that it counts.</Trans>
          </>
        )}
        <Answered row={row} />
        {!row.isReadable && (
          <div className={styles.quiet}>
            <Trans>
              What it is about and who takes part is for those who do. You see that it took place,
              when, and who began.
            </Trans>
          </div>
        )}
        {flags.map((flag) => (
          <div key={flag.id} className={styles.quiet}>
            {i18n._(flag)}
          </div>
        ))}
      </div>
      <Decide row={row} record={record} />
      <KeepOut row={row} />
      <div className={styles.lists}>
        <Side row={row} isInternal={false} />
        <Side row={row} isInternal />
        {others.length > 0 && (
          <div>
            <h3 className={styles.heading}>
              <Trans>Also belongs to</Trans>
            </h3>
            <ul className={styles.list}>
              {others.map(({ type, id, name }) => (
                <li key={`${type}:${id}`}>
                  <Link
                    to="/$collection/$id"
                    params={{ collection: collectionOf[type], id }}
                    className={styles.link}
                  >
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}

function Side({ row, isInternal }: { readonly row: LedgerRow; readonly isInternal: boolean }) {
  const styles = useStyles();
  const { i18n } = useLingui();
  const people = row.participants.filter(({ internal }) => internal === isInternal);
  if (people.length === 0) return null;
  return (
    <div>
      <h3 className={styles.heading}>
        {isInternal ? <Trans>Of ours</Trans> : <Trans>Of theirs</Trans>}
      </h3>
      <ul className={styles.list}>
        {people.map(({ address, role, response, owners }) => {
          const roleWord = participantRoles.find((one) => one === role);
          const responseWord = responses.find((one) => one === response && one !== 'none');
          return (
            <li key={address}>
              {owners.length === 0 ? address : owners.map(({ name }) => name).join(', ')}
              <span className={styles.quiet}>
                {roleWord !== undefined && ` · ${i18n._(roleWords[roleWord])}`}
                {responseWord !== undefined && ` · ${i18n._(responseWords[responseWord])}`}
                {owners.length > 0 && ` · ${address}`}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
