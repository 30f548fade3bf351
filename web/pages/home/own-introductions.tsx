import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ownIntroductionsQuery } from '../../data/ties.ts';
import { Card } from '../../parts/card.tsx';
import { Failure } from '../../parts/failure.tsx';
import { IntroductionList } from '../../widgets/who-knows-whom-introductions.tsx';

/** What colleagues asked of the reader, and what the reader asked; nothing while there is none. */
export function OwnIntroductions() {
  const { t } = useLingui();
  const { data, error, isError, refetch } = useQuery(ownIntroductionsQuery);
  if (isError && data === undefined) return <Failure error={error} onRetry={() => refetch()} />;
  if (data === undefined || data.introductions.length === 0) return null;
  const ofMe = data.introductions.filter(({ part }) => part === 'asked');
  const mine = data.introductions.filter(({ part }) => part === 'asker');
  return (
    <>
      {ofMe.length > 0 && (
        <Card
          title={t`Introductions asked of you`}
          caption={t`Those without an answer first; they lapse after 7 days`}
        >
          <IntroductionList introductions={ofMe} />
        </Card>
      )}
      {mine.length > 0 && (
        <Card
          title={t`Introductions that you asked for`}
          caption={t`Those without an answer first; they lapse after 7 days`}
        >
          <IntroductionList introductions={mine} />
        </Card>
      )}
    </>
  );
}
