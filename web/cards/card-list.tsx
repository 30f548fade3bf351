import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { InsightCard } from '../../src/contract/cards.ts';
import { useFormats } from '../app/formats.tsx';
import { type Decision, decide } from '../data/cards.ts';
import { FormProblem } from '../parts/form.tsx';
import { CardRow } from './card-row.tsx';

const useStyles = makeStyles({
  list: { display: 'grid' },
  away: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 12px',
    padding: '6px 8px 6px 14px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
  },
  text: { flex: '1 1 200px', minWidth: 0, overflowWrap: 'anywhere' },
});

type Away = { readonly card: InsightCard; readonly decision: Decision };

type Props = {
  readonly cards: readonly InsightCard[];
  /** Today (`YYYY-MM-DD`) of the reader. */
  readonly today: string;
  readonly isOnRecord?: boolean;
};

/** Cards below each other. What was just put away can be taken back. */
export function CardList({ cards, today, isOnRecord = false }: Props) {
  const styles = useStyles();
  const queries = useQueryClient();
  const [away, setAway] = useState<Away | null>(null);
  const deciding = useMutation({
    mutationFn: ({ card, decision }: Away) => decide(card.id, decision),
    onSuccess: async (_answer, { card, decision }) => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['list', 'cards'] }),
        queries.invalidateQueries({ queryKey: ['list', 'home'] }),
        queries.invalidateQueries({
          predicate: ({ queryKey }) => queryKey[0] === 'analytics' && queryKey[3] === 'cards',
        }),
      ]);
      setAway(decision.what === 'undo' ? null : { card, decision });
    },
  });
  return (
    <>
      {away !== null && (
        <PutAway
          key={`${away.card.id} ${away.decision.what}`}
          away={away}
          onUndo={() => deciding.mutate({ card: away.card, decision: { what: 'undo' } })}
        />
      )}
      <FormProblem error={deciding.error} />
      {cards.length > 0 && (
        <ul className={styles.list}>
          {cards.map((card) => (
            <CardRow
              key={card.id}
              card={card}
              today={today}
              isOnRecord={isOnRecord}
              onDecide={(decision) => deciding.mutate({ card, decision })}
            />
          ))}
        </ul>
      )}
    </>
  );
}

/** That a card was put away, with the way back; it has the focus, as the button that was pressed is gone. */
function PutAway({ away, onUndo }: { readonly away: Away; readonly onUndo: () => void }) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => bar.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  const { card, decision } = away;
  const { name } = card.record;
  const day = decision.what === 'snooze' ? formats.day(decision.until) : '';
  return (
    <div ref={bar} className={styles.away} role="status">
      <span className={styles.text}>
        {decision.what === 'snooze' ? (
          <Trans>
            {name}: snoozed until {day}.
          </Trans>
        ) : decision.what === 'done' ? (
          <Trans>{name}: done.</Trans>
        ) : (
          <Trans>{name}: dismissed until something new happens.</Trans>
        )}
      </span>
      <Button size="small" aria-label={t`Undo: ${name}`} onClick={onUndo}>
        <Trans>Undo</Trans>
      </Button>
    </div>
  );
}
