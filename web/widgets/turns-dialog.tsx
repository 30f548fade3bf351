import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Analytics } from '../../src/contract/api.ts';
import type { Turn, TurnState } from '../../src/contract/response.ts';
import type { Side } from '../../src/model/vocabulary.ts';
import { useFormats } from '../app/formats.tsx';
import { collectionOf } from '../data/collections.ts';
import { type TurnsQuestion, turnsQuery } from '../data/turns.ts';
import { dayOf } from '../days.ts';
import { Failure } from '../parts/failure.tsx';
import { LedgerLink } from '../parts/ledger-link.tsx';
import { Modal } from '../parts/modal.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { Waiting } from '../parts/waiting.tsx';

const useStyles = makeStyles({
  caption: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  cell: { display: 'grid', minWidth: '130px' },
  subject: {
    maxWidth: '280px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  more: { justifySelf: 'center' },
});

type Props = {
  readonly analytics: Analytics;
  readonly question: TurnsQuestion;
  readonly onClose: () => void;
};

/** The turns that a response time is made of, one by one. */
export function TurnsDialog({ analytics, question, onClose }: Props) {
  const styles = useStyles();
  const { t, i18n } = useLingui();
  const formats = useFormats();
  const { type, id } = analytics.record;
  const { asOf, days } = analytics;
  const turns = useInfiniteQuery(
    turnsQuery({ collection: collectionOf[type], id, asOf, days }, question),
  );
  const rows = turns.data?.pages.flatMap((page) => page.turns) ?? [];
  const total = turns.data?.pages[0]?.total ?? 0;
  const title = i18n._(titles[question.side][question.state ?? 'all']);
  const [span, instant] = [formats.span(asOf, days), formats.instant(asOf)];
  return (
    <Modal
      title={title}
      isWide
      onClose={onClose}
      actions={
        <Button onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
    >
      <p className={styles.caption} role="status">
        {turns.isSuccess && <Plural value={total} one="# turn" other="# turns" />}{' '}
        <Trans>
          that began {span}, latest first, as of {instant}. Elapsed is the time that passed; working
          hours are those of whoever answers.
        </Trans>
      </p>
      {turns.isError && rows.length === 0 ? (
        <Failure error={turns.error} onRetry={() => turns.refetch()} />
      ) : turns.isPending ? (
        <Waiting label={t`The turns are loading`} rows={6} />
      ) : rows.length === 0 ? (
        <Nothing>
          <Trans>There is none in this window. Choose a longer one to see earlier turns.</Trans>
        </Nothing>
      ) : (
        <PlainTable
          label={title}
          heads={[t`First email`, t`Answer`, t`Elapsed`, t`Working hours`, t`Who answers`]}
          rows={rows.map((turn) => ({
            key: `${turn.email.key}`,
            cells: [
              <Email
                key="email"
                email={turn.email}
                timeZone={analytics.timeZone}
                onFollow={onClose}
              />,
              turn.answer === null ? (
                i18n._(stateWords[turn.state])
              ) : (
                <Email
                  key="answer"
                  email={turn.answer}
                  timeZone={analytics.timeZone}
                  onFollow={onClose}
                />
              ),
              <Hours key="elapsed" hours={turn.elapsedHours} turn={turn} write={formats.hours} />,
              <Hours
                key="working"
                hours={turn.workingHours}
                turn={turn}
                write={formats.workingHours}
              />,
              <Answerer key="who" turn={turn} />,
            ],
          }))}
        />
      )}
      {turns.hasNextPage && (
        <Button
          className={styles.more}
          disabledFocusable={turns.isFetchingNextPage}
          onClick={() => turns.fetchNextPage()}
        >
          {turns.isFetchingNextPage ? <Trans>Loading…</Trans> : <Trans>Show more</Trans>}
        </Button>
      )}
    </Modal>
  );
}

type EmailProps = {
  readonly email: Turn['email'];
  readonly timeZone: string;
  readonly onFollow: () => void;
};

/** When it was sent, and its subject where the reader may see it. */
function Email({ email, timeZone, onFollow }: EmailProps) {
  const styles = useStyles();
  const formats = useFormats();
  const day = dayOf(Date.parse(email.startsAt), timeZone);
  return (
    <span className={styles.cell}>
      <LedgerLink filter={{ kind: 'email', from: day, to: day }} onFollow={onFollow}>
        <time dateTime={email.startsAt}>{formats.instant(email.startsAt)}</time>
      </LedgerLink>
      <span className={styles.subject} title={email.subject ?? undefined}>
        {email.subject ??
          (email.isReadable ? <Trans>No subject</Trans> : <Trans>Somebody else’s</Trans>)}
      </span>
    </span>
  );
}

type HoursProps = {
  readonly hours: number | null;
  readonly turn: Turn;
  readonly write: (hours: number) => string;
};

function Hours({ hours, turn, write }: HoursProps) {
  if (hours === null) return '–';
  const written = write(hours);
  return turn.isCensored ? <Trans>{written} so far</Trans> : written;
}

function Answerer({ turn }: { readonly turn: Turn }) {
  const { answerer, answer, email } = turn;
  if (answerer !== null) return answerer.name;
  if (!(answer ?? email).isReadable) return <Trans>Somebody else’s</Trans>;
  return <Trans>Nobody known</Trans>;
}

const stateWords: Readonly<Record<TurnState, MessageDescriptor>> = {
  answered: msg`answered`,
  unanswered: msg`unanswered`,
  pending: msg`none yet, still in time`,
  closing: msg`none due`,
};

const titles: Readonly<Record<Side, Readonly<Record<TurnState | 'all', MessageDescriptor>>>> = {
  us: {
    answered: msg`Their emails that we answered`,
    unanswered: msg`Their emails that we left unanswered`,
    pending: msg`Their emails that we can still answer in time`,
    closing: msg`Their last emails, which need no answer`,
    all: msg`Their emails that need our answer`,
  },
  them: {
    answered: msg`Our emails that they answered`,
    unanswered: msg`Our emails that they left unanswered`,
    pending: msg`Our emails that they can still answer in time`,
    closing: msg`Our last emails, which need no answer`,
    all: msg`Our emails that need their answer`,
  },
};
