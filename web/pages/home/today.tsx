import { makeStyles, tokens } from '@fluentui/react-components';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Cards } from '../../../src/contract/cards.ts';
import { useFormats } from '../../app/formats.tsx';
import { CardList } from '../../cards/card-list.tsx';
import { cardsQuery } from '../../data/cards.ts';
import { Card } from '../../parts/card.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Nothing } from '../../parts/nothing.tsx';
import { Waiting } from '../../parts/waiting.tsx';

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecoration: 'none',
    whiteSpace: 'nowrap',
    ':hover': { textDecoration: 'underline' },
  },
});

/** The few cards of the reader's day. */
export function Today() {
  const { t } = useLingui();
  const { data, error, isError, refetch } = useQuery(cardsQuery);
  if (data === undefined) {
    return (
      <Card title={t`For today`} caption={t`What asks for you on your records`}>
        {isError ? (
          <Failure error={error} onRetry={() => refetch()} />
        ) : (
          <Waiting label={t`Your cards are chosen`} rows={5} rowHeight={75} />
        )}
      </Card>
    );
  }
  return <TodayCards cards={data} />;
}

/** Cards as they were answered. */
export function TodayCards({
  cards: { day, cards, more, most, decided },
}: {
  readonly cards: Cards;
}) {
  const styles = useStyles();
  const { t } = useLingui();
  const formats = useFormats();
  const on = formats.weekday(day);
  return (
    <Card
      title={t`For today`}
      caption={
        <>
          {on}
          {more > 0 && (
            <>
              {' · '}
              <Plural
                value={more}
                one={`at most ${most} a day; # more for another day`}
                other={`at most ${most} a day; # more for other days`}
              />
            </>
          )}
        </>
      }
      actions={
        <Link to="/account" hash="cards" className={styles.link}>
          <Trans>Which cards you get</Trans>
        </Link>
      }
    >
      <CardList cards={cards} today={day} />
      {cards.length === 0 && (
        <Nothing>
          {decided > 0 ? (
            <Trans>You have seen to all cards of today. The next ones come tomorrow.</Trans>
          ) : (
            <Trans>
              No card today: nobody waits for an answer, no date is near and nobody has gone quiet
              on the records that you own or work on.
            </Trans>
          )}
        </Nothing>
      )}
    </Card>
  );
}
