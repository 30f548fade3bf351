import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Analytics, Collection } from '../../src/contract/api.ts';
import { CardList } from '../cards/card-list.tsx';
import { recordCardsQuery } from '../data/cards.ts';
import { Card } from '../parts/card.tsx';
import { Failure } from '../parts/failure.tsx';

type Props = { readonly collection: Collection; readonly analytics: Analytics };

/** What asks for the reader on this record; absent when nothing does, or when the record is not theirs. */
export function RecordCards({ collection, analytics }: Props) {
  const { t } = useLingui();
  const [hadCards, setHadCards] = useState(false);
  const { data, error, isError, refetch } = useQuery(
    recordCardsQuery(collection, analytics.record.id),
  );
  if (isError && data === undefined) return <Failure error={error} onRetry={() => refetch()} />;
  const count = data?.cards.length ?? 0;
  // The last one that is put away leaves the way to take that back.
  if (count > 0 && !hadCards) setHadCards(true);
  if (data === undefined || (count === 0 && !hadCards)) return null;
  return (
    <Card
      title={t`What asks for you here`}
      caption={t`Cards of this record, the most pressing first`}
    >
      <CardList cards={data.cards} today={data.day} isOnRecord />
    </Card>
  );
}
